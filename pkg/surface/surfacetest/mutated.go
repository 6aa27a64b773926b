package surfacetest

import (
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// Mutated holds a surface to what Faithful does for a request, and for all that come of it
// by one member more, or another one, in any of its objects: of the names of both shapes
// and one of neither, with a text in a string, an object or an array.
func Mutated(t *testing.T, s surface.Surface, seed string, left Left, names ...string) {
	t.Helper()
	Faithful(t, s, []byte(seed), left)
	if _, fault := s.Ask([]byte(seed)); fault != nil {
		t.Fatalf("the seed itself is refused: %v", fault)
	}
	const planted = "a planted text"
	text := chat.NewString(planted)
	names = append(names, "zz", "role", "content", "name", "type", "text", "id", "function", "custom", "tool_calls", "tool_call_id",
		"reasoning", "reasoning_content", "refusal", "arguments", "parameters", "stop", "user", "metadata", "tools", "tool_choice",
		"response_format", "stream", "stream_options", "max_tokens", "n", "logprobs", "image_url", "file", "url")
	for at := range objects(Parse(t, []byte(seed))) {
		for _, name := range names {
			for _, v := range []chat.Value{text, chat.NewObject(chat.Member{Name: "zz", Value: text}), chat.NewArray(text), chat.NewObject(chat.Member{Name: "type", Value: text})} {
				root := Parse(t, []byte(seed))
				objects(root)[at].Set(name, v)
				Faithful(t, s, root.AppendJSON(nil), left)
			}
		}
	}
}

// objects are all objects of v, in order.
func objects(v *chat.Value) []*chat.Value {
	var out []*chat.Value
	if v.Kind == chat.Object {
		out = append(out, v)
	}
	for i := range v.Elems {
		out = append(out, objects(&v.Elems[i])...)
	}
	for i := range v.Members {
		out = append(out, objects(&v.Members[i].Value)...)
	}
	return out
}
