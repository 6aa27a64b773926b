package disguise

import "strings"

// Skip says that the text goes on at a source offset, and that nothing of what was
// left out is open there: Quiet finds such places. The last Write was final, or there
// was none.
func (r *Runs) Skip(to int) {
	r.buf, r.base, r.pos, r.mark, r.lead, r.chain.lead = "", to, to, to, to, to
}

// QuietBefore returns a blank before at, and not before least, at which no run is open
// and none can go on, whatever stands before it; least where there is none. None may
// be open at least. It looks at no byte before that.
func QuietBefore(text string, least, at int) int {
	for end := min(at, len(text)); end > least; {
		line := lineOf(text, least, end)
		q := quietness{word: -1}
		found := -1
		for i := line; i < end; i++ {
			if q.read(text, i) {
				found = i
			}
		}
		if found >= 0 {
			return found
		}
		end = line - 1
	}
	return least
}

// QuietAfter returns such a blank at or after at, or the length of text. No run may be
// open at from, which is not behind at: it looks at no byte before that, and at none
// behind what it returns but one.
func QuietAfter(text string, from, at int) int {
	if at >= len(text) {
		return len(text)
	}
	q := quietness{word: -1}
	for i := lineOf(text, from, at); i < len(text); i++ {
		if q.read(text, i) && i >= at {
			return i
		}
	}
	return len(text)
}

// lineOf returns where the line that goes on at end begins, or from where it began
// before that.
func lineOf(text string, from, end int) int {
	return from + strings.LastIndexByte(text[from:end], '\n') + 1
}

// quietness reads a text byte by byte, from where no run is open.
type quietness struct {
	word   int  // where the letters and digits that it stands in begin, or -1
	quoted bool // a quote stands in the line, which may have opened a literal
}

// read says whether the byte is a blank between two words, the first of which is no
// item of a list, with no quote before it in its line.
func (q *quietness) read(text string, i int) bool {
	c, word := text[i], q.word
	if alnum[c] {
		if word < 0 {
			q.word = i
		}
		return false
	}
	q.word = -1
	switch {
	case c == '\n':
		q.quoted = false
	case quote[c]:
		q.quoted = true
	}
	return c == ' ' && !q.quoted && word >= 0 && !mayList(text[word:i]) && i+1 < len(text) && alnum[text[i+1]]
}
