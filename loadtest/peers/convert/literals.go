package convert

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// literal is how a match begins: with s, in lower case and meant for either
// where fold, and with nothing else where whole.
type literal struct {
	s     string
	whole bool
	fold  bool
}

// most literals that one expression may begin with.
const maxLiterals = 64

// starts are the literals of which every match of re begins with one. One that is empty says that nothing is known.
func starts(re *syntax.Regexp) []literal {
	unknown := []literal{{}}
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []literal{{whole: true}}
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return []literal{{strings.ToLower(string(re.Rune)), true, true}}
		}
		return []literal{{s: string(re.Rune), whole: true}}
	case syntax.OpCapture:
		return starts(re.Sub[0])
	case syntax.OpQuest:
		return append(starts(re.Sub[0]), literal{whole: true})
	case syntax.OpPlus, syntax.OpRepeat:
		if re.Op == syntax.OpRepeat && re.Min == 0 {
			return unknown
		}
		out := starts(re.Sub[0])
		for i := range out {
			out[i].whole = false
		}
		return out
	case syntax.OpCharClass:
		return ofClass(re)
	case syntax.OpAlternate:
		var out []literal
		for _, sub := range re.Sub {
			if out = append(out, starts(sub)...); len(out) > maxLiterals {
				return unknown
			}
		}
		return out
	case syntax.OpConcat:
		return ofConcat(re.Sub)
	}
	return unknown
}

// ofClass lists a class of a few ASCII characters.
func ofClass(re *syntax.Regexp) []literal {
	var out []literal
	for i := 0; i < len(re.Rune); i += 2 {
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			out = append(out, literal{s: string(r), whole: true})
			if len(out) > 4 || r > 0x7f {
				return []literal{{}}
			}
		}
	}
	return out
}

func ofConcat(subs []*syntax.Regexp) []literal {
	out := []literal{{whole: true}}
	for _, sub := range subs {
		var next, open []literal
		for _, l := range out {
			if !l.whole {
				open = append(open, l)
				continue
			}
			for _, m := range starts(sub) {
				next = append(next, literal{l.s + m.s, m.whole, l.fold || m.fold})
			}
		}
		if len(next) == 0 {
			return out
		}
		if next = append(next, open...); len(next) > maxLiterals {
			for i := range out {
				out[i].whole = false
			}
			return out
		}
		out = next
	}
	return out
}

// shortest is the length of the shortest literal.
func shortest(all []literal) int {
	n := len(all[0].s)
	for _, l := range all {
		n = min(n, len(l.s))
	}
	return n
}

// wakes are the literals as a detector takes them: all in lower case where one
// of them is meant for either case.
func wakes(all []literal) (out []string, fold bool) {
	for _, l := range all {
		fold = fold || l.fold
	}
	for _, l := range all {
		if fold {
			l.s = strings.ToLower(l.s)
		}
		out = append(out, l.s)
	}
	slices.Sort(out)
	return slices.Compact(out), fold
}

// width is the fewest and the most bytes of a match; most is -1 without bound.
func width(re *syntax.Regexp) (least, most int) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			least += len(string(r))
		}
		if re.Flags&syntax.FoldCase != 0 {
			return least, 3 * least
		}
		return least, least
	case syntax.OpCharClass:
		if n := len(re.Rune); n > 0 && re.Rune[n-1] < 0x80 {
			return 1, 1
		}
		return 1, 4
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1, 4
	case syntax.OpCapture:
		return width(re.Sub[0])
	case syntax.OpStar:
		return 0, -1
	case syntax.OpPlus:
		least, _ = width(re.Sub[0])
		return least, -1
	case syntax.OpQuest:
		_, most = width(re.Sub[0])
		return 0, most
	case syntax.OpRepeat:
		least, most = width(re.Sub[0])
		if re.Max < 0 || most < 0 {
			return least * re.Min, -1
		}
		return least * re.Min, most * re.Max
	case syntax.OpAlternate:
		least = 1 << 30
		for _, sub := range re.Sub {
			l, m := width(sub)
			if least = min(least, l); m < 0 || most < 0 {
				most = -1
			} else {
				most = max(most, m)
			}
		}
		return least, most
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			l, m := width(sub)
			if least += l; m < 0 || most < 0 {
				most = -1
			} else {
				most += m
			}
		}
		return least, most
	}
	return 0, 0
}
