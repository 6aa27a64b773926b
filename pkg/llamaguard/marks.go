package llamaguard

import (
	"slices"
	"strings"
)

// marks are what a family's template is told by. All are spelled with letters alone, a-z and 0-9: case, blanks and
// signs do not count.
type marks struct {
	sections []string          // section markers, <END CONVERSATION>; a line may begin with one too
	tags     []string          // special tokens without bars, <think>
	turn     func(string) bool // the letters before the first colon of a line that begins a turn or names a category
	starts   []string          // with which a line of the template begins
	answer   func(string) bool // the letters of a line that is an answer or a part of one
}

// begins reports whether a line with these letters begins like one of the template.
func (m marks) begins(letters string) bool {
	begins := func(start string) bool { return strings.HasPrefix(letters, start) }
	return slices.ContainsFunc(m.starts, begins) || slices.ContainsFunc(m.sections, begins)
}

// consists reports whether the letters of a line are words, one after the other, and nothing else.
func consists(text string, words ...string) bool {
	var reached [lineLetters + 1]bool
	reached[0] = true
	for i := range text {
		if !reached[i] {
			continue
		}
		for _, w := range words {
			if strings.HasPrefix(text[i:], w) {
				reached[i+len(w)] = true
			}
		}
	}
	return text != "" && reached[len(text)]
}
