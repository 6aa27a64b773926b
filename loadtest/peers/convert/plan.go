package convert

import (
	"fmt"
	"regexp"
	"regexp/syntax"
)

// window is how far from its start a match without bound is followed.
const window = 32 << 10

// piece is short enough for the quicker of regexp's two ways to match.
const piece = 256

// plan is how an expression is tried where one of its literals stands.
type plan struct {
	literals []string
	fold     bool

	word      bool // it begins with a word boundary
	first     [256]bool
	re, inner *regexp.Regexp // anchored; inner is for a start that is not that of the text
	most      int            // bytes of a match, -1 without bound

	// What stands before the literal: least to most bytes, or as many bytes of a
	// class as there are.
	before  [2]int
	run     *[256]bool
	rest    *regexp.Regexp // from the literal on
	through [256]bool      // after the literal come at most far of these,
	stop    [256]bool      // then one of these
	far     int            // 0: nothing is known
	row     [256]bool      // and then, within lead bytes,
	least   int            // a row of that many of these; 0: nothing is known
	lead    int
}

// newPlans is a plan for each alternative of an expression.
func newPlans(expr string) ([]*plan, error) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("reading its expression: %w", err)
	}
	all := []*syntax.Regexp{tree}
	if tree.Op == syntax.OpAlternate {
		all = tree.Sub
	}
	var out []*plan
	for _, t := range all {
		p, err := newPlan(t)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func newPlan(tree *syntax.Regexp) (_ *plan, err error) {
	p := &plan{}
	parts := flat(tree)
	if len(parts) > 0 && parts[0].Op == syntax.OpWordBoundary {
		p.word, parts = true, parts[1:]
	}
	cut := p.choose(parts)
	if len(p.literals) == 0 {
		return p, nil
	}
	_, p.most = width(tree)
	p.first = firstOf(parts)
	body := strip(tree, false)
	if p.re, err = regexp.Compile("^(?:" + body.String() + ")"); err != nil {
		return nil, fmt.Errorf("compiling its expression: %w", err)
	}
	if p.inner, err = regexp.Compile("^(?:" + strip(tree, true).String() + ")"); err != nil {
		return nil, fmt.Errorf("compiling its expression: %w", err)
	}
	if p.run != nil {
		rest := &syntax.Regexp{Op: syntax.OpConcat, Sub: parts[cut:]}
		if p.rest, err = regexp.Compile("^(?:" + rest.String() + ")"); err != nil {
			return nil, fmt.Errorf("compiling its expression: %w", err)
		}
	}
	p.gate(parts[cut:])
	return p, nil
}

// widest is over how many places a match may begin, before a literal that does
// not follow a run of one class.
const widest = 100

// choose finds the part of the expression that has the best literals.
func (p *plan) choose(parts []*syntax.Regexp) (cut int) {
	best, low, high := 0, 0, 0
	var run *[256]bool
	same, longest := true, 0 // so far all is runs of one class, of this length at most
	for i, part := range parts {
		lits := starts(&syntax.Regexp{Op: syntax.OpConcat, Sub: parts[i:]})
		if n := min(shortest(lits), 4); n > best && (same || high-low <= widest) {
			best, cut = n, i
			p.literals, p.fold = wakes(lits)
			p.before, p.run = [2]int{low, high}, nil
			if i > 0 && same {
				p.before, p.run = [2]int{0, longest}, run
			}
		}
		l, m := width(part)
		if m < 0 {
			break
		}
		if set := setOf(part); same && l == 0 && part.Op == syntax.OpRepeat && (run == nil || *run == set) {
			run, longest = &set, longest+part.Max
		} else {
			same = false
		}
		low, high = low+l, high+m
	}
	return cut
}

// find returns the match that begins furthest to the left of all with the
// literal at at.
func (p *plan) find(text string, at int) (from, to int, ok bool) {
	if p.far > 0 && !p.passes(text, at) {
		return 0, 0, false
	}
	if p.run != nil {
		if to, ok = p.match(p.rest, text, at); !ok {
			return 0, 0, false
		}
		from = at
		for from > 0 && at-from < p.before[1] && p.run[text[from-1]] {
			from--
		}
		if end, ok := p.at(text, from); ok {
			return from, end, true
		}
		return at, to, true
	}
	for from := max(0, at-p.before[1]); from <= at-p.before[0]; from++ {
		if to, ok := p.at(text, from); ok {
			return from, to, true
		}
	}
	return 0, 0, false
}

// at tries the expression at from.
func (p *plan) at(text string, from int) (to int, ok bool) {
	if from < len(text) && text[from] < 0x80 && !p.first[text[from]] {
		return 0, false
	}
	if from == 0 {
		return p.match(p.re, text, from)
	}
	if p.word && isWord(text[from-1]) == (from < len(text) && isWord(text[from])) {
		return 0, false
	}
	return p.match(p.inner, text, from)
}

// match tries an anchored expression on a piece of the text that is as long as
// it can matter. Where an assignment's value may be of any length, a short piece
// is tried first: its end counts as the text's, at which such a match may end, so
// that what ends before it, or does not match, is as in the whole text.
func (p *plan) match(re *regexp.Regexp, text string, from int) (to int, ok bool) {
	size := window
	if p.most >= 0 {
		size = p.most + 4
	} else if p.run != nil && p.least > 0 && p.before[1]+p.far+p.lead+p.least < piece {
		size = piece
	}
	loc := re.FindStringIndex(text[from:min(len(text), from+size)])
	if loc != nil && loc[1] == piece && size == piece {
		loc = re.FindStringIndex(text[from:min(len(text), from+window)])
	}
	if loc == nil {
		return 0, false
	}
	return from + loc[1], true
}

// passes says whether what must follow the literal does.
func (p *plan) passes(text string, at int) bool {
	for i := at; i < len(text) && i-at <= p.far; i++ {
		c := text[i]
		if c >= 0x80 {
			return true
		}
		if p.stop[c] {
			return p.hasRow(text, i)
		}
		if !p.through[c] {
			return false
		}
	}
	return false
}

// hasRow says whether the row of bytes that a match needs begins near from.
func (p *plan) hasRow(text string, from int) bool {
	n := 0
	for i := from; n < p.least && i < len(text); i++ {
		if c := text[i]; c >= 0x80 || p.row[c] {
			n++
		} else if n = 0; i >= from+p.lead {
			return false
		}
	}
	return n >= p.least
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
