package voice

import (
	"encoding/json"
	"strings"
)

// Choice is one choice of an answer, as the model says it in a stream: the pieces
// of each field, then the pieces of each call's arguments.
type Choice struct {
	Fields   []Field
	Calls    []Call
	Finish   string
	Logprobs bool // with the log-probabilities of every piece of its fields
}

// Field is a text of a choice: content, reasoning_content, reasoning or refusal.
type Field struct {
	Name   string
	Pieces []string
}

// Call is a tool call.
type Call struct {
	ID, Name string
	Pieces   []string // of its arguments
}

// Streams says whether the caller asked for a stream.
func (m *Mouth) Streams() bool { return m.whole == nil }

// Answer says these choices and ends, as a stream or whole as the caller asked.
func (m *Mouth) Answer(choices ...Choice) {
	if !m.Streams() {
		m.answerWhole(choices)
		return
	}
	var reasons []string
	for i, c := range choices {
		for _, f := range c.Fields {
			for _, p := range f.Pieces {
				entry := map[string]any{"index": i, "delta": map[string]string{f.Name: p}, "finish_reason": nil}
				if c.Logprobs {
					entry["logprobs"] = map[string]any{probable(f.Name): tokens(p)}
				}
				m.Event(encode([]any{entry}))
			}
		}
		for n, call := range c.Calls {
			first := map[string]any{"index": n, "id": call.ID, "type": "function", "function": map[string]string{"name": call.Name, "arguments": ""}}
			m.Event(encode([]any{map[string]any{"index": i, "delta": map[string]any{"tool_calls": []any{first}}}}))
			for _, p := range call.Pieces {
				more := map[string]any{"index": n, "function": map[string]string{"arguments": p}}
				m.Event(encode([]any{map[string]any{"index": i, "delta": map[string]any{"tool_calls": []any{more}}}}))
			}
		}
		reasons = append(reasons, c.Finish)
	}
	m.End(reasons...)
}

func (m *Mouth) answerWhole(choices []Choice) {
	var out []any
	for i, c := range choices {
		message := map[string]any{"role": "assistant", "content": nil}
		said := map[string]any{"index": i, "message": message, "finish_reason": c.Finish}
		logprobs := map[string]any{}
		for _, f := range c.Fields {
			message[f.Name] = strings.Join(f.Pieces, "")
			var all []any
			for _, p := range f.Pieces {
				all = append(all, tokens(p)...)
			}
			logprobs[probable(f.Name)] = all
		}
		if c.Logprobs {
			said["logprobs"] = logprobs
		}
		var calls []any
		for _, call := range c.Calls {
			calls = append(calls, map[string]any{"id": call.ID, "type": "function",
				"function": map[string]string{"name": call.Name, "arguments": strings.Join(call.Pieces, "")}})
		}
		if len(calls) > 0 {
			message["tool_calls"] = calls
		}
		out = append(out, said)
	}
	_, _ = m.Write([]byte(encode(map[string]any{"id": "v", "object": "chat.completion", "created": 1, "model": m.model, "choices": out,
		"usage": map[string]int{"prompt_tokens": 3, "completion_tokens": 7, "total_tokens": 10}})))
}

// probable is where the log-probabilities of a field stand: a refusal has its own.
func probable(field string) string {
	if field == "refusal" {
		return field
	}
	return "content"
}

// tokens are the log-probabilities of one piece, which is one token: its text and
// its bytes, and both again as the likeliest token.
func tokens(piece string) []any {
	var bytes []int
	for _, b := range []byte(piece) {
		bytes = append(bytes, int(b))
	}
	token := map[string]any{"token": piece, "logprob": -0.1, "bytes": bytes}
	token["top_logprobs"] = []any{map[string]any{"token": piece, "logprob": -0.1, "bytes": bytes}}
	return []any{token}
}

func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
