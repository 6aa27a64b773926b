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
	maxLiterals = 768 // bytes of all that are joined, and what is between
)

// first is the source offset from which the literals may be a run.
func (l *literals) first() int {
	if len(l.pieces) > 0 {
		return l.pieces[0].start
	}
	return l.start
}

// literalEnd says that a token or a gap ended here.
func (r *Runs) literalEnd(at int) {
	l := &r.literals
	if l.open && (len(l.pieces) == 0 && at-l.start > maxLiteral || at-l.first() > maxLiterals) {
		r.closeLiterals()
	}
}

func (r *Runs) literalGap(start, end int) {
	l := &r.literals
	if gap := r.text(start, end); gap != " " {
		for i := 0; i < len(gap); {
			switch b := gap[i]; {
			case b == '\n' && l.open:
				r.closeLiterals()
			case !quotes[b] || i > 0 && gap[i-1] == '\\':
			case l.open && b == l.quote:
				if n, operator := concatenation(gap[i:]); n > 0 {
					l.sure = operator && (l.sure || len(l.pieces) == 0)
					l.pieces = append(l.pieces, span{l.start, start + i})
					i += n
					l.start, l.quote = start+i, gap[i-1]
					continue
				}
				joined := len(l.pieces) > 0
				if joined {
					l.pieces = append(l.pieces, span{l.start, start + i})
				}
				r.closeLiterals()
				if !joined {
					l.begin(gap, i, start)
				}
			case !l.open || len(l.pieces) == 0:
				l.begin(gap, i, start)
			}
			i++
		}
	}
	r.literalEnd(end)
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
		if text := r.join(l.pieces); len(text) >= minItems {
			r.yield(Run{Start: l.first(), End: l.pieces[len(l.pieces)-1].end, Kind: kind, Text: string(text)})
		}
	}
	*l = literals{pieces: l.pieces[:0]}
}

// concatenation is the size of the joint that s begins with: a quote, white space with at most one operator, a quote. It
// is 0 where none is there.
func concatenation(s string) (size int, operator bool) {
	n := strings.IndexAny(s[1:], "\"'`") + 1
	if n == 0 {
		return 0, false
	}
	switch strings.Trim(s[1:n], " \t\r\n\\") {
	case "":
		return n + 1, false
	case "+", ".", "&", "..", "||", "~", "<>", "++":
		return n + 1, true
	}
	return 0, false
}

var quotes = func() (t [256]bool) {
	for _, b := range "\"'`" {
		t[b] = true
	}
	return t
}()
