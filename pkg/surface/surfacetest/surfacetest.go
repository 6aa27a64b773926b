// Package surfacetest holds what every surface's tests hold it to. It is for tests only.
package surfacetest

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// Left says of a member, by the object that it stands in, that nothing below it needs to
// be in the translation: because the surface's page in docs says so, or since it is a word
// of the shape that has another name in OpenAI's.
type Left func(in *chat.Value, name string, v *chat.Value) bool

// Faithful holds a surface to its promises for one request, whatever it is: the answer is
// the same each time, a request or a refusal, each of them JSON; and no string of the
// request is missing from what it becomes.
func Faithful(t *testing.T, s surface.Surface, body []byte, left Left) {
	t.Helper()
	asked, fault := s.Ask(body)
	again, second := s.Ask(body)
	if fault != nil {
		if second == nil || *fault != *second {
			t.Fatalf("refused by %v, then by %v", fault, second)
		}
		if fault.Status < 400 || fault.Status > 499 {
			t.Fatalf("refused with %d", fault.Status)
		}
		Parse(t, s.Fault(fault, "id"))
		return
	}
	if second != nil || !bytes.Equal(asked.Chat(), again.Chat()) {
		t.Fatalf("two answers to one request: %s, %s", asked.Chat(), again.Chat())
	}
	var said strings.Builder
	gather(&said, Parse(t, asked.Chat()))
	from, err := chat.Parse(body, chat.Limits{Bytes: len(body) + 1})
	if err != nil {
		t.Fatal(err)
	}
	missing(t, from.Root, said.String(), left, body)
}

// Parse is the JSON that a surface wrote.
func Parse(t *testing.T, text []byte) *chat.Value {
	t.Helper()
	doc, err := chat.Parse(text, chat.Limits{Bytes: 2*len(text) + 1, Depth: 1000, Nodes: 1 << 20})
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return doc.Root
}

// gather writes every string, and those of JSON in a string: arguments are such.
func gather(to *strings.Builder, v *chat.Value) {
	if v.Kind == chat.String {
		to.WriteString(v.Str)
		to.WriteByte(0)
		if strings.HasPrefix(v.Str, "{") {
			if doc, err := chat.ParseString(v.Str, chat.Limits{Bytes: len(v.Str) + 1, Depth: 1000}); err == nil {
				gather(to, doc.Root)
			}
		}
	}
	for i := range v.Elems {
		gather(to, &v.Elems[i])
	}
	for i := range v.Members {
		gather(to, &v.Members[i].Value)
	}
}

func missing(t *testing.T, v *chat.Value, said string, left Left, body []byte) {
	t.Helper()
	if v.Kind == chat.String && !strings.Contains(said, v.Str) {
		t.Fatalf("%q is not in %q, of %s", v.Str, said, body)
	}
	for i := range v.Elems {
		missing(t, &v.Elems[i], said, left, body)
	}
	for i := range v.Members {
		if m := &v.Members[i]; !left(v, m.Name, &m.Value) {
			missing(t, &m.Value, said, left, body)
		}
	}
}

// Validator reads completions.
func Validator(t testing.TB) *chat.Validator {
	t.Helper()
	v, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Streamed is a completion as a surface's voice speaks it, chunk by chunk. Where the
// completion does not fit its schema, ok is false.
func Streamed(v *chat.Validator, asked surface.Asked, completion []byte) (stream []byte, ok bool) {
	done, err := v.ParseCompletion(completion, chat.Limits{})
	if err != nil {
		return nil, false
	}
	return done.AppendStream(nil, asked.Voice(time.Unix(0, 0)), true), true
}
