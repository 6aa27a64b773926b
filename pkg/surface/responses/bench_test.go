package responses_test

import (
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
)

// BenchmarkAsk translates a conversation of two kilobytes.
func BenchmarkAsk(b *testing.B) {
	body := []byte(`{"model":"m","instructions":"Be brief.","input":[{"role":"user","content":[{"type":"input_text","text":"` + strings.Repeat("word ", 400) + `"}]}]}`)
	s := newSurface(b)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, fault := s.Ask(body); fault != nil {
			b.Fatal(fault)
		}
	}
}

// BenchmarkDelta speaks one piece of a stream.
func BenchmarkDelta(b *testing.B) {
	head := chat.ChunkHead{ID: "chatcmpl-r", Model: "m", Voice: ask(b, everything).Voice(time.Time{})}
	var out []byte
	for b.Loop() {
		out = chat.AppendDelta(out[:0], head, chat.Strand{Field: "content"}, "The miller waits by the gate.", nil)
	}
	if len(out) == 0 {
		b.Error("nothing is said")
	}
}
