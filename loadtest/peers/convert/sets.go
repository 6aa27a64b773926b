package convert

import (
	"regexp/syntax"
	"unicode"
)

// flat is an expression as a row of parts, without groups.
func flat(re *syntax.Regexp) []*syntax.Regexp {
	switch re.Op {
	case syntax.OpCapture:
		return flat(re.Sub[0])
	case syntax.OpConcat:
		var out []*syntax.Regexp
		for _, sub := range re.Sub {
			out = append(out, flat(sub)...)
		}
		return out
	}
	return []*syntax.Regexp{re}
}

// strip returns the expression without the word boundary that it begins with
// and, for a place inside a text, with a beginning of the text that nothing
// matches.
func strip(re *syntax.Regexp, inside bool) *syntax.Regexp {
	c := *re
	c.Sub = append([]*syntax.Regexp(nil), re.Sub...)
	switch {
	case re.Op == syntax.OpWordBoundary:
		return &syntax.Regexp{Op: syntax.OpEmptyMatch}
	case re.Op == syntax.OpBeginText && inside:
		return &syntax.Regexp{Op: syntax.OpNoMatch}
	case re.Op == syntax.OpConcat || re.Op == syntax.OpCapture:
		for i, sub := range c.Sub {
			c.Sub[i] = strip(sub, inside)
			if _, most := width(sub); most != 0 {
				break
			}
		}
	case re.Op == syntax.OpAlternate && inside:
		for i, sub := range c.Sub {
			if sub.Op == syntax.OpBeginText {
				c.Sub[i] = strip(sub, true)
			}
		}
	}
	return &c
}

// setOf is every byte that a match may have; other than ASCII counts as any.
func setOf(re *syntax.Regexp) (set [256]bool) {
	add := func(r rune, fold bool) {
		if r < 0x80 {
			set[r] = true
		}
		for f := unicode.SimpleFold(r); fold && f != r; f = unicode.SimpleFold(f) {
			if f < 0x80 {
				set[f] = true
			}
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			add(r, re.Flags&syntax.FoldCase != 0)
		}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1] && r < 0x80; r++ {
				add(r, false)
			}
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		for r := range rune(0x80) {
			set[r] = true
		}
	}
	for _, sub := range re.Sub {
		for c, in := range setOf(sub) {
			set[c] = set[c] || in
		}
	}
	return set
}

// firstOf is every byte that a match of parts in a row may begin with.
func firstOf(parts []*syntax.Regexp) (set [256]bool) {
	for _, part := range parts {
		one := firstSet(part)
		for c := range set {
			set[c] = set[c] || one[c]
		}
		if least, _ := width(part); least > 0 {
			break
		}
	}
	return set
}

func firstSet(re *syntax.Regexp) (set [256]bool) {
	switch re.Op {
	case syntax.OpConcat:
		return firstOf(re.Sub)
	case syntax.OpLiteral:
		return setOf(&syntax.Regexp{Op: syntax.OpLiteral, Flags: re.Flags, Rune: re.Rune[:1]})
	case syntax.OpCapture, syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		return firstSet(re.Sub[0])
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			one := firstSet(sub)
			for c := range set {
				set[c] = set[c] || one[c]
			}
		}
		return set
	}
	return setOf(re)
}

// gate finds what must follow the literal: some parts of bounded width, then a
// byte that none of them has.
func (p *plan) gate(parts []*syntax.Regexp) {
	var through [256]bool
	far := 0
	for i, part := range parts {
		if least, _ := width(part); i > 0 && least > 0 {
			stop := firstOf(parts[i:])
			apart := true
			for c := range stop {
				apart = apart && !(stop[c] && through[c])
			}
			if apart {
				p.through, p.stop, p.far = through, stop, far
				p.rowOf(parts[i:])
				return
			}
		}
		_, most := width(part)
		if most < 0 || far+most > 400 {
			return
		}
		far += most
		for c, in := range setOf(part) {
			through[c] = through[c] || in
		}
	}
}

// rowOf finds the part that takes the longest row of bytes of one set, where it
// begins at most so many bytes behind the first of the parts.
func (p *plan) rowOf(parts []*syntax.Regexp) {
	lead := 0
	for _, part := range parts {
		least, most := width(part)
		if least > p.least {
			p.row, p.least, p.lead = setOf(part), least, lead
		}
		if most < 0 || lead+most > 400 {
			return
		}
		lead += most
	}
}
