package disguise

import "strings"

// chain is a word and what is joined to it by the ends of lines or the ends of string literals.
type chain struct {
	open    bool
	joining bool // the next token begins a new piece
	start   int
	lead    int // where the next word begins: behind the last byte of the gap that is not punctuation of a word
	pieces  []span
	literal bool // some joint is between string literals
	cut     bool // it goes on a chain that reached the limit
	rest    Kind // the chain goes on a run that was yielded with Open
}

type span struct{ start, end int }

// minPiece is the shortest part of a token that was broken by the end of a line.
const minPiece = 4

// maxPieces is how many short pieces in a row are held over the ends of lines.
const maxPieces = 8

func (r *Runs) chainToken(start, end int) {
	c := &r.chain
	switch {
	case !c.open:
		if !r.cut {
			start = min(start, max(c.lead, start-maxGlue))
		}
		c.open, c.start = true, start
		c.pieces = append(c.pieces[:0], span{start, end})
	case c.joining:
		c.pieces = append(c.pieces, span{c.lead, end})
	default:
		c.pieces[len(c.pieces)-1].end = end
	}
	c.joining = false
	if r.full(c.start, end) {
		r.cutChain(end)
	}
}

func (r *Runs) chainGap(start, end int) {
	c := &r.chain
	gap := r.text(start, end)
	if len(gap) == 1 && gap[0] == ' ' {
		if c.open {
			r.closeChain()
		}
		c.lead = end
		return
	}
	a, b := 0, len(gap)
	for a < b && glue[gap[a]] {
		a++
	}
	for b > a && glue[gap[b-1]] {
		b--
	}
	if a == len(gap) {
		if c.lead = start; a > maxGlue {
			c.lead = end
			if c.open {
				r.closeChain()
			}
		} else if c.open {
			c.pieces[len(c.pieces)-1].end = end
		}
		return
	}
	c.lead = start + b
	if !c.open {
		return
	}
	last := &c.pieces[len(c.pieces)-1]
	last.end += min(a, maxGlue)
	switch joint(gap[a:b]) {
	case Joined:
		c.joining, c.literal = true, true
	case Split:
		// Padding, the end of a sentence and a row of dashes close a run, and so does a short piece.
		n := last.end - last.start
		closed := n < minPiece && (!c.cut || len(c.pieces) > 1) || a > 0 && strings.IndexByte("=.:?&%@", gap[a-1]) >= 0 ||
			max(a, len(gap)-b) > 2 || c.rest == 0 && n < minToken && len(c.pieces) >= maxPieces
		c.joining = !closed
	}
	if !c.joining {
		r.closeChain()
	}
}

// joint says what stands between two words: Joined for two quotes with white space and at most one operator between,
// Split for the end of a line with white space and the marks of comments and quoted mail, 0 for anything else.
func joint(mid string) Kind {
	if q := mid[0]; q == '"' || q == '\'' || q == '`' {
		if last := mid[len(mid)-1]; len(mid) < 2 || last != '"' && last != '\'' && last != '`' {
			return 0
		}
		switch strings.Trim(mid[1:len(mid)-1], " \t\r\n\\") {
		case "", "+", ".", "&", "..", "||", "~", "<>", "++":
			return Joined
		}
		return 0
	}
	lines := 0
	for i := range len(mid) {
		switch mid[i] {
		case '\n':
			lines++
		case ' ', '\t', '\r', '>', '#', '/', '*', '|', '\\':
		default:
			return 0
		}
	}
	if lines == 1 {
		return Split
	}
	return 0
}

// closeChain looks at the chain and forgets it.
func (r *Runs) closeChain() {
	c := &r.chain
	end := c.pieces[len(c.pieces)-1].end
	if c.rest != 0 {
		if end > c.start {
			r.yield(Run{Start: c.start, End: end, Kind: c.rest})
		}
	} else if end-c.start >= minItems && (len(c.pieces) > 1 || end-c.start >= minToken) && (r.only == nil || r.only(c.start, end)) {
		r.chainRuns(false)
	}
	*c = chain{pieces: c.pieces[:0], lead: c.lead}
}

// cutChain looks at a chain that reached the limit; it goes on as the rest of a run, or afresh.
func (r *Runs) cutChain(end int) {
	c := &r.chain
	rest := c.rest
	if rest != 0 {
		r.yield(Run{Start: c.start, End: end, Kind: rest, Open: true})
	} else {
		rest = r.chainRuns(true)
	}
	*c = chain{open: true, cut: true, start: end, pieces: append(c.pieces[:0], span{end, end}), rest: rest}
}

// glue marks the punctuation that stands inside words, keys, paths and addresses.
var glue = func() (t [256]bool) {
	for _, b := range "+/-_=.:@%&~?" {
		t[b] = true
	}
	return t
}()
