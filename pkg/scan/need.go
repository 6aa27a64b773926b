package scan

import (
	"regexp/syntax"

	"sluice/pkg/scan/rule"
)

// need is a row of bytes of one class that every match of a pattern has. Where a
// window has no such row the pattern is not asked: a look that skips is cheap, and
// an expression that tries each way to a value that is not there is not.
type need struct {
	class *rule.Class
	least int
}

// shortRun is the shortest row that is worth a look.
const shortRun = 8

// needOf returns the longest row that each match of a pattern has.
func needOf(tree *syntax.Regexp) need {
	var n need
	switch tree.Op {
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range tree.Sub {
			if other := needOf(sub); other.least > n.least {
				n = other
			}
		}
	case syntax.OpRepeat:
		switch {
		case tree.Min >= shortRun && ascii(tree.Sub[0]):
			n = need{classOf(tree.Sub[0]), tree.Min}
		case tree.Min > 0:
			n = needOf(tree.Sub[0])
		}
	case syntax.OpAlternate:
		n = needOf(tree.Sub[0])
		for _, sub := range tree.Sub[1:] {
			n = n.or(needOf(sub))
		}
	}
	return n
}

// or is a row that there is where there is one or the other.
func (n need) or(other need) need {
	if n.least == 0 || other.least == 0 {
		return need{}
	}
	either := &rule.Class{}
	for b := range 256 {
		if n.class.Has(byte(b)) || other.class.Has(byte(b)) {
			either.Add(byte(b))
		}
	}
	return need{either, min(n.least, other.least)}
}

// in says whether text has such a row.
func (n need) in(text string) bool {
	if n.least == 0 {
		return true
	}
	for end := n.least; end <= len(text); {
		i := end
		for i > end-n.least && n.class.Has(text[i-1]) {
			i--
		}
		if i == end-n.least {
			return true
		}
		end = i + n.least
	}
	return false
}
