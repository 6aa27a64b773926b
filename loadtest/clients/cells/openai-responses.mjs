// openai, responses.
import assert from "node:assert/strict";
import OpenAI from "openai";
import { anID, blocked, city, counting, is, part, question, silent, story, thrown, token, url } from "./ground.mjs";

const connect = (extra = {}) => new OpenAI({ baseURL: `${url}/v1`, apiKey: token, maxRetries: 0, ...extra });
const ask = (model, input = "Hello", extra = {}) => ({ model, input, store: false, ...extra });
const tools = [{ type: "function", name: "get_weather", parameters: city, strict: false }];
const called = (r) => r.output.filter((o) => o.type === "function_call");

export default {
  plain: async (g) => {
    const r = await connect().responses.create(ask(g.model("tells")));
    assert.equal(r.object, "response");
    assert.equal(r.output_text, story);
    assert.equal(r.status, "completed");
    assert.deepEqual([r.usage.input_tokens, r.usage.output_tokens, r.usage.total_tokens], [3, 7, 10]);
    assert.match(r._request_id, anID);
  },
  stream: async (g) => {
    const stream = connect().responses.stream(ask(g.model("tells")));
    const types = [];
    for await (const event of stream) types.push(event.type);
    const r = await stream.finalResponse();
    assert.equal(r.output_text, story);
    assert.equal(r.status, "completed");
    assert.equal(r.usage.total_tokens, 10);
    assert.equal(types[0], "response.created");
    assert.equal(types.at(-1), "response.completed");
    assert.ok(types.filter((t) => t === "response.output_text.delta").length > 5, types.join(" "));
  },
  tools: async (g) => {
    const body = ask(g.model("weather"), [{ role: "user", content: question }], { tools });
    const first = await connect().responses.stream(body).finalResponse();
    assert.deepEqual(called(first).map((c) => [c.name, JSON.parse(c.arguments)]), [["get_weather", { city: "Bern" }]]);
    const plain = await connect().responses.create(body);
    assert.deepEqual(called(plain).map((c) => [c.name, c.arguments]), [["get_weather", '{"city":"Bern"}']]);
    const [call] = called(plain);
    const second = await connect().responses.create({
      ...body, input: [...body.input, ...plain.output, { type: "function_call_output", call_id: call.call_id, output: "sunny" }],
    });
    assert.equal(second.output_text, "In Bern it is sunny.");
  },
  error: async (g) => {
    const sent = counting();
    const client = connect({ maxRetries: 3, fetch: sent.fetch });
    const err = await thrown(() => client.responses.create(ask(g.model("tells"), `use ${blocked} to sign`)));
    is(err, OpenAI.BadRequestError);
    assert.deepEqual([err.status, err.code, sent.statuses.length], [400, "content_filter", 1]);
    assert.match(err.requestID, anID);
    silent(err);
    is(await thrown(() => connect({ apiKey: "slc_wrong" }).responses.create(ask(g.model("tells")))), OpenAI.AuthenticationError);
    is(await thrown(() => connect().responses.create(ask("gpt-none"))), OpenAI.NotFoundError);

    const filtered = await connect({ fetch: g.telling("discloses") }).responses.stream(ask(g.model("discloses"))).finalResponse();
    assert.equal(filtered.status, "incomplete");
    assert.equal(filtered.incomplete_details.reason, "content_filter");
    part(filtered.output_text);
    let text = "";
    const broken = await thrown(async () => {
      for await (const event of await connect({ fetch: g.telling("breaks") }).responses.create(ask(g.model("breaks"), "Hello", { stream: true }))) {
        if (event.type === "response.output_text.delta") text += event.delta;
        if (event.type === "response.failed") throw Object.assign(new Error(event.response.error.message), { code: event.response.error.code });
        if (event.type === "error") throw Object.assign(new Error(event.message ?? event.error?.message), { code: event.code ?? event.error?.code });
      }
    });
    assert.equal(broken.code, "model_stream_broken", `${broken.message}`);
    part(text);
    is(await thrown(() => connect({ fetch: g.telling("breaks") }).responses.stream(ask(g.model("breaks"))).finalResponse()), OpenAI.OpenAIError);
  },
  abort: async (g) => {
    const stream = connect().responses.stream(ask(g.model("goes-on")));
    stream.once("response.output_text.delta", () => stream.abort());
    is(await thrown(() => stream.finalResponse()), OpenAI.APIUserAbortError);
    await g.hungUp("goes-on", 1);
    const controller = new AbortController();
    const call = thrown(() => connect().responses.create(ask(g.model("silent"), "Hello", { stream: true }), { signal: controller.signal }));
    await g.seen("silent", { started: 1 });
    controller.abort();
    is(await call, OpenAI.APIUserAbortError);
    await g.hungUp("silent", 1);
  },
  retry: async (g) => {
    const r = await g.again((fetch) => connect({ apiKey: g.narrow, fetch, maxRetries: 4 }).responses.create(ask(g.model("tells"))));
    assert.equal(r.output_text, story);
    const sent = counting();
    const err = await thrown(() => connect({ fetch: sent.fetch, maxRetries: 1 }).responses.create(ask("failing/503")));
    is(err, OpenAI.InternalServerError);
    assert.deepEqual(sent.statuses, [503, 503]);
  },
  "time-out": async (g) => {
    is(await thrown(() => connect({ timeout: 400 }).responses.create(ask(g.model("late")))), OpenAI.APIConnectionTimeoutError);
    is(await thrown(() => connect({ timeout: 400 }).responses.create(ask(g.model("late"), "Hi", { stream: true }))), OpenAI.APIConnectionTimeoutError);
    await g.hungUp("late", 2);
  },
};
