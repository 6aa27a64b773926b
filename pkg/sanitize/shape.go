package sanitize

import "sluice/pkg/chat"

// named returns what an object of the form {"name":"password","value":"…"} is called.
func named(v *chat.Value) string {
	if v.Get("value") == nil {
		return ""
	}
	for _, n := range []string{"name", "key", "field", "header"} {
		if name := v.Get(n).Text(); name != "" {
			return name
		}
	}
	return ""
}

// openEnded says whether what is below a known name is free: the names in it are the sender's.
func openEnded(name string) bool {
	switch name {
	case "messages", "content", "tool_calls", "function", "custom", "function_call", "choices",
		"message", "usage", "stream_options", "logprobs", "top_logprobs":
		return false
	}
	return true
}

// constant says whether a string at a known name is one of the schema's.
func constant(key, text string) bool {
	switch key {
	case "role":
		switch text {
		case "system", "developer", "user", "assistant", "tool", "function":
			return true
		}
	case "type":
		return text == "text" || text == "function" || text == "refusal"
	case "object":
		return text == "chat.completion"
	case "finish_reason":
		return text == "stop" || text == "length" || text == "tool_calls" || text == "content_filter"
	}
	return false
}

// minSpelled is how many numbers an array has at least to be read as bytes, outside
// log-probabilities, where every token has its bytes and they are joined.
const minSpelled = 8

// spelled returns the text that an array of byte values spells.
func spelled(v *chat.Value) (string, bool) {
	if len(v.Elems) == 0 {
		return "", false
	}
	b := make([]byte, 0, len(v.Elems))
	for i := range v.Elems {
		e := &v.Elems[i]
		if e.Kind != chat.Number || len(e.Num) > 3 {
			return "", false
		}
		n := 0
		for _, c := range []byte(e.Num) {
			if c < '0' || c > '9' {
				return "", false
			}
			n = 10*n + int(c-'0')
		}
		if n > 255 {
			return "", false
		}
		b = append(b, byte(n))
	}
	return string(b), true
}
