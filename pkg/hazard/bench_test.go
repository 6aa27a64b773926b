package hazard

import (
	"strings"
	"testing"
)

func BenchmarkJudge2KB(b *testing.B) {
	c, err := New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("The committee met on Tuesday to discuss 42 new proposals for the harbour, and nobody disagreed. ", 22)[:2048]
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		c.Judge(text)
	}
}
