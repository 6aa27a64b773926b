package rules

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"sluice/pkg/scan/internal/reach"
	"sluice/pkg/scan/rule"
)

// expression finds the matches of an RE2 expression that hold a literal.
type expression struct {
	need
	whole   *regexp.Regexp // from the start of the text
	later   *regexp.Regexp // after one rune, which is looked at and not taken
	gate    gate           // bytes that stand from the literal on, and
	reach   *reach.Lazy    // what stands there, and
	rest    *regexp.Regexp // the same, anchored
	follows string         // the same, as it is written
	bound   bool           // each match begins with its literal, at a word boundary
	takes   [256]bool      // bytes that a match can have
	width   int            // bytes from the literal to the end of a match, at most
	groups  int
}

var (
	errLookAround = errors.New("not RE2")
	errTooLarge   = errors.New("the expression is too large: shorten its repetitions")
)

// newExpression compiles an expression. It returns errLookAround where it is no
// RE2.
func (f *File) newExpression(expr string) (*expression, error) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		var bad *syntax.Error
		if errors.As(err, &bad) && (bad.Code == syntax.ErrLarge || bad.Code == syntax.ErrNestingDepth) {
			return nil, errTooLarge
		}
		return nil, errLookAround
	}
	if err := f.small(tree); err != nil {
		return nil, err
	}
	n, ok := needOf(tree)
	if !ok {
		return nil, errors.New("no literal and no small class of ASCII bytes stands in every match: add one, such as the word that names the value")
	}
	e := &expression{need: n, width: min(widest(tree), MaxAfter), groups: tree.MaxCap()}
	e.bound = e.before == 0 && atBoundary(tree)
	e.before = min(e.before, MaxBefore)
	if e.fold {
		for i, l := range e.literals {
			e.literals[i] = strings.ToLower(l)
		}
	}
	slices.Sort(e.literals)
	e.literals = slices.Compact(e.literals)
	folded := foldASCII(tree).String()
	if e.whole, err = regexp.Compile(folded); err == nil {
		e.later, err = regexp.Compile(`\A(?s:.)(?s:.*?)(` + folded + `)`)
	}
	if err == nil {
		tail := foldASCII(concat(e.tail)).String()
		e.follows, e.reach = tail, reach.Of(tail)
		e.gate, e.rest, err = newGate(tail)
	}
	e.tail = nil
	if err != nil {
		return nil, errTooLarge
	}
	return e, e.classify(folded)
}

// classify notes which bytes the expression can take.
func (e *expression) classify(expr string) error {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return errors.New("the expression does not parse again: simplify it")
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return errors.New("the expression does not compile: simplify it")
	}
	for i := range prog.Inst {
		in := &prog.Inst[i]
		switch in.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		default:
			continue
		}
		for c := range utf8.RuneSelf {
			e.takes[c] = e.takes[c] || in.MatchRune(rune(c))
		}
		high := in.Op == syntax.InstRuneAny || in.Op == syntax.InstRuneAnyNotNL || syntax.Flags(in.Arg)&syntax.FoldCase != 0
		for _, r := range in.Rune {
			high = high || r >= utf8.RuneSelf
		}
		for c := utf8.RuneSelf; high && c < 256; c++ {
			e.takes[c] = true
		}
	}
	return nil
}

// foldASCII makes (?i) in words fold k and s within ASCII.
func foldASCII(re *syntax.Regexp) *syntax.Regexp {
	c := *re
	c.Sub = make([]*syntax.Regexp, len(re.Sub))
	for i, sub := range re.Sub {
		c.Sub[i] = foldASCII(sub)
	}
	if re.Op != syntax.OpLiteral || re.Flags&syntax.FoldCase == 0 {
		return &c
	}
	concat := &syntax.Regexp{Op: syntax.OpConcat, Flags: re.Flags &^ syntax.FoldCase}
	for _, r := range re.Rune {
		one := &syntax.Regexp{Op: syntax.OpLiteral, Flags: re.Flags, Rune: []rune{r}}
		if r < utf8.RuneSelf && rule.IsLetter(byte(r)) {
			up, low := r&^0x20, r|0x20
			one = &syntax.Regexp{Op: syntax.OpCharClass, Flags: re.Flags &^ syntax.FoldCase, Rune: []rune{up, up, low, low}}
		}
		concat.Sub = append(concat.Sub, one)
	}
	return concat
}

// find returns the match that has the literal text[at:end], as regexp reports it.
func (e *expression) find(text string, at, end int) []int {
	if e.bound && at > 0 && isWord(text[at-1]) == isWord(text[at]) || e.gate.look(text, at) != gateOpen {
		return nil
	}
	hi := min(len(text), e.ahead(text, at)+utf8.UTFMax)
	if !e.reach.Table().May(text, at, max(hi, end)) || !e.rest.MatchString(text[at:max(hi, end)]) {
		return nil
	}
	for pos := e.sync(text, at); pos <= at; {
		loc := e.from(text, pos, max(hi, end))
		if loc == nil || loc[0] > at {
			return nil
		}
		if loc[1] >= end {
			if loc[0] < at-e.before {
				return nil // the literal that this match is found by stood earlier
			}
			return loc
		}
		if loc[1] > pos {
			pos = loc[1]
			continue
		}
		_, n := utf8.DecodeRuneInString(text[pos:])
		pos += n
	}
	return nil
}

// lead is what may stand before a literal: no part of a word where each match begins
// with its literal, which begins a word.
func (e *expression) lead() *rule.Class {
	if !e.bound || slices.ContainsFunc(e.literals, func(l string) bool { return !isWord(l[0]) }) {
		return nil
	}
	return rule.Bytes("\x00-/:-@[-^`{-\xff")
}

// from returns the leftmost match in text[:hi] that begins at pos or later.
func (e *expression) from(text string, pos, hi int) []int {
	if pos == 0 {
		return e.whole.FindStringSubmatchIndex(text[:hi])
	}
	from := runeBefore(text, pos)
	loc := e.later.FindStringSubmatchIndex(text[from:hi])
	if loc == nil {
		return nil
	}
	loc = loc[2:]
	for i := range loc {
		if loc[i] >= 0 {
			loc[i] += from
		}
	}
	return loc
}

// sync returns where a search for matches around at can begin as one that began
// with the text: after a byte that no match has, or MaxBefore bytes earlier.
func (e *expression) sync(text string, at int) int { return e.walkBack(text, at, MaxBefore) }

// back returns the first byte that a match may have whose literal begins at at.
func (e *expression) back(text string, at int) int { return e.walkBack(text, at, e.before) }

func (e *expression) walkBack(text string, at, most int) int {
	i := at
	for i > 0 && at-i < most && e.takes[text[i-1]] {
		i--
	}
	for n := 0; n < 3 && i > 0 && i < at && !utf8.RuneStart(text[i]); n++ {
		i++
	}
	return i
}

// ahead returns where a match with a literal at at ends at the latest.
func (e *expression) ahead(text string, at int) int {
	i := at
	for i < len(text) && i-at < e.width && e.takes[text[i]] {
		i++
	}
	return i
}

// ends is ahead for a text that goes on: see rule.Hold.Ends. further is how
// many bytes behind a match are looked at.
func (e *expression) ends(further int) func(string, int, *rule.Progress) bool {
	return func(text string, at int, p *rule.Progress) bool {
		if p.Stage == 0 {
			switch e.gate.look(text, at) {
			case gateClosed:
				return true
			case gateUnsure:
				return false
			}
			p.At, p.Stage = at, 1
		}
		for p.At < len(text) && p.At-at < e.width && e.takes[text[p.At]] {
			p.At++
		}
		if p.At == len(text) && p.At-at < e.width {
			return false
		}
		return len(text) >= p.At+max(further, utf8.UTFMax)
	}
}

// runeBefore returns where the rune that ends at i begins.
func runeBefore(text string, i int) int {
	_, n := utf8.DecodeLastRuneInString(text[:i])
	return i - n
}
