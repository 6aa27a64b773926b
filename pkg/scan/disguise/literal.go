package disguise

import "strings"

// literals follows the string literal that the text may stand in, and those before it that code puts together with it.
// What is in them stands between quotes, so that blanks and marks are part of it, which end a chain.
type literals struct {
	open   bool
	sure   bool // an operator stands at each joint
	quote  byte
	start  int    // behind the opening quote
	pieces []span // the literals joined so far
}

const (
	maxLiteral  = 96  // bytes of a literal that nothing is joined to yet
	maxLiterals = 640 // bytes of all that are joined, and what is between
)

// first is the source offset from which the literals may be a run.
func (l *literals) first() int {
	if len(l.pieces) > 0 {
		return l.pieces[0].start
	}
	return l.start
}

// literalLong closes literals at at where the last one is too long, or all are.
func (r *Runs) literalLong(at int) {
	if l := &r.literals; len(l.pieces) == 0 || at-l.first() > maxLiterals {
		r.closeLiterals()
	}
}

func (r *Runs) literalGap(start, end int) {
	gap, l := r.buf[start-r.base:end-r.base], &r.literals
	for i := 0; i < len(gap); i++ {
		switch {
		case quote[gap[i]]:
			i = r.literalAt(gap, i, start)
		case l.open && gap[i] == '\n':
			r.closeLiterals()
		}
	}
	if l.open && end-l.start > maxLiteral {
		r.literalLong(end)
	}
}

// literalAt looks at the quote at i of the gap that begins at source offset start, and says up to where it looked.
func (r *Runs) literalAt(gap string, i, start int) int {
	l := &r.literals
	switch b := gap[i]; {
	case i > 0 && gap[i-1] == '\\':
	case l.open && b == l.quote:
		n, operator := concatenation(gap[i:])
		joined := len(l.pieces) > 0
		if n > 0 || joined {
			l.pieces = append(l.pieces, span{l.start, start + i})
		}
		if n > 0 && start+i-l.first() <= maxLiterals {
			l.sure = operator && (l.sure || !joined)
			i += n - 1
			l.start, l.quote = start+i+1, gap[i]
			return i
		}
		r.closeLiterals()
		if !joined {
			l.begin(gap, i, start)
		}
	case !l.open || len(l.pieces) == 0:
		l.begin(gap, i, start)
	}
	return i
}

// begin opens a literal behind the quote at i of the gap that begins at source offset start, unless it is an apostrophe
// or the quote stands before a blank, as one that closes does.
func (l *literals) begin(gap string, i, start int) {
	apostrophe := gap == "'" && start > 0
	if l.open = !apostrophe && i+1 >= len(gap)-maxLead && (i+1 == len(gap) || gap[i+1] > ' '); l.open {
		l.quote, l.start = gap[i], start+i+1
	}
}

// closeLiterals looks at the literals that were joined and forgets them.
func (r *Runs) closeLiterals() {
	l := &r.literals
	if len(l.pieces) > 1 {
		kind := Joined
		if l.sure {
			kind = Literals
		}
		if text := r.join(l.pieces); len(text) >= minItems && (r.only == nil || r.only(l.first(), l.pieces[len(l.pieces)-1].end)) {
			r.yield(Run{Start: l.first(), End: l.pieces[len(l.pieces)-1].end, Kind: kind, Text: r.keep(text)})
		}
	}
	l.open, l.sure, l.pieces = false, false, l.pieces[:0]
}

// concatenation is the size of the joint that s begins with: a quote, white space with at most one operator, a quote. It
// is 0 where none is there.
func concatenation(s string) (size int, operator bool) {
	i := blank(s, 1)
	for _, sign := range [...]string{"++", "+", "..", ".", "&", "||", "~", "<>"} {
		if i < len(s) && s[i] == sign[0] && strings.HasPrefix(s[i:], sign) {
			i, operator = i+len(sign), true
			break
		}
	}
	if i = blank(s, i); i == len(s) || !quote[s[i]] {
		return 0, false
	}
	return i + 1, operator
}

// blank is where the white space at i ends, with the backslashes before ends of lines.
func blank(s string, i int) int {
	for i < len(s) && (s[i] <= ' ' || s[i] == '\\') {
		i++
	}
	return i
}

// quote marks the quotes.
var quote = func() (t [256]bool) {
	for _, b := range "\"'`" {
		t[b] = true
	}
	return t
}()
