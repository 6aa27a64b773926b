package ollama

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/surface/surfacetest"
)

// left is what docs/surfaces-ollama.md says is not passed on, and the words of the shape
// that are said otherwise in OpenAI's.
func left(in *chat.Value, name string, v *chat.Value) bool {
	switch name {
	case "keep_alive":
		return true
	case "index":
		return in.Get("arguments") != nil || in.Get("name") != nil
	case "format":
		return slices.Contains([]string{"json", ""}, v.Text()) && v.Kind == chat.String
	}
	return false
}

// seeds have every member that the translation knows.
func seeds() []string {
	return []string{
		`{"model":"m","messages":[{"role":"system","content":"be"},{"role":"user","content":"See","images":["` + png + `"],"who":"me"},{"role":"assistant","content":"x","thinking":"Hm","tool_calls":[{"id":"i","type":"function","function":{"index":0,"name":"f","arguments":{"a":["b\"c"]}}},{"function":{"name":"g"}}]},{"role":"tool","tool_name":"g","content":"r"},{"role":"tool","content":"s"}],"keep_alive":"5m"}`,
		`{"messages":[{"role":"assistant","tool_calls":[{"id":"x","function":{"name":"f"}}]},{"role":"tool","tool_call_id":"x","content":"b"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]}`,
		`{"format":{"type":"object"},"options":{"stop":"X","num_predict":7,"repeat_penalty":1,"more":"y"},"think":"high","stream":false,"logprobs":true,"messages":[]}`,
		`{"messages":[],"format":"json","think":true,"more":{"deep":["x"]}}`,
	}
}

// TestNothingIsLost: no member, wherever it stands, is dropped but as the page in docs says.
func TestNothingIsLost(t *testing.T) {
	for _, seed := range seeds() {
		surfacetest.Mutated(t, chats(), seed, left, "images", "thinking", "tool_name", "options", "format", "think", "num_predict",
			"repeat_penalty", "repetition_penalty", "chat_template_kwargs", "reasoning_effort", "messages", "top_logprobs")
	}
}

func FuzzRequest(f *testing.F) {
	for _, seed := range seeds() {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) { surfacetest.Faithful(t, chats(), body, left) })
}

// FuzzAnswer: whatever an engine answers that is a completion, a client gets JSON.
func FuzzAnswer(f *testing.F) {
	validator := surfacetest.Validator(f)
	for _, a := range answers() {
		f.Add([]byte(a.in))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		asked := ask(t)
		stream, ok := surfacetest.Streamed(validator, asked, body)
		if !ok {
			return
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(string(stream), "\n"), "\n") {
			surfacetest.Parse(t, []byte(line))
		}
		whole, fault := asked.Answer(body)
		if fault == nil {
			surfacetest.Parse(t, whole)
		}
	})
}

// TestMany: what a request costs grows with its size, not faster. A square of these
// numbers would take minutes.
func TestMany(t *testing.T) {
	members := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"m%d":0,`, i)
		}
		return b.String()
	}
	for _, body := range []string{
		`{` + members(190_000) + `"messages":[]` + `}`,
		`{"messages":[{` + members(190_000) + `"role":"user","content":"x"}]}`,
		`{"options":{` + members(190_000) + `"seed":7}}`,
	} {
		if _, fault := chats().Ask([]byte(body)); fault != nil {
			t.Error(fault)
		}
	}
}
