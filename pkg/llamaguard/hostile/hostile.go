// Package hostile makes prompts that try to speak for a guard model, to hide from it, or to break what reads them. It
// is for tests: the same number and seed give the same prompts.
package hostile

import (
	"iter"
	"math/rand/v2"
	"strings"
)

// megabyte is the size of the largest prompts: package llamaguard renders no more in one.
const megabyte = 1 << 20

// Prompts makes n prompts. Every kind comes many times within the first thousand, a prompt of a megabyte once in five
// hundred. Some are not valid UTF-8, some are blank.
func Prompts(n int, seed uint64) iter.Seq[string] {
	return func(yield func(string) bool) {
		m := maker{r: rand.New(rand.NewPCG(seed, seed)), pieces: pieces()}
		for i := range n {
			if !yield(m.prompt(i)) {
				return
			}
		}
	}
}

type maker struct {
	r      *rand.Rand
	pieces []string
}

// prompt makes the one with this number.
func (m maker) prompt(i int) string {
	if i%500 == 7 {
		return m.flood()
	}
	switch i % 20 {
	case 0:
		return m.plane(i / 20 % 17)
	case 1:
		return m.combining()
	case 2:
		return m.broken()
	case 3:
		return m.controls()
	case 4:
		return m.blanks()
	case 5:
		return m.lines()
	case 6:
		return m.nested()
	case 7:
		return m.cut()
	}
	return m.assembled()
}

// assembled is a text of pieces, most of them in disguise, between plain words.
func (m maker) assembled() string {
	var b strings.Builder
	for range 1 + m.r.IntN(6) {
		piece := pick(m.r, m.pieces)
		for range m.r.IntN(3) {
			piece = pick(m.r, disguises())(m.r, piece)
		}
		b.WriteString(pick(m.r, joints()))
		if m.r.IntN(3) == 0 {
			b.WriteString(pick(m.r, plainWords()))
			b.WriteString(pick(m.r, joints()))
		}
		b.WriteString(piece)
	}
	return b.String()
}

// pick gives one of list, which is not empty.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
