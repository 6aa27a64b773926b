package docclass

import (
	"strings"
	"testing"
)

func BenchmarkFind2KB(b *testing.B) {
	c, err := New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Dear all, the order goes to Cork on Monday. Please tell us what you think of it,\nand whether the parcel (no. 4711) has come. ", 20)[:2048]
	var found []Span
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		found = c.Find(text, found[:0])
	}
}
