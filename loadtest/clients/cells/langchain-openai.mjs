// langchain with @langchain/openai's ChatOpenAI, on chat completions.
import { ChatOpenAI } from "@langchain/openai";
import { checks } from "./langchain.mjs";
import { token, url } from "./ground.mjs";

export default checks({
  connect: (model, { key = token, fetch, ...extra } = {}) =>
    new ChatOpenAI({ model, apiKey: key, maxRetries: 0, streamUsage: true, configuration: { baseURL: `${url}/v1`, fetch }, ...extra }),
  provider: "openai", options: { configuration: { baseURL: `${url}/v1` } },
  finish: (m) => m.response_metadata.finish_reason,
  reasons: { stop: "stop", tools: "tool_calls", filtered: "content_filter" },
  code: (err) => err.code,
  broken: "model_stream_broken",
  total: 10,
});
