package sanitize

import (
	"slices"
	"strings"
	"unicode"
)

// made are the texts that a run has put in place of findings, but for pseudonyms
// and "<TYPE>". They are placeholders, whatever they look like.
type made struct {
	texts   map[string]bool
	lengths []int // of texts
	first   [256]bool
}

// keep notes a text, and returns it.
func (m *made) keep(text string) string {
	if text == "" || m.texts[text] {
		return text
	}
	if m.texts == nil {
		m.texts = map[string]bool{}
	}
	m.texts[text] = true
	m.first[text[0]] = true
	if !slices.Contains(m.lengths, len(text)) {
		m.lengths = append(m.lengths, len(text))
	}
	return text
}

// at returns the length of the longest such text that s begins with, or 0.
func (m *made) at(s string) int {
	if len(m.texts) == 0 || s == "" || !m.first[s[0]] {
		return 0
	}
	most := 0
	for _, n := range m.lengths {
		if n > most && n <= len(s) && m.texts[s[:n]] {
			most = n
		}
	}
	return most
}

// A masked value shows its last letters and digits, where it has enough of them.
const (
	shown      = 4
	leastShown = 8
	mask       = "****"
)

// masked hides a value but for its last four letters and digits. It does not tell
// how long the value was.
func masked(value string) string {
	var tail []rune
	n := 0
	for _, c := range value {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			n++
			tail = append(tail, c)
			if len(tail) > shown {
				tail = tail[1:]
			}
		}
	}
	if n < leastShown {
		return mask
	}
	var b strings.Builder
	b.WriteString(mask)
	for _, c := range tail {
		b.WriteRune(c)
	}
	return b.String()
}
