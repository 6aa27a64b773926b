package disguise

import "strings"

// Skip says that the text goes on at a source offset, and that nothing of what was
// left out is open there: Quiet finds such places. The last Write was final, or there
// was none.
func (r *Runs) Skip(to int) {
	r.buf, r.base, r.pos, r.mark, r.lead, r.chain.lead = "", to, to, to, to, to
}

// QuietBefore returns a blank at or before at, and not before least, at which no run
// is open and none can go on, whatever stands before it; least where there is none.
func QuietBefore(text string, least, at int) int {
	for end := min(at, len(text)); end > least; {
		line := max(least, strings.LastIndexByte(text[:end], '\n')+1)
		if line > least || least == 0 {
			if p := quiet(text, line, line, end, true); p >= 0 {
				return p
			}
		}
		end = line - 1
	}
	return least
}

// QuietAfter returns such a blank at or after at, or the length of text.
func QuietAfter(text string, at int) int {
	for at < len(text) {
		line := strings.LastIndexByte(text[:at], '\n') + 1
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if p := quiet(text, line, at, end, false); p >= 0 {
			return p
		}
		at = end
	}
	return len(text)
}

// quiet looks for a blank at or after from and before end between two words of a line,
// the first of which is no item of a list and hides nothing by being short of a joint;
// no quote stands before it in the line, which would open a literal. It returns the
// first, or the last, or -1.
func quiet(text string, line, from, end int, last bool) (found int) {
	found = -1
	word := -1 // where the word before begins
	for i := line; i < end; i++ {
		c := text[i]
		switch {
		case alnum[c]:
			if word < 0 {
				word = i
			}
			continue
		case quote[c]:
			return found
		case c == ' ' && word >= 0 && i >= from && !mayList(text[word:i]) && i+1 < len(text) && alnum[text[i+1]]:
			if found = i; !last {
				return found
			}
		}
		word = -1
	}
	return found
}
