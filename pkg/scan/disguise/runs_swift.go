package disguise

import "strings"

// Most of a text are words that are too short to hide anything and that nothing
// joins. swift reads such tokens and gaps as scan does, in fewer steps, and keeps
// what it knows of the chain in variables of its own.

// swiftMost is how long a chain may be that swift reads on: far below every limit.
const swiftMost = 256

// swiftToken is how long a token may be: below every cap.
const swiftToken = 64

// gapKind is what a gap of one byte does to a chain.
type gapKind uint8

const (
	gapCloses gapKind = iota
	gapGlues
	gapJoins // it may join the next token as a new piece
)

var gapKinds = func() (t [256]gapKind) {
	for b := range t {
		if glue[b] {
			t[b] = gapGlues
		}
	}
	for _, b := range "\n\"'`" {
		t[b] = gapJoins
	}
	return t
}()

// swift goes on from the first byte of a token, and stops where one of a token or a
// gap begins that scan has to read.
func (r *Runs) swift() {
	buf, base, c := r.buf, r.base, &r.chain
	from, to, lead := -1, -1, c.lead-base // of the chain, where one is open
	if c.open {
		if c.joining || len(c.pieces) != 1 || c.rest != 0 || c.cut {
			return
		}
		from, to = c.start-base, c.pieces[0].end-base
	}
	for i := r.pos - base; ; {
		start := i
		for i < len(buf) && alnum[buf[i]] {
			i++
		}
		if i+1 >= len(buf) || i-start > swiftToken || from >= 0 && i-from > swiftMost {
			r.stop(start, false, from, to, lead)
			return
		}
		if r.list.open || mayList(buf[start:i]) {
			r.listToken(start+base, i+base)
		}
		if r.literals.open && i+base-r.literals.start > maxLiteral {
			r.literalLong(i + base)
		}
		if from < 0 {
			from = min(start, max(lead, start-maxGlue))
		}
		to = i
		gap, kind := i, gapKinds[buf[i]]
		if i++; alnum[buf[i]] && kind != gapJoins && !r.literals.open {
			r.lead = gap + base
			if lead = i; kind == gapGlues {
				lead, to = gap, i
				continue
			}
		} else {
			var closes, ok bool
			if i, closes, ok = r.swiftGap(gap, from, &to, &lead); !ok {
				r.stop(gap, true, from, to, lead)
				return
			}
			if !closes {
				continue
			}
		}
		if to-from >= minToken {
			r.stop(i, false, from, to, lead)
			r.closeChain()
		}
		from = -1
	}
}

// swiftGap reads a gap, and says where it ends and whether it closes the chain. It
// is not ok, and nothing is changed, where scan has to read it: also where more may
// close than a chain that is worth a look, for runs are yielded in the same order
// wherever a piece ends.
func (r *Runs) swiftGap(gap, from int, to, lead *int) (end int, closes, ok bool) {
	buf, end, marks := r.buf, gap, r.literals.open
	for limit := min(len(buf), gap+maxGap); !alnum[buf[end]]; {
		marks = marks || gapKinds[buf[end]] == gapJoins
		if end++; end == limit {
			return gap, false, false
		}
	}
	text := buf[gap:end]
	a, b := 0, len(text)
	for a < b && glue[text[a]] {
		a++
	}
	if (marks || r.list.open) && gap-from+min(a, maxGlue) >= minToken {
		return gap, false, false
	}
	switch {
	case a == len(text) && a <= maxGlue:
		*lead, *to = gap, end
	case a == len(text):
		*lead, closes = end, true
	default:
		for glue[text[b-1]] {
			b--
		}
		if mid := text[a:b]; (gapKinds[mid[0]] == gapJoins || strings.IndexByte(mid, '\n') >= 0) && joint(mid) != 0 {
			return gap, false, false
		}
		*lead, closes = gap+b, true
		*to += min(a, maxGlue)
	}
	if r.list.open {
		r.listGap(gap+r.base, end+r.base)
	}
	if marks {
		r.literalGap(gap+r.base, end+r.base)
	}
	r.lead = max(gap, end-maxLead) + r.base
	return end, closes, true
}

// stop notes what is open where a token or a gap begins.
func (r *Runs) stop(at int, gap bool, from, to, lead int) {
	c := &r.chain
	c.lead = lead + r.base
	if c.open = from >= 0; c.open {
		c.start = from + r.base
		c.pieces = append(c.pieces[:0], span{c.start, to + r.base})
	}
	r.pos, r.mark, r.gap = at+r.base, at+r.base, gap
}

// mayList says whether a token is worth to be asked whether it is an item of a list.
func mayList(t string) bool {
	switch {
	case len(t) > 8:
		return false
	case len(t) < 2:
		return true
	case len(t) == 2:
		return t[0] <= 'f' && t[1] <= 'f' // as all hexadecimal digits are
	}
	return t[0] <= '9' || t[0]|0x20 == 'c' && t[1]|0x20 == 'h' || t[0]|0x20 == 'u' && t[1]|0x20 == 'n'
}
