package main

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"
)

// folds is the number of parts for cross-validation: of templates, of sources and of words.
const folds = 4

// all stands for every fold.
const all = -1

func fold(group string) int {
	h := fnv.New32a()
	h.Write([]byte(group))
	return int(h.Sum32()>>8) % folds
}

// writer fills templates.
type writer struct {
	*rand.Rand
	lists  lists
	out    int  // the fold whose words are kept for judging; all: none is
	within bool // take words of that fold alone; otherwise take none of them
}

func newWriter(l lists, seed uint64, out int, within bool) *writer {
	return &writer{Rand: rand.New(rand.NewPCG(seed, 1)), lists: l, out: out, within: within}
}

func (w *writer) chance(percent int) bool { return w.IntN(100) < percent }

// fewest is the length of a list from which on its words are parted into folds.
const fewest = 8

// item gives one of a list.
func (w *writer) item(list string) string {
	items := w.lists[list]
	for range 100 {
		item := items[w.IntN(len(items))]
		if w.out == all || len(items) < fewest || (fold(list+item) == w.out) == w.within {
			return item
		}
	}
	return items[0]
}

// document fills a template as often as it takes to reach size bytes, and does to it what people do to text.
func (w *writer) document(t template, size int) string {
	var b strings.Builder
	if w.chance(20) {
		b.WriteString(w.fill(w.item("lead")) + "\n")
		if w.chance(50) {
			b.WriteString("\n")
		}
	}
	for {
		for _, p := range t.parts {
			n := 1
			switch p.mark {
			case '?':
				n = w.IntN(2)
			case '*':
				n = 1 + w.IntN(5)
			}
			for range n {
				b.WriteString(w.fill(p.text))
			}
		}
		if b.Len() >= size {
			break
		}
		b.WriteString("\n")
	}
	return w.changed(b.String())
}

func (w *writer) changed(text string) string {
	switch n := w.IntN(100); {
	case n < 5:
		return strings.ToUpper(text)
	case n < 10:
		return strings.ToLower(text)
	case n < 15:
		return "> " + strings.ReplaceAll(text, "\n", "\n> ")
	case n < 20:
		return strings.ReplaceAll(text, "\n", "\r\n")
	case n < 25:
		return strings.ReplaceAll(text, "\n", "\n    ")
	case n < 33:
		return strings.ReplaceAll(text, "\n", " ")
	case n < 38:
		return strings.ReplaceAll(text, "\n\n", "\n")
	}
	return text
}

const deepest = 4 // slots within items

func (w *writer) fill(text string) string {
	var b strings.Builder
	w.expand(&b, text, deepest)
	return b.String()
}

func (w *writer) expand(b *strings.Builder, text string, depth int) {
	for at := 0; at < len(text); at++ {
		switch c := text[at]; {
		case c == '\\' && strings.HasPrefix(text[at:], `\#`):
			b.WriteByte('#')
			at++
		case c == '#':
			b.WriteByte(byte('0' + w.IntN(10)))
		case c == '{' && depth > 0:
			name, _, closed := strings.Cut(text[at+1:], "}")
			if !closed || w.lists[name] == nil {
				b.WriteByte(c)
				continue
			}
			w.expand(b, w.item(name), depth-1)
			at += len(name) + 1
		default:
			b.WriteByte(c)
		}
	}
}
