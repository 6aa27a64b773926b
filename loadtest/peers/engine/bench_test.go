package engine

import (
	"testing"

	"sluice/loadtest/peers/corpus"
	"sluice/loadtest/peers/gitleaks"
)

func BenchmarkOwn(b *testing.B) {
	source, err := corpus.Read(corpus.Root())
	if err != nil {
		b.Fatal(err)
	}
	gl, err := gitleaks.New()
	if err != nil {
		b.Fatal(err)
	}
	own, _, err := Own(gl.Config())
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []corpus.Corpus{corpus.Chat(source, 500, 1), corpus.Files(source, 8, 1)} {
		b.Run(c.Name, func(b *testing.B) {
			b.SetBytes(int64(c.Bytes()))
			for b.Loop() {
				for _, t := range c.Texts {
					own.Count(t.Text)
				}
			}
		})
	}
}
