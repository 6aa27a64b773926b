// ai with @ai-sdk/openai's default models, which are of the Responses API.
import assert from "node:assert/strict";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";
import { checks } from "./ai-openai.mjs";
import { story, thrown, token, url } from "./ground.mjs";

const all = checks((provider, name) => provider(name));

// A conversation goes on from what the client kept of it. By default it sends back only ids of what the server is
// thought to store, which nothing here does: with store: false it sends the words.
async function goesOn(g) {
  const model = createOpenAI({ baseURL: `${url}/v1`, apiKey: token })(g.model("tells"));
  const turn = (extra, messages) => generateText({ model, maxRetries: 0, messages, ...extra });
  const hello = { role: "user", content: "Hello" };
  const stateless = { providerOptions: { openai: { store: false } } };
  const first = await turn(stateless, [hello]);
  const second = await turn(stateless, [hello, ...first.response.messages, { role: "user", content: "And on?" }]);
  assert.equal(second.text, story);
  const err = await thrown(async () => turn({}, [hello, ...(await turn({}, [hello])).response.messages, { role: "user", content: "And on?" }]));
  assert.equal(err.statusCode, 400);
  assert.match(err.message, /item_reference|store/);
}

export default {
  ...all,
  plain: async (g) => {
    await all.plain(g);
    await goesOn(g);
  },
};
