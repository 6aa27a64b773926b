package anthropic

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface/surfacetest"
)

func noTime() time.Time { return time.Unix(0, 0) }

// left is what docs/surfaces-anthropic.md says is not passed on, and the words of the
// shape that are said otherwise in OpenAI's.
func left(in *chat.Value, name string, v *chat.Value) bool {
	kind := in.Get("type").Text()
	switch name {
	case "cache_control":
		return true
	case "signature":
		return kind == "thinking"
	case "data":
		return kind == "redacted_thinking"
	case "type":
		return slices.Contains([]string{
			"text", "image", "base64", "url", "document", "content", "tool_use", "tool_result", "thinking", "redacted_thinking",
			"search_result", "custom", "json_schema", "auto", "any", "tool", "none",
		}, v.Text())
	case "role": // of a turn with nothing but results
		return v.Text() == "user"
	case "media_type":
		return v.Text() == "text/plain"
	case "effort":
		return v.Text() == "max"
	}
	return false
}

// seeds have every member that the translation knows.
func seeds() []string {
	return []string{
		`{"model":"m","system":[{"type":"text","text":"be","cache_control":{"type":"ephemeral"}}],"max_tokens":9,"stream":true,"stop_sequences":["X"],"metadata":{"user_id":"u","more":"m"},"messages":[{"role":"user","content":"Go"},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"text","text":"I"},{"type":"tool_use","id":"t1","name":"f","input":{"a":["b\"c",{"d":"e"}]}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":[{"type":"text","text":"one"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},{"type":"text","text":"And?"}]}]}`,
		`{"max_tokens":9,"messages":[{"role":"user","who":"me","content":[{"type":"document","title":"T","context":"C","source":{"type":"text","media_type":"text/plain","data":"D"}},{"type":"document","title":"p","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}},{"type":"search_result","title":"T","source":"S","content":[{"type":"text","text":"A"}]}]}]}`,
		`{"max_tokens":9,"messages":[],"tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"q":{"type":"string","description":"x"}}},"input_examples":[{"q":"y"}]}],"tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},"output_config":{"effort":"max","format":{"type":"json_schema","schema":{"title":"t"}},"more":"m"},"thinking":{"type":"enabled"},"unknown":{"deep":["x"]}}`,
		`{"max_tokens":9,"system":"s","output_format":{"type":"json_schema","schema":{}},"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[]}]}],"container":null,"mcp_servers":[],"tool_choice":{"type":"none"}}`,
	}
}

// TestNothingIsLost: no member, wherever it stands, is dropped but as the page in docs says.
func TestNothingIsLost(t *testing.T) {
	for _, seed := range seeds() {
		surfacetest.Mutated(t, Surface{}, seed, left, "system", "thinking", "signature", "data", "source", "media_type", "title", "context",
			"citations", "tool_use_id", "is_error", "input", "input_schema", "disable_parallel_tool_use", "user_id", "effort", "format",
			"schema", "output_config", "output_format", "stop_sequences", "mcp_servers", "container", "messages")
	}
}

func FuzzRequest(f *testing.F) {
	for _, seed := range seeds() {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) { surfacetest.Faithful(t, Surface{}, body, left) })
}

// FuzzAnswer: whatever an engine answers that is a completion, a client gets JSON.
func FuzzAnswer(f *testing.F) {
	validator := surfacetest.Validator(f)
	for _, a := range answers() {
		f.Add([]byte(a.in))
	}
	f.Add([]byte(completion(`"content":[{"type":"text","text":"A"}],"function_call":{"name":"f","arguments":"x"}`, `"finish_reason":"function_call"`)))
	f.Fuzz(func(t *testing.T, body []byte) {
		asked := ask(t)
		stream, ok := surfacetest.Streamed(validator, asked, body)
		if !ok {
			return
		}
		for e := range strings.SplitSeq(strings.TrimSuffix(string(stream), "\n\n"), "\n\n") {
			_, data, _ := strings.Cut(e, "\ndata: ")
			surfacetest.Parse(t, []byte(data))
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
		`{` + members(190_000) + question + `}`,
		`{"max_tokens":9,"messages":[{"role":"user",` + members(90_000) + `"content":[{` + strings.ReplaceAll(members(90_000), "m", "k") + `"type":"tool_result","tool_use_id":"t"}]}]}`,
		`{` + question + `,"output_format":{` + members(190_000) + `"type":"json_schema","schema":{}}}`,
	} {
		if _, fault := (Surface{}).Ask([]byte(body)); fault != nil {
			t.Error(fault)
		}
	}
}
