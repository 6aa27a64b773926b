package docclass

import (
	"strings"
	"testing"
)

func benchmark(b *testing.B, size int, names ...string) {
	c := classifier(b)
	texts := heldOut(b)
	var text string
	for _, name := range names {
		text += texts[name] + "\n"
	}
	text = strings.Repeat(text, size/len(text)+1)[:size]
	var found []Span
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		found = c.Find(text, found[:0])
	}
}

func BenchmarkProse2KB(b *testing.B) {
	benchmark(b, 2<<10, "none-clinic.txt", "none-inflation.txt", "none-encyclopedia.txt", "none-prompt.txt")
}

func BenchmarkCode2KB(b *testing.B) {
	benchmark(b, 2<<10, "code-zig.txt", "code-elixir.txt", "code-python.txt")
}

func BenchmarkMixed1MB(b *testing.B) {
	benchmark(b, 1<<20, "none-clinic.txt", "code-zig.txt", "financial-csv.txt", "medical-letter.txt", "none-norwegian.txt")
}
