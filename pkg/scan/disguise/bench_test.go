package disguise

import (
	"strings"
	"testing"
)

var benchTexts = []struct{ name, text string }{
	{"prose", strings.Repeat(prose, 60)},
	{"json", strings.Repeat(`{"role": "user", "content": "He said: \"go\" and\nwent.", "n": [1, 22, 333], "url": "https://example.com/a?b=c&d=e"}`+"\n", 500)},
	{"code", strings.Repeat("\tfor i := range list {\n\t\tif list[i].name == \"\" || !ok(list[i]) { // skip it\n\t\t\treturn fmt.Errorf(\"item %d: %w\", i, err)\n\t\t}\n\t}\n", 400)},
	{"russian", strings.Repeat("Отчёт о расходах за прошлый год: всё в порядке, итог 1200 рублей. ", 400)},
	{"hashes", strings.Repeat("sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg== 3f786850e387550fdab836ed7e6dc881de23001b\n", 300)},
	{"numbers", strings.Repeat("1, 22, 37, 4, 65, 101, 9, 12, 200, 3,\n", 1000)},
}

func BenchmarkPlain(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				Plain(c.text)
			}
		})
	}
}

func BenchmarkFlat(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			f := new(Flat)
			for b.Loop() {
				f.Reset()
				f.Write(c.text, true)
			}
		})
	}
}

func BenchmarkRuns(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			r := NewRuns(0)
			for b.Loop() {
				r.Reset(0)
				r.Write(c.text, true, func(Run) {})
			}
		})
	}
}

func BenchmarkRunsStream(b *testing.B) {
	text := strings.Repeat(prose, 60)
	b.SetBytes(int64(len(text)))
	r := NewRuns(MaxRun)
	for b.Loop() {
		r.Reset(MaxRun)
		for i := 0; i < len(text); i += 4 {
			r.Write(text[i:min(len(text), i+4)], false, func(Run) {})
		}
	}
}
