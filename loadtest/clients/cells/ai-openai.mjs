// ai with @ai-sdk/openai: the checks for any of the provider's kinds of model, pick(provider, name).
import assert from "node:assert/strict";
import { createOpenAI } from "@ai-sdk/openai";
import { APICallError, generateText, RetryError, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { anID, blocked, counting, is, part, question, silent, story, thrown, token, url } from "./ground.mjs";

export function checks(pick) {
  const use = (name, { key = token, fetch } = {}) => pick(createOpenAI({ baseURL: `${url}/v1`, apiKey: key, fetch }), name);
  const ask = (model, prompt = "Hello", extra = {}) => ({ model, prompt, maxRetries: 0, ...extra });
  const weather = (asked) => ({
    get_weather: tool({ description: "Tells the weather", inputSchema: z.object({ city: z.string() }), execute: async (a) => (asked.push(a), "sunny") }),
  });
  // quiet streams and keeps the errors that the client hands to onError.
  const quiet = (options) => {
    const errors = [];
    const s = streamText({ ...options, onError: ({ error }) => void errors.push(error) });
    return { s, errors };
  };
  const all = async (s) => {
    let text = "";
    for await (const piece of s.textStream) text += piece;
    return text;
  };

  return {
    plain: async (g) => {
      const r = await generateText(ask(use(g.model("tells"))));
      assert.equal(r.text, story);
      assert.equal(r.finishReason, "stop");
      assert.deepEqual([r.usage.inputTokens, r.usage.outputTokens, r.usage.totalTokens], [3, 7, 10]);
      assert.match(r.response.headers["x-request-id"], anID);
    },
    stream: async (g) => {
      const { s, errors } = quiet(ask(use(g.model("tells"))));
      let pieces = 0;
      let text = "";
      for await (const piece of s.textStream) {
        pieces++;
        text += piece;
      }
      assert.deepEqual(errors, []);
      assert.equal(text, story);
      assert.ok(pieces > 5, `${pieces} pieces`);
      assert.equal(await s.finishReason, "stop");
      assert.equal((await s.usage).totalTokens, 10);
      assert.match((await s.response).headers["x-request-id"], anID);
    },
    tools: async (g) => {
      const asked = [];
      const r = await generateText(ask(use(g.model("weather")), question, { tools: weather(asked), stopWhen: stepCountIs(3) }));
      assert.equal(r.text, "In Bern it is sunny.");
      assert.deepEqual(r.steps[0].toolCalls.map((c) => [c.toolName, c.input]), [["get_weather", { city: "Bern" }]]);
      assert.equal(r.steps[0].finishReason, "tool-calls");
      const { s, errors } = quiet(ask(use(g.model("weather")), question, { tools: weather(asked), stopWhen: stepCountIs(3) }));
      assert.equal(await all(s), "In Bern it is sunny.");
      assert.deepEqual(errors, []);
      assert.deepEqual(asked, [{ city: "Bern" }, { city: "Bern" }]);
    },
    error: async (g) => {
      const sent = counting();
      const err = await thrown(() => generateText(ask(use(g.model("tells"), { fetch: sent.fetch }), `use ${blocked} to sign`, { maxRetries: 3 })));
      assert.ok(APICallError.isInstance(err), `${err.name}: ${err.message}`);
      assert.deepEqual([err.statusCode, err.isRetryable, err.data.error.code, sent.statuses.length], [400, false, "content_filter", 1]);
      assert.match(err.responseHeaders["x-request-id"], anID);
      silent(Object.assign(new Error(err.message), { data: err.data, responseBody: err.responseBody }));
      const status = async (model) => {
        const e = await thrown(() => generateText(ask(model)));
        return APICallError.isInstance(e) ? e.statusCode : `${e.name}: ${e.message}`;
      };
      assert.equal(await status(use(g.model("tells"), { key: "slc_wrong" })), 401);
      assert.equal(await status(use("gpt-none")), 404);

      const filtered = quiet(ask(use(g.model("discloses"), { fetch: g.telling("discloses") })));
      part(await all(filtered.s));
      assert.equal(await filtered.s.finishReason, "content-filter");
      const broken = quiet(ask(use(g.model("breaks"), { fetch: g.telling("breaks") })));
      part(await all(broken.s));
      assert.equal(broken.errors.length, 1, "no error came to onError");
      assert.ok(JSON.stringify([broken.errors[0].message, broken.errors[0], broken.errors[0].data]).includes("model_stream_broken"), `${broken.errors[0].name}: ${broken.errors[0].message}`);
    },
    abort: async (g) => {
      const controller = new AbortController();
      let aborted = 0;
      const { s } = quiet(ask(use(g.model("goes-on")), "Hello", { abortSignal: controller.signal, onAbort: () => void aborted++ }));
      for await (const piece of s.textStream) if (piece) controller.abort();
      assert.equal(aborted, 1);
      await g.hungUp("goes-on", 1);
      const other = new AbortController();
      const call = thrown(() => generateText(ask(use(g.model("silent")), "Hello", { abortSignal: other.signal })));
      await g.seen("silent", { started: 1 });
      other.abort();
      assert.equal((await call).name, "AbortError");
      await g.hungUp("silent", 1);
    },
    retry: async (g) => {
      const r = await g.again((fetch) => generateText(ask(use(g.model("tells"), { key: g.narrow, fetch }), "Hello", { maxRetries: 4 })));
      assert.equal(r.text, story);
      const sent = counting();
      const err = await thrown(() => generateText(ask(use("failing/503", { fetch: sent.fetch }), "Hello", { maxRetries: 1 })));
      assert.ok(RetryError.isInstance(err), `${err.name}: ${err.message}`);
      assert.equal(err.lastError.statusCode, 503);
      assert.deepEqual(sent.statuses, [503, 503]);
    },
    "time-out": async (g) => {
      const err = await thrown(() => generateText(ask(use(g.model("late")), "Hello", { timeout: 400 })));
      assert.equal(err.name, "TimeoutError", err.message);
      const { s } = quiet(ask(use(g.model("late")), "Hello", { timeout: 400 }));
      const parts = [];
      for await (const p of s.fullStream) parts.push(p);
      assert.ok(parts.some((p) => p.type === "abort" || p.error?.name === "TimeoutError"), JSON.stringify(parts));
      await g.hungUp("late", 2);
    },
  };
}
