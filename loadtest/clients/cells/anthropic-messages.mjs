// @anthropic-ai/sdk, messages.
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import { anID, blocked, city, counting, is, part, question, silent, story, thrown, token, url } from "./ground.mjs";

const connect = (extra = {}) => new Anthropic({ baseURL: url, apiKey: token, maxRetries: 0, ...extra });
const ask = (model, content = "Hello", extra = {}) => ({ model, max_tokens: 1024, messages: [{ role: "user", content }], ...extra });
const tools = [{ name: "get_weather", input_schema: city }];
const text = (m) => m.content.filter((b) => b.type === "text").map((b) => b.text).join("");
const used = (m) => m.content.filter((b) => b.type === "tool_use");

export default {
  plain: async (g) => {
    const m = await connect().messages.create(ask(g.model("tells"), "Hello", { system: "Be brief." }));
    assert.deepEqual([m.type, m.role], ["message", "assistant"]);
    assert.equal(text(m), story);
    assert.equal(m.stop_reason, "end_turn");
    assert.deepEqual([m.usage.input_tokens, m.usage.output_tokens], [3, 7]);
    assert.match(m._request_id, anID);
    const bearer = new Anthropic({ baseURL: url, apiKey: null, authToken: token, maxRetries: 0 });
    assert.equal(text(await bearer.messages.create(ask(g.model("tells")))), story);
  },
  stream: async (g) => {
    const stream = connect().messages.stream(ask(g.model("tells")));
    let pieces = 0;
    stream.on("text", () => pieces++);
    const m = await stream.finalMessage();
    assert.equal(text(m), story);
    assert.equal(m.stop_reason, "end_turn");
    assert.deepEqual([m.usage.input_tokens, m.usage.output_tokens], [3, 7]);
    assert.ok(pieces > 5, `${pieces} pieces`);
    assert.match(stream.request_id, anID);
  },
  tools: async (g) => {
    const body = ask(g.model("weather"), question, { tools });
    const first = await connect().messages.stream(body).finalMessage();
    assert.equal(first.stop_reason, "tool_use");
    assert.deepEqual(used(first).map((u) => [u.name, u.input]), [["get_weather", { city: "Bern" }]]);
    const plain = await connect().messages.create(body);
    assert.equal(plain.stop_reason, "tool_use");
    const [use] = used(plain);
    assert.deepEqual([use.name, use.input], ["get_weather", { city: "Bern" }]);
    const second = await connect().messages.create({
      ...body,
      messages: [...body.messages, { role: "assistant", content: plain.content }, { role: "user", content: [{ type: "tool_result", tool_use_id: use.id, content: "sunny" }] }],
    });
    assert.equal(text(second), "In Bern it is sunny.");
    assert.equal(second.stop_reason, "end_turn");
  },
  error: async (g) => {
    const sent = counting();
    const client = connect({ maxRetries: 3, fetch: sent.fetch });
    const err = await thrown(() => client.messages.create(ask(g.model("tells"), `use ${blocked} to sign`)));
    is(err, Anthropic.BadRequestError);
    assert.deepEqual([err.status, err.error.type, err.type, sent.statuses.length], [400, "error", "invalid_request_error", 1]);
    assert.match(err.requestID, anID);
    silent(err);
    const wrong = await thrown(() => connect({ apiKey: "slc_wrong" }).messages.create(ask(g.model("tells"))));
    is(wrong, Anthropic.AuthenticationError);
    assert.equal(wrong.type, "authentication_error");
    is(await thrown(() => connect().messages.create(ask("gpt-none"))), Anthropic.NotFoundError);

    const filtered = await connect({ fetch: g.telling("discloses") }).messages.stream(ask(g.model("discloses"))).finalMessage();
    assert.equal(filtered.stop_reason, "refusal");
    part(text(filtered));
    let heard = "";
    const stream = connect({ fetch: g.telling("breaks") }).messages.stream(ask(g.model("breaks")));
    stream.on("text", (t) => (heard += t));
    const broken = await thrown(() => stream.finalMessage());
    is(broken, Anthropic.APIError);
    assert.equal(broken.type, "api_error");
    part(heard);
  },
  abort: async (g) => {
    const stream = connect().messages.stream(ask(g.model("goes-on")));
    stream.once("text", () => stream.abort());
    is(await thrown(() => stream.finalMessage()), Anthropic.APIUserAbortError);
    await g.hungUp("goes-on", 1);
    const controller = new AbortController();
    const call = thrown(() => connect().messages.create(ask(g.model("silent"), "Hello", { stream: true }), { signal: controller.signal }));
    await g.seen("silent", { started: 1 });
    controller.abort();
    is(await call, Anthropic.APIUserAbortError);
    await g.hungUp("silent", 1);
  },
  retry: async (g) => {
    const m = await g.again((fetch) => connect({ apiKey: g.narrow, fetch, maxRetries: 4 }).messages.create(ask(g.model("tells"))));
    assert.equal(text(m), story);
    const sent = counting();
    const err = await thrown(() => connect({ fetch: sent.fetch, maxRetries: 1 }).messages.create(ask("failing/503")));
    is(err, Anthropic.InternalServerError);
    assert.equal(sent.statuses.length, 2);
    assert.ok(sent.statuses.every((s) => s >= 500), `${sent.statuses}`);
  },
  "time-out": async (g) => {
    is(await thrown(() => connect({ timeout: 400 }).messages.create(ask(g.model("late")))), Anthropic.APIConnectionTimeoutError);
    is(await thrown(() => connect({ timeout: 400 }).messages.create(ask(g.model("late"), "Hi", { stream: true }))), Anthropic.APIConnectionTimeoutError);
    await g.hungUp("late", 2);
  },
};
