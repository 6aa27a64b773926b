// ollama, /api/chat. The client itself has no time-out and no retry: an application gives it a fetch that ends, and
// asks again on the status it reads.
import assert from "node:assert/strict";
import { Ollama } from "ollama";
import { anID, blocked, city, counting, part, question, silent, story, thrown, token, url } from "./ground.mjs";

const connect = ({ key = token, ...extra } = {}) => new Ollama({ host: url, headers: { Authorization: `Bearer ${key}` }, ...extra });
const ask = (model, content = "Hello", extra = {}) => ({ model, messages: [{ role: "user", content }], ...extra });
const tools = [{ type: "function", function: { name: "get_weather", description: "Tells the weather", parameters: city } }];
const refused = (err, status) => {
  assert.equal(err.name, "ResponseError", `${err.name}: ${err.message}`);
  assert.equal(err.status_code, status);
  assert.equal(typeof err.error, "string");
  assert.ok(err.message.length > 10 && !err.message.includes("[object"), err.message);
};
async function heard(stream) {
  const out = { text: "", calls: [], pieces: 0 };
  for await (const part of stream) {
    out.pieces++;
    out.text += part.message.content;
    out.calls.push(...(part.message.tool_calls ?? []));
    if (part.done) out.last = part;
  }
  return out;
}

export default {
  plain: async (g) => {
    let id;
    const seeing = async (...a) => {
      const r = await fetch(...a);
      id = r.headers.get("x-request-id");
      return r;
    };
    const r = await connect({ fetch: seeing }).chat(ask(g.model("tells")));
    assert.equal(r.message.role, "assistant");
    assert.equal(r.message.content, story);
    assert.deepEqual([r.model, r.done, r.done_reason, r.prompt_eval_count, r.eval_count], [g.model("tells"), true, "stop", 3, 7]);
    assert.ok(!Number.isNaN(Date.parse(r.created_at)), r.created_at);
    assert.match(id, anID);
  },
  stream: async (g) => {
    const h = await heard(await connect().chat(ask(g.model("tells"), "Hello", { stream: true })));
    assert.equal(h.text, story);
    assert.ok(h.pieces > 5, `${h.pieces} pieces`);
    assert.deepEqual([h.last.done_reason, h.last.prompt_eval_count, h.last.eval_count], ["stop", 3, 7]);
  },
  tools: async (g) => {
    const body = ask(g.model("weather"), question, { tools });
    const h = await heard(await connect().chat({ ...body, stream: true }));
    assert.deepEqual(h.calls.map((c) => [c.function.name, c.function.arguments]), [["get_weather", { city: "Bern" }]]);
    const first = await connect().chat(body);
    assert.deepEqual(first.message.tool_calls.map((c) => [c.function.name, c.function.arguments]), [["get_weather", { city: "Bern" }]]);
    const second = await connect().chat({ ...body, messages: [...body.messages, first.message, { role: "tool", tool_name: "get_weather", content: "sunny" }] });
    assert.equal(second.message.content, "In Bern it is sunny.");
    assert.equal(second.done_reason, "stop");
  },
  error: async (g) => {
    const sent = counting();
    const err = await thrown(() => connect({ fetch: sent.fetch }).chat(ask(g.model("tells"), `use ${blocked} to sign`)));
    refused(err, 400);
    assert.equal(sent.statuses.length, 1);
    silent(err);
    refused(await thrown(() => connect({ key: "slc_wrong" }).chat(ask(g.model("tells")))), 401);
    refused(await thrown(() => connect().chat(ask("gpt-none"))), 404);
    refused(await thrown(() => connect().chat(ask("gpt-none", "Hello", { stream: true }))), 404);

    const filtered = await heard(await connect({ fetch: g.telling("discloses") }).chat(ask(g.model("discloses"), "Hello", { stream: true })));
    assert.equal(filtered.last.done_reason, "content_filter");
    part(filtered.text);
    let text = "";
    const broken = await thrown(async () => {
      for await (const p of await connect({ fetch: g.telling("breaks") }).chat(ask(g.model("breaks"), "Hello", { stream: true }))) text += p.message.content;
    });
    assert.ok(broken.message.length > 10 && !broken.message.includes("[object"), broken.message);
    assert.doesNotMatch(broken.message, /Did not receive done/);
    part(text);
  },
  abort: async (g) => {
    const client = connect();
    const stream = await client.chat(ask(g.model("goes-on"), "Hello", { stream: true }));
    const err = await thrown(async () => {
      for await (const p of stream) if (p.message.content) client.abort();
    });
    assert.equal(err.name, "AbortError");
    await g.hungUp("goes-on", 1);
    const controller = new AbortController();
    const ending = connect({ fetch: (u, o) => fetch(u, { ...o, signal: controller.signal }) });
    const call = thrown(() => ending.chat(ask(g.model("silent"))));
    await g.seen("silent", { started: 1 });
    controller.abort();
    assert.equal((await call).name, "AbortError");
    await g.hungUp("silent", 1);
  },
  retry: async (g) => {
    const r = await g.again(async (fetch) => {
      for (let tries = 4; ; tries--) {
        let wait;
        const seeing = async (...a) => {
          const r = await fetch(...a);
          wait = Number(r.headers.get("retry-after"));
          return r;
        };
        try {
          return await connect({ key: g.narrow, fetch: seeing }).chat(ask(g.model("tells")));
        } catch (err) {
          refused(err, 429);
          if (tries === 0) throw err;
          await new Promise((ok) => setTimeout(ok, 1000 * wait));
        }
      }
    });
    assert.equal(r.message.content, story);
    refused(await thrown(() => connect().chat(ask("failing/503"))), 503);
  },
  "time-out": async (g) => {
    const ending = connect({ fetch: (u, o) => fetch(u, { ...o, signal: AbortSignal.timeout(400) }) });
    assert.equal((await thrown(() => ending.chat(ask(g.model("late"))))).name, "TimeoutError");
    assert.equal((await thrown(() => ending.chat(ask(g.model("late"), "Hello", { stream: true })))).name, "TimeoutError");
    await g.hungUp("late", 2);
  },
};
