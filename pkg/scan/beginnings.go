package scan

import (
	"slices"
	"strings"

	"sluice/pkg/scan/rule"
)

// beginnings tells a stream how much of a literal its text ends in.
type beginnings struct {
	list    []string // the literals, folded, sorted, no two alike
	longest int
	pair    [256 * 256 / 64]uint64 // the first two bytes of a literal, a bit each
	first   [256]bool
}

func newBeginnings(ds []compiled) *beginnings {
	b := &beginnings{}
	for i := range ds {
		for _, l := range ds[i].Literals {
			b.list = append(b.list, strings.ToLower(l))
			b.longest = max(b.longest, len(l))
		}
	}
	slices.Sort(b.list)
	b.list = slices.Compact(b.list)
	for _, l := range b.list {
		b.first[l[0]] = true
		if len(l) > 1 {
			k := int(l[0])<<8 | int(l[1])
			b.pair[k>>6] |= 1 << (k & 63)
		}
	}
	return b
}

// ends returns the length of the longest beginning of a literal, or whole one, that
// the text ends in.
func (b *beginnings) ends(text string) int {
	for n := min(b.longest, len(text)); n > 1; n-- {
		tail := text[len(text)-n:]
		if k := int(rule.Lower(tail[0]))<<8 | int(rule.Lower(tail[1])); b.pair[k>>6]>>(k&63)&1 != 0 && b.begins(tail) {
			return n
		}
	}
	if n := len(text); n > 0 && b.first[rule.Lower(text[n-1])] {
		return 1
	}
	return 0
}

// begins says whether some literal begins with a text of any case.
func (b *beginnings) begins(text string) bool {
	n, _ := slices.BinarySearchFunc(b.list, text, compareFolded)
	return n < len(b.list) && len(b.list[n]) >= len(text) && compareFolded(b.list[n][:len(text)], text) == 0
}

// compareFolded compares a folded text with one of any case.
func compareFolded(folded, text string) int {
	for i := range min(len(folded), len(text)) {
		if x, y := folded[i], rule.Lower(text[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(folded) - len(text)
}
