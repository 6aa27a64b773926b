package chat

import "strconv"

// noIndex marks a step that is a member's name.
const noIndex = -1

// step is one step into a document: an array index, or a member's name where index is
// noIndex. A name that is not (yet) known is "".
type step struct {
	name  string
	index int
}

// location is the way from the root to a value.
type location []step

// String renders p as OpenAI writes parameters, "messages[0].content". Names are input too:
// one that the schemas do not know is printed as *.
func (p location) String() string { return p.with(nil) }

// with is String that prints more names: those that a schema has.
func (p location) with(more map[string]bool) string {
	var b []byte
	for _, s := range p {
		switch {
		case s.index != noIndex:
			b = append(b, '[')
			b = strconv.AppendInt(b, int64(s.index), 10)
			b = append(b, ']')
		case s.name == "":
			return string(b)
		default:
			if len(b) > 0 {
				b = append(b, '.')
			}
			if KnownKey(s.name) || more[s.name] {
				b = append(b, s.name...)
			} else {
				b = append(b, '*')
			}
		}
	}
	return string(b)
}

// KnownKey reports whether name is a property in schemas/chat_completion_request.schema.json or
// schemas/chat_completion.schema.json, so that it may be printed, and carries nothing of the
// sender's. A test compares them.
func KnownKey(name string) bool {
	switch name {
	case "annotations", "arguments", "audio", "bytes", "choices", "completion_tokens", "content", "created",
		"custom", "description", "finish_reason", "frequency_penalty", "function", "function_call", "functions", "id",
		"include_usage", "index", "input", "json_schema", "logit_bias", "logprob", "logprobs",
		"max_completion_tokens", "max_tokens", "message", "messages", "metadata", "modalities", "model",
		"n", "name", "object", "parallel_tool_calls", "parameters", "presence_penalty", "prompt_tokens", "reasoning",
		"reasoning_content", "reasoning_effort", "refusal", "response_format", "role", "seed",
		"service_tier", "stop", "store", "stream", "stream_options", "strict", "system_fingerprint", "temperature",
		"text", "token", "tool_call_id", "tool_calls", "tool_choice", "tools", "top_logprobs", "top_p",
		"total_tokens", "type", "usage", "user", "verbosity", "web_search_options":
		return true
	}
	return false
}
