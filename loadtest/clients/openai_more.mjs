// Runs the official openai client, unmodified, against a running Sluice. It says what it checked, line by line, then
// how many checks passed and failed, and exits with status 1 if any failed.
//
// Environment: SLUICE_BASE_URL (.../v1), SLUICE_TOKEN, SLUICE_BLOCKED (text that the policy in force blocks) and
// SLUICE_BLOCKED_RULE (the rule that the refusal must name).
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import OpenAI from "openai";

const { SLUICE_BASE_URL: baseURL, SLUICE_TOKEN: apiKey, SLUICE_BLOCKED: blocked, SLUICE_BLOCKED_RULE: rule } = process.env;
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
// telling is a client that says when an answer of the model has begun: the model waits for that before it breaks off.
const telling = (name) => new OpenAI({
  baseURL, apiKey, maxRetries: 0,
  fetch: async (...a) => {
    const r = await fetch(...a);
    await fetch(`${process.env.SLUICE_WITNESS}/${name}?heard=1`);
    return r;
  },
});
const user = (content) => [{ role: "user", content }];
const say = (model, content, extra = {}) => ({ model, messages: user(content), ...extra });

const tool = (name) => ({ type: "function", function: { name, parameters: { type: "object" } } });
const calling = (extra = {}) => say("sluice-dev/tool", 'call get_weather {"city":"Bern"} and delete_user {"id":1}', {
  tools: [tool("get_weather"), tool("delete_user")], ...extra,
});

async function collect(stream) {
  const out = { text: "", finish: null, usage: undefined, chunks: 0, withoutChoices: 0 };
  for await (const chunk of stream) {
    out.chunks++;
    assert.equal(chunk.object, "chat.completion.chunk");
    if (chunk.choices.length === 0) out.withoutChoices++;
    if (chunk.usage) out.usage = chunk.usage;
    out.text += chunk.choices[0]?.delta?.content ?? "";
    out.finish = chunk.choices[0]?.finish_reason ?? out.finish;
  }
  return out;
}

// refused runs a call that must fail and checks what its error says in every case.
async function refused(call, Class, status, code) {
  const err = await call().then(
    () => assert.fail("it was not refused"),
    (e) => e,
  );
  assert.ok(err instanceof Class, `${err.constructor.name}: ${err.message}`);
  assert.equal(err.status, status);
  assert.equal(err.code, code);
  assert.equal(typeof err.type, "string");
  assert.ok(err.message.length > 10);
  assert.match(err.requestID, /^[A-Za-z0-9_-]{1,64}$/);
  return err;
}

const checks = {
  "a plain completion": async () => {
    const c = await client.chat.completions.create(say("sluice-dev", "Hello"));
    assert.equal(c.object, "chat.completion");
    assert.equal(c.choices[0].message.role, "assistant");
    assert.match(c.choices[0].message.content, /sluice-dev/);
    assert.equal(c.choices[0].finish_reason, "stop");
    assert.ok(c.usage.total_tokens > 0);
  },
  "_request_id is the answer's x-request-id": async () => {
    const { data, response } = await client.chat.completions.create(say("sluice-dev", "Hello")).withResponse();
    assert.equal(data._request_id, response.headers.get("x-request-id"));
    assert.match(data._request_id, /^[A-Za-z0-9_-]{1,64}$/);
  },
  "the caller's own request id comes back": async () => {
    const id = randomUUID();
    const c = await client.chat.completions.create(say("sluice-dev", "Hello"), { headers: { "x-request-id": id } });
    assert.equal(c._request_id, id);
  },
  "message parts, system text and parameters": async () => {
    const c = await client.chat.completions.create({
      model: "sluice-dev/echo", temperature: 0.5, max_completion_tokens: 50, seed: 7, user: "u1", stop: ["END"],
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "one part" }, { type: "text", text: "another part" }] },
      ],
    });
    assert.match(c.choices[0].message.content, /one part/);
    assert.match(c.choices[0].message.content, /another part/);
  },
  "an e-mail address comes back to its sender": async () => {
    const c = await client.chat.completions.create(say("sluice-dev/echo", "write to sam.rivers@example.org please"));
    assert.match(c.choices[0].message.content, /sam\.rivers@example\.org/);
  },
  "a stream": async () => {
    const plain = await client.chat.completions.create(say("sluice-dev", "Hello"));
    const s = await collect(await client.chat.completions.create(say("sluice-dev", "Hello", { stream: true })));
    assert.equal(s.text, plain.choices[0].message.content);
    assert.equal(s.finish, "stop");
    assert.equal(s.usage, undefined);
  },
  "a stream with usage": async () => {
    const s = await collect(
      await client.chat.completions.create(say("sluice-dev", "Hello", { stream: true, stream_options: { include_usage: true } })),
    );
    assert.ok(s.usage.total_tokens > 0);
    assert.equal(s.withoutChoices, 1);
    assert.equal(s.finish, "stop");
  },
  "the stream helper": async () => {
    const runner = client.chat.completions.stream(say("sluice-dev", "Hello"));
    const done = await runner.finalChatCompletion();
    assert.match(done.choices[0].message.content, /sluice-dev/);
  },
  "a stream that is left early": async () => {
    for await (const chunk of await client.chat.completions.create(say("sluice-dev", "Hello", { stream: true }))) {
      assert.ok(chunk.id);
      break;
    }
  },
  "the list of models": async () => {
    const ids = [];
    for await (const m of client.models.list()) {
      assert.equal(m.object, "model");
      ids.push(m.id);
    }
    assert.ok(ids.includes("sluice-dev"), ids.join(" "));
  },
  "a wrong key: AuthenticationError": () =>
    refused(
      () => new OpenAI({ baseURL, apiKey: "slc_wrong", maxRetries: 0 }).chat.completions.create(say("sluice-dev", "Hello")),
      OpenAI.AuthenticationError, 401, "invalid_api_key",
    ),
  "blocked content: BadRequestError, content_filter, not retried": async () => {
    let sent = 0;
    const counting = new OpenAI({ baseURL, apiKey, maxRetries: 3, fetch: (...a) => (sent++, fetch(...a)) });
    const err = await refused(
      () => counting.chat.completions.create(say("sluice-dev", `use ${blocked} to sign`)),
      OpenAI.BadRequestError, 400, "content_filter",
    );
    assert.equal(sent, 1);
    assert.ok(err.message.includes(rule), err.message);
    assert.ok(!JSON.stringify(err).includes(blocked) && !err.message.includes(blocked));
  },
  "blocked content in a stream": () =>
    refused(
      () => client.chat.completions.create(say("sluice-dev", `use ${blocked} to sign`, { stream: true })),
      OpenAI.BadRequestError, 400, "content_filter",
    ),
  "a parameter out of range: BadRequestError with param": async () => {
    const err = await refused(
      () => client.chat.completions.create(say("sluice-dev", "Hello", { temperature: 99 })),
      OpenAI.BadRequestError, 400, "decimal_above_max_value",
    );
    assert.equal(err.param, "temperature");
  },
  "a permitted tool call arrives, a forbidden one does not": async () => {
    const c = await client.chat.completions.create(calling());
    const [choice] = c.choices;
    assert.deepEqual(choice.message.tool_calls.map((t) => t.function), [{ name: "get_weather", arguments: '{"city":"Bern"}' }]);
    assert.equal(choice.finish_reason, "content_filter");
    assert.match(choice.message.content, /"delete_user" was not permitted/);
  },
  "tool calls in a stream": async () => {
    const calls = [];
    let finish;
    for await (const chunk of await client.chat.completions.create(calling({ stream: true }))) {
      for (const t of chunk.choices[0]?.delta?.tool_calls ?? []) {
        calls[t.index] ??= { name: "", arguments: "" };
        calls[t.index].name += t.function?.name ?? "";
        calls[t.index].arguments += t.function?.arguments ?? "";
      }
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    assert.deepEqual(calls, [{ name: "get_weather", arguments: '{"city":"Bern"}' }]);
    assert.equal(finish, "content_filter");
  },
  "tools that are not functions: BadRequestError": () =>
    refused(
      () => client.chat.completions.create(say("sluice-dev", "Hello", { tools: [{ type: "custom", custom: { name: "f" } }] })),
      OpenAI.BadRequestError, 400, "unsupported_tools",
    ),
  "a stream in pieces while the model speaks": async () => {
    const plain = await client.chat.completions.create(say("sluice-dev/long-500", "Hello"));
    const s = await collect(await client.chat.completions.create(say("sluice-dev/long-500", "Hello", { stream: true })));
    assert.equal(s.text, plain.choices[0].message.content);
    assert.ok(s.chunks > 5, `${s.chunks} chunks`);
    assert.equal(s.finish, "stop");
  },
  "an error in the middle of a stream: APIError": async () => {
    let text = "";
    const read = async () => {
      for await (const chunk of await telling("breaks").chat.completions.create(say("voice/breaks", "Hello", { stream: true }))) {
        text += chunk.choices[0]?.delta?.content ?? "";
      }
    };
    const err = await read().then(() => assert.fail("the stream seemed whole"), (e) => e);
    assert.ok(err instanceof OpenAI.APIError, `${err.constructor.name}: ${err.message}`);
    assert.equal(err.code, "model_stream_broken");
    assert.ok(text.length > 0);
  },
  "an error in the middle of the stream helper: an error event": async () => {
    const runner = telling("breaks").chat.completions.stream(say("voice/breaks", "Hello"));
    await assert.rejects(runner.finalChatCompletion(), OpenAI.OpenAIError);
  },
  "blocked in the middle of a stream: finish_reason content_filter, with usage": async () => {
    const s = await collect(
      await telling("discloses").chat.completions.create(say("voice/discloses", "Hello", { stream: true, stream_options: { include_usage: true } })),
    );
    assert.equal(s.finish, "content_filter");
    assert.match(s.text, /^The miller/);
    assert.doesNotMatch(s.text, /cnry/);
    assert.equal(s.withoutChoices, 1);
    assert.equal(typeof s.usage.total_tokens, "number");
  },
  "blocked in the middle of the stream helper: the final completion says content_filter": async () => {
    const c = await telling("discloses").chat.completions.stream(say("voice/discloses", "Hello")).finalChatCompletion();
    assert.equal(c.choices[0].finish_reason, "content_filter");
    assert.match(c.choices[0].message.content, /^The miller/);
  },
  "an abort in the middle of a stream": async () => {
    const stream = await client.chat.completions.create(say("voice/goes-on", "Hello", { stream: true }));
    for await (const chunk of stream) {
      assert.ok(chunk.id);
      stream.controller.abort();
    }
  },
  "an unknown model: NotFoundError": () =>
    refused(() => client.chat.completions.create(say("gpt-none", "Hello")), OpenAI.NotFoundError, 404, "model_not_found"),
  "an unknown path: NotFoundError": () =>
    refused(() => client.embeddings.create({ model: "sluice-dev", input: "x" }), OpenAI.NotFoundError, 404, "not_found"),
  "one id, two bodies: ConflictError": async () => {
    const headers = { "x-request-id": randomUUID() };
    await client.chat.completions.create(say("sluice-dev", "first"), { headers });
    await refused(
      () => client.chat.completions.create(say("sluice-dev", "second"), { headers, maxRetries: 0 }),
      OpenAI.ConflictError, 409, "request_id_conflict",
    );
  },
  "one id, one body, twice: one exchange": async () => {
    const headers = { "x-request-id": randomUUID() };
    const first = await client.chat.completions.create(say("sluice-dev", "again"), { headers });
    const second = await client.chat.completions.create(say("sluice-dev", "again"), { headers });
    assert.equal(second.id, first.id);
  },
  "an engine's failure: InternalServerError": async () => {
    const err = await client.chat.completions.create(say("sluice-dev/error-500", "Hello")).then(() => assert.fail("no error"), (e) => e);
    assert.ok(err instanceof OpenAI.InternalServerError, `${err.constructor.name}: ${err.message}`);
    assert.match(err.requestID, /^[A-Za-z0-9_-]{1,64}$/);
  },
  "an abort: APIUserAbortError": async () => {
    const controller = new AbortController();
    const call = client.chat.completions.create(say("sluice-dev/slow-2000", "Hello"), { signal: controller.signal });
    controller.abort();
    await assert.rejects(call, OpenAI.APIUserAbortError);
  },
  "a timeout of the client: APIConnectionTimeoutError": () =>
    assert.rejects(
      client.chat.completions.create(say("sluice-dev/slow-2000", "Hello"), { timeout: 150 }),
      OpenAI.APIConnectionTimeoutError,
    ),
  "a call that timed out under an id of one's own: asked again, it has its outcome": async () => {
    const options = { headers: { "x-request-id": randomUUID() } };
    const body = say("sluice-dev/slow-400", "Hello");
    await assert.rejects(client.chat.completions.create(body, { ...options, timeout: 100 }), OpenAI.APIConnectionTimeoutError);
    const c = await client.chat.completions.create(body, options);
    assert.deepEqual([c._request_id, c.choices[0].finish_reason], [options.headers["x-request-id"], "stop"]);
  },
};

let passed = 0;
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    passed++;
    console.log(`ok   ${name}`);
  } catch (err) {
    failed++;
    console.log(`FAIL ${name}: ${err.stack}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
