// langchain with @langchain/anthropic's ChatAnthropic, on messages.
import { ChatAnthropic } from "@langchain/anthropic";
import { checks } from "./langchain.mjs";
import { token, url } from "./ground.mjs";

export default checks({
  connect: (model, { key = token, fetch, timeout, ...extra } = {}) =>
    new ChatAnthropic({ model, apiKey: key, maxRetries: 0, maxTokens: 1024, anthropicApiUrl: url, clientOptions: { fetch, timeout }, ...extra }),
  provider: "anthropic", options: { anthropicApiUrl: url, maxTokens: 1024 },
  finish: (m) => m.response_metadata.stop_reason ?? m.additional_kwargs.stop_reason,
  reasons: { stop: "end_turn", tools: "tool_use", filtered: "refusal" },
  code: (err) => err.error?.error?.type ?? err.type,
  blockedCode: "invalid_request_error",
  broken: "api_error",
  total: 7, // it takes the prompt's count from message_start alone, when no engine has told one
});
