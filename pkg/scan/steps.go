package scan

import (
	"regexp/syntax"
	"slices"
	"unicode/utf8"

	"sluice/pkg/scan/rule"
)

// Tokens end in hundreds of bytes of one class. A regular expression walks
// them with a program of hundreds of instructions, which is slow, and slowest
// on texts made for it. So a pattern is cut at its long repetitions into
// steps, and a repetition becomes a loop.
//
// The first path that a regular expression prefers is: the best match of what
// stands before a repetition, then as many bytes as it takes, then the best
// match of the rest. The steps try that path alone. Where it fails, another
// one may not, and the whole expression is asked.

// step is a piece of a pattern: a regular expression, or a run of a class.
type step struct {
	re          *lazyRegexp
	groups      bool // re has some
	run         *rule.Class
	least, most int
}

// longRun is the repetition from which on a loop is worth a step.
const longRun = 16

// plan is a pattern in steps. The reported group begins before step open and
// ends before step close; it is the whole match where both are 0.
type plan struct {
	steps       []step
	open, close int
}

// newPlan returns no steps where a pattern has nothing to cut or has a group
// that is not a row of whole pieces.
func newPlan(tree *syntax.Regexp) plan {
	var p plan
	var piece []*syntax.Regexp
	runs := false
	flush := func() {
		if len(piece) == 0 {
			return
		}
		whole := &syntax.Regexp{Op: syntax.OpConcat, Sub: slices.Clone(piece)}
		piece = piece[:0]
		p.steps = append(p.steps, step{re: anchored(whole.String()), groups: whole.MaxCap() > 0})
	}
	var walk func(*syntax.Regexp)
	walk = func(re *syntax.Regexp) {
		switch {
		case re.Op == syntax.OpConcat:
			for _, sub := range re.Sub {
				walk(sub)
			}
		case re.Op == syntax.OpCapture:
			flush()
			p.open = len(p.steps)
			walk(re.Sub[0])
			flush()
			p.close = len(p.steps)
		case re.Op == syntax.OpRepeat && re.Max >= longRun && re.Flags&syntax.NonGreedy == 0 && ascii(re.Sub[0]):
			flush()
			runs = true
			p.steps = append(p.steps, step{run: classOf(re.Sub[0]), least: re.Min, most: re.Max})
		default:
			piece = append(piece, re)
		}
	}
	walk(tree)
	flush()
	for _, s := range p.steps {
		if !runs || s.groups {
			return plan{}
		}
	}
	return p
}

// ascii says whether a node is a class of ASCII bytes.
func ascii(re *syntax.Regexp) bool {
	return re.Op == syntax.OpCharClass && len(re.Rune) > 0 && re.Rune[len(re.Rune)-1] < utf8.RuneSelf
}

func classOf(re *syntax.Regexp) *rule.Class {
	c := &rule.Class{}
	for i := 0; i < len(re.Rune); i += 2 {
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			c.Add(byte(r))
		}
	}
	return c
}

// match tries the preferred path from start. failed is the number of the step
// that failed, -1 where none did; if it is the first, no path matches.
func (p *plan) match(text string, start, width int) (m rule.Match, failed int) {
	m = rule.Match{Start: start, From: start}
	at, limit := start, min(len(text), start+width+cut)
	for i := range p.steps {
		if i == p.open {
			m.From = at
		}
		if s := &p.steps[i]; s.run != nil {
			end := s.run.Run(text, at, s.most)
			if end-at < s.least {
				return m, i
			}
			at = end
		} else {
			loc := s.re.get().FindStringIndex(text[at:limit])
			if loc == nil {
				return m, i
			}
			at += loc[1]
		}
		if i+1 == p.close {
			m.To = at
		}
	}
	m.End = at
	if p.close == 0 {
		m.To = at
	}
	return m, -1
}
