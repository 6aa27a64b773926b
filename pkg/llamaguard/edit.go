package llamaguard

import (
	"slices"
	"strings"
)

// edit puts text in the place of size bytes at offset at.
type edit struct {
	at, size int
	text     string
}

// edit puts text in the glyph's place.
func (g glyph) edit(text string) edit { return edit{int(g.at), int(g.size), text} }

// apply makes the edits. Two of the same place are one (a rule may find what another found), and an insertion comes
// before a replacement.
func apply(text string, edits []edit) string {
	if len(edits) == 0 {
		return text
	}
	slices.SortStableFunc(edits, func(a, b edit) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return a.size - b.size
	})
	var b strings.Builder
	b.Grow(len(text) + len(edits)*len(quoted))
	done := 0
	var last edit
	for i, e := range edits {
		if i > 0 && e.at == last.at && e.size == last.size {
			continue
		}
		b.WriteString(text[done:e.at])
		b.WriteString(e.text)
		done, last = e.at+e.size, e
	}
	b.WriteString(text[done:])
	return b.String()
}
