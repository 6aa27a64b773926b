package rules

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// need is a set of literals one of which stands in every match.
type need struct {
	literals []string
	fold     bool // ASCII letters of any case
	before   int  // bytes from the start of a match to the literal, at most; unbounded

	// tail is what the rest of a match looks like, from the literal on.
	tail []*syntax.Regexp
}

const (
	unbounded   = 1 << 30
	maxLiteral  = 24
	maxLiterals = 512
	maxClass    = 64 // bytes of a class that stands in for a literal
)

// needOf derives literals from an expression; ok is false where there are none.
func needOf(re *syntax.Regexp) (need, bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return needOfLiteral(re)
	case syntax.OpCharClass:
		return needOfClass(re)
	case syntax.OpCapture:
		return needOf(re.Sub[0])
	case syntax.OpPlus, syntax.OpRepeat:
		if re.Op == syntax.OpPlus || re.Min > 0 {
			n, ok := needOf(re.Sub[0])
			n.tail = append(slices.Clip(n.tail), again(re))
			return n, ok
		}
	case syntax.OpConcat:
		var best need
		have, before := false, 0
		for i, sub := range re.Sub {
			if n, ok := needOf(sub); ok {
				n.tail = append(slices.Clip(n.tail), re.Sub[i+1:]...)
				n.before = min(n.before+before, unbounded)
				if !have || n.betterThan(best) {
					best, have = n, true
				}
			}
			before = min(before+widest(sub), unbounded)
		}
		return best, have
	case syntax.OpAlternate:
		var all need
		tails := &syntax.Regexp{Op: syntax.OpAlternate}
		for _, sub := range re.Sub {
			n, ok := needOf(sub)
			if !ok || len(all.literals)+len(n.literals) > maxLiterals {
				return need{}, false
			}
			all.literals = append(all.literals, n.literals...)
			all.fold = all.fold || n.fold
			all.before = max(all.before, n.before)
			tails.Sub = append(tails.Sub, concat(n.tail))
		}
		all.tail = []*syntax.Regexp{tails}
		return all, len(all.literals) > 0
	}
	return need{}, false
}

// again is what a repetition has behind its first round, in which the literal stands.
func again(re *syntax.Regexp) *syntax.Regexp {
	if re.Op == syntax.OpPlus || re.Max < 0 && re.Min == 1 {
		return &syntax.Regexp{Op: syntax.OpStar, Flags: re.Flags, Sub: re.Sub}
	}
	rest := *re
	rest.Min--
	if rest.Max > 0 {
		rest.Max--
	}
	return &rest
}

// shortest is the length of the shortest literal.
func (n need) shortest() int {
	least := maxLiteral
	for _, l := range n.literals {
		least = min(least, len(l))
	}
	return least
}

// betterThan prefers what stands in text less often.
func (n need) betterThan(other need) bool {
	if a, b := min(n.shortest(), 8), min(other.shortest(), 8); a != b {
		return a > b
	}
	return len(n.literals) < len(other.literals)
}

// needOfLiteral takes the longest piece without letters that have a case
// outside ASCII.
func needOfLiteral(re *syntax.Regexp) (need, bool) {
	fold := re.Flags&syntax.FoldCase != 0
	best, at, start, before := "", 0, 0, 0
	from, first := 0, 0
	var piece strings.Builder
	flush := func() {
		if piece.Len() > len(best) {
			best, at, from = piece.String(), start, first
		}
		piece.Reset()
	}
	for i, r := range re.Rune {
		if r >= utf8.RuneSelf && unicode.SimpleFold(r) != r || r == utf8.RuneError {
			flush()
			before += utf8.UTFMax
			start, first = before, i+1
			continue
		}
		if piece.Len()+utf8.RuneLen(r) <= maxLiteral {
			piece.WriteRune(r)
		}
		before += utf8.RuneLen(r)
	}
	flush()
	if fold {
		best = strings.ToLower(best)
	}
	tail := &syntax.Regexp{Op: syntax.OpLiteral, Flags: re.Flags, Rune: re.Rune[from:]}
	return need{literals: []string{best}, fold: fold, before: at, tail: []*syntax.Regexp{tail}}, best != ""
}

// needOfClass takes each byte of a small class for a literal.
func needOfClass(re *syntax.Regexp) (need, bool) {
	n := need{tail: []*syntax.Regexp{re}}
	for i := 0; i+1 < len(re.Rune); i += 2 {
		if re.Rune[i+1] >= utf8.RuneSelf || len(n.literals)+int(re.Rune[i+1]-re.Rune[i]) >= maxClass {
			return need{}, false
		}
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			n.literals = append(n.literals, string(r))
		}
	}
	return n, len(n.literals) > 0
}

func concat(parts []*syntax.Regexp) *syntax.Regexp {
	return &syntax.Regexp{Op: syntax.OpConcat, Sub: parts}
}

// widest returns the most bytes that a match can have, or unbounded.
func widest(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return utf8.UTFMax * len(re.Rune)
	case syntax.OpCharClass:
		if len(re.Rune) == 0 {
			return 0
		}
		return max(1, utf8.RuneLen(re.Rune[len(re.Rune)-1]))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax
	case syntax.OpStar, syntax.OpPlus:
		return unbounded
	case syntax.OpCapture, syntax.OpQuest:
		return widest(re.Sub[0])
	case syntax.OpRepeat:
		n := widest(re.Sub[0])
		if re.Max < 0 || n > 0 && re.Max > unbounded/n {
			return unbounded
		}
		return n * re.Max
	case syntax.OpConcat, syntax.OpAlternate:
		sum, most := 0, 0
		for _, sub := range re.Sub {
			n := widest(sub)
			sum, most = min(sum+n, unbounded), max(most, n)
		}
		if re.Op == syntax.OpConcat {
			return sum
		}
		return most
	}
	return 0
}
