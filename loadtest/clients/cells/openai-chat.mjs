// openai, chat completions.
import assert from "node:assert/strict";
import OpenAI from "openai";
import { anID, blocked, city, counting, is, part, question, silent, story, thrown, token, url } from "./ground.mjs";

const connect = (extra = {}) => new OpenAI({ baseURL: `${url}/v1`, apiKey: token, maxRetries: 0, ...extra });
const ask = (model, content = "Hello", extra = {}) => ({ model, messages: [{ role: "user", content }], ...extra });
const tools = [{ type: "function", function: { name: "get_weather", parameters: city } }];

export default {
  plain: async (g) => {
    const c = await connect().chat.completions.create(ask(g.model("tells")));
    assert.equal(c.choices[0].message.content, story);
    assert.equal(c.choices[0].finish_reason, "stop");
    assert.deepEqual([c.usage.prompt_tokens, c.usage.completion_tokens, c.usage.total_tokens], [3, 7, 10]);
    assert.match(c._request_id, anID);
  },
  stream: async (g) => {
    const runner = connect().chat.completions.stream(ask(g.model("tells"), "Hello", { stream_options: { include_usage: true } }));
    let pieces = 0;
    runner.on("content", () => pieces++);
    const c = await runner.finalChatCompletion();
    assert.equal(c.choices[0].message.content, story);
    assert.equal(c.choices[0].finish_reason, "stop");
    assert.equal((await runner.totalUsage()).total_tokens, 10);
    assert.ok(pieces > 5, `${pieces} pieces`);
  },
  tools: async (g) => {
    const asked = [];
    const runner = connect().chat.completions.runTools(
      ask(g.model("weather"), question, {
        stream: true,
        tools: [{ type: "function", function: { name: "get_weather", parameters: city, parse: JSON.parse, function: (a) => (asked.push(a), "sunny") } }],
      }),
    );
    assert.equal(await runner.finalContent(), "In Bern it is sunny.");
    assert.deepEqual(asked, [{ city: "Bern" }]);
    const c = await connect().chat.completions.create(ask(g.model("weather"), question, { tools }));
    assert.equal(c.choices[0].finish_reason, "tool_calls");
    assert.deepEqual(JSON.parse(c.choices[0].message.tool_calls[0].function.arguments), { city: "Bern" });
  },
  error: async (g) => {
    const sent = counting();
    const client = connect({ maxRetries: 3, fetch: sent.fetch });
    const err = await thrown(() => client.chat.completions.create(ask(g.model("tells"), `use ${blocked} to sign`)));
    is(err, OpenAI.BadRequestError);
    assert.deepEqual([err.status, err.code, sent.statuses.length], [400, "content_filter", 1]);
    assert.match(err.requestID, anID);
    silent(err);
    is(await thrown(() => connect({ apiKey: "slc_wrong" }).chat.completions.create(ask(g.model("tells")))), OpenAI.AuthenticationError);
    is(await thrown(() => connect().chat.completions.create(ask("gpt-none"))), OpenAI.NotFoundError);

    const filtered = await connect({ fetch: g.telling("discloses") }).chat.completions.stream(ask(g.model("discloses"))).finalChatCompletion();
    assert.equal(filtered.choices[0].finish_reason, "content_filter");
    part(filtered.choices[0].message.content);
    let text = "";
    const broken = await thrown(async () => {
      for await (const chunk of await connect({ fetch: g.telling("breaks") }).chat.completions.create(ask(g.model("breaks"), "Hello", { stream: true }))) {
        text += chunk.choices[0]?.delta?.content ?? "";
      }
    });
    is(broken, OpenAI.APIError);
    assert.equal(broken.code, "model_stream_broken");
    part(text);
  },
  abort: async (g) => {
    const runner = connect().chat.completions.stream(ask(g.model("goes-on")));
    runner.once("content", () => runner.abort());
    is(await thrown(() => runner.finalChatCompletion()), OpenAI.APIUserAbortError);
    await g.hungUp("goes-on", 1);
    const controller = new AbortController();
    const call = thrown(() => connect().chat.completions.create(ask(g.model("silent"), "Hello", { stream: true }), { signal: controller.signal }));
    await g.seen("silent", { started: 1 });
    controller.abort();
    is(await call, OpenAI.APIUserAbortError);
    await g.hungUp("silent", 1);
  },
  retry: async (g) => {
    const c = await g.again((fetch) => connect({ apiKey: g.narrow, fetch, maxRetries: 4 }).chat.completions.create(ask(g.model("tells"))));
    assert.equal(c.choices[0].message.content, story);
    const sent = counting();
    const err = await thrown(() => connect({ fetch: sent.fetch, maxRetries: 1 }).chat.completions.create(ask("failing/503")));
    is(err, OpenAI.InternalServerError);
    assert.deepEqual(sent.statuses, [503, 503]);
  },
  "time-out": async (g) => {
    is(await thrown(() => connect({ timeout: 400 }).chat.completions.create(ask(g.model("late")))), OpenAI.APIConnectionTimeoutError);
    is(await thrown(() => connect({ timeout: 400 }).chat.completions.create(ask(g.model("late"), "Hi", { stream: true }))), OpenAI.APIConnectionTimeoutError);
    await g.hungUp("late", 2);
  },
};
