package names

import (
	"strings"
	"testing"
)

func BenchmarkFind2KB(b *testing.B) {
	t := New()
	text := strings.Repeat("Dear Anna Kovács, the order of Bluewave Systems GmbH goes to 12 Harbour Street, Cork, on Monday. Please tell us what you think of it, and whether the invoice has come. ", 13)[:2048]
	var found []Span
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		found = t.Find(text, found[:0])
	}
}
