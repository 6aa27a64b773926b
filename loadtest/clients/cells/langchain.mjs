// langchain: the checks for a chat model of any provider.
import assert from "node:assert/strict";
import { createAgent, initChatModel, tool } from "langchain";
import { z } from "zod";
import { anID, blocked, counting, part, question, silent, story, thrown, token } from "./ground.mjs";

export function checks({ connect, provider, options, finish, reasons, code, blockedCode = "content_filter", broken, total }) {
  const weather = (asked) =>
    tool(async (a) => (asked.push(a), "sunny"), { name: "get_weather", description: "Tells the weather", schema: z.object({ city: z.string() }) });
  const streamed = async (model, input, settings) => {
    let all;
    let pieces = 0;
    for await (const chunk of await model.stream(input, settings)) {
      pieces++;
      all = all ? all.concat(chunk) : chunk;
    }
    return { all, pieces };
  };

  return {
    plain: async (g) => {
      const model = await initChatModel(g.model("tells"), { modelProvider: provider, apiKey: token, maxRetries: 0, ...options });
      const m = await model.invoke("Hello");
      assert.equal(m.text, story);
      assert.equal(finish(m), reasons.stop);
      assert.deepEqual([m.usage_metadata.input_tokens, m.usage_metadata.output_tokens, m.usage_metadata.total_tokens], [3, 7, 10]);
    },
    stream: async (g) => {
      const { all, pieces } = await streamed(connect(g.model("tells")), "Hello");
      assert.equal(all.text, story);
      assert.ok(pieces > 5, `${pieces} pieces`);
      assert.equal(finish(all), reasons.stop);
      assert.equal(all.usage_metadata.total_tokens, total);
    },
    tools: async (g) => {
      const asked = [];
      const bound = connect(g.model("weather")).bindTools([weather(asked)]);
      for (const m of [await bound.invoke(question), (await streamed(bound, question)).all]) {
        assert.deepEqual(m.tool_calls.map((c) => [c.name, c.args]), [["get_weather", { city: "Bern" }]]);
        assert.equal(finish(m), reasons.tools);
      }
      const agent = createAgent({ model: connect(g.model("weather")), tools: [weather(asked)] });
      const done = await agent.invoke({ messages: [{ role: "user", content: question }] });
      assert.equal(done.messages.at(-1).text, "In Bern it is sunny.");
      assert.deepEqual(asked, [{ city: "Bern" }]);
    },
    error: async (g) => {
      const sent = counting();
      const err = await thrown(() => connect(g.model("tells"), { fetch: sent.fetch, maxRetries: 3 }).invoke(`use ${blocked} to sign`));
      assert.deepEqual([err.status, code(err), sent.statuses.length], [400, blockedCode, 1], `${err.name}: ${err.message}`);
      assert.match(err.requestID, anID);
      silent(err);
      const wrong = await thrown(() => connect(g.model("tells"), { key: "slc_wrong" }).invoke("Hello"));
      assert.deepEqual([wrong.status, wrong.lc_error_code], [401, "MODEL_AUTHENTICATION"]);
      const none = await thrown(() => connect("gpt-none").invoke("Hello"));
      assert.deepEqual([none.status, none.lc_error_code], [404, "MODEL_NOT_FOUND"]);

      const filtered = await streamed(connect(g.model("discloses"), { fetch: g.telling("discloses") }), "Hello");
      part(filtered.all.text);
      assert.equal(finish(filtered.all), reasons.filtered);
      let text = "";
      const cut = await thrown(async () => {
        for await (const chunk of await connect(g.model("breaks"), { fetch: g.telling("breaks") }).stream("Hello")) text += chunk.text;
      });
      assert.equal(code(cut), broken, `${cut.name}: ${cut.message}`);
      part(text);
    },
    abort: async (g) => {
      const controller = new AbortController();
      const err = await thrown(async () => {
        for await (const chunk of await connect(g.model("goes-on")).stream("Hello", { signal: controller.signal })) {
          if (chunk.text) controller.abort();
        }
      });
      assert.match(`${err.name} ${err.message}`, /abort/i);
      await g.hungUp("goes-on", 1);
      const other = new AbortController();
      const call = thrown(() => connect(g.model("silent")).invoke("Hello", { signal: other.signal }));
      await g.seen("silent", { started: 1 });
      other.abort();
      const ended = await call;
      assert.match(`${ended.name} ${ended.message}`, /abort/i);
      await g.hungUp("silent", 1);
    },
    retry: async (g) => {
      const m = await g.again((fetch) => connect(g.model("tells"), { key: g.narrow, fetch, maxRetries: 4 }).invoke("Hello"));
      assert.equal(m.text, story);
      const sent = counting();
      const err = await thrown(() => connect("failing/503", { fetch: sent.fetch, maxRetries: 1 }).invoke("Hello"));
      assert.ok(err.status >= 500, `${err.name}: ${err.message}`);
      assert.equal(sent.statuses.length, 2);
    },
    "time-out": async (g) => {
      const one = await thrown(() => connect(g.model("late"), { timeout: 400 }).invoke("Hello"));
      assert.match(`${one.name} ${one.message}`, /time(d )?out/i);
      const two = await thrown(() => streamed(connect(g.model("late"), { timeout: 400 }), "Hello"));
      assert.match(`${two.name} ${two.message}`, /time(d )?out/i);
      await g.hungUp("late", 2);
    },
  };
}
