package likeness

import (
	"strings"
	"testing"
)

func BenchmarkScore2KB(b *testing.B) {
	c, err := New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("The committee met on Tuesday to discuss 42 new proposals for the harbour, and nobody disagreed. ", 22)[:2048]
	for name, head := range map[string]Head{"user": User, "untrusted": Untrusted} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				c.Score(text, head)
			}
		})
	}
}
