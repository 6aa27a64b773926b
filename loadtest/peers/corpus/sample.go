package corpus

import (
	"fmt"
	"math/rand/v2"
	"regexp/syntax"
	"strings"
)

// Rule is a rule's id and expression.
type Rule struct{ ID, Expression string }

// Samples makes prompts of 2 KB, each with a text that one of the rules'
// expressions matches, drawn from the expression itself, each times per rule.
// They are not for timing: they ask whether two scanners agree about every
// rule, and not about those that an ordinary text meets.
func Samples(s *Source, rules []Rule, each int, seed uint64) (Corpus, error) {
	c := Corpus{
		Name: "samples", Size: 2 << 10,
		About: "prompts of 2 KB, each with a text drawn from a rule's own expression",
	}
	r := rand.New(rand.NewPCG(seed, 3))
	for _, rule := range rules {
		tree, err := syntax.Parse(rule.Expression, syntax.Perl)
		if err != nil {
			return c, fmt.Errorf("reading the expression of %s: %w", rule.ID, err)
		}
		for range each {
			var b strings.Builder
			sample(&b, r, tree)
			text := cut(pick(r, s.Prose), 300) + "\n" + b.String() + pick(r, []string{"\n", " ", "\"\n", "; ", "\\n", "x"}) + pick(r, s.Code)
			text = cut(strings.ToValidUTF8(text, "?"), c.Size)
			c.Texts = append(c.Texts, Text{Text: pad(text, c.Size)})
		}
	}
	return c, nil
}

// sample writes a text that re matches, as a rule.
func sample(b *strings.Builder, r *rand.Rand, re *syntax.Regexp) {
	repeat := func(least, most int) {
		if most < 0 || most > least+60 {
			most = least + 60
		}
		for range least + r.IntN(most-least+1) {
			sample(b, r, re.Sub[0])
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		for _, c := range string(re.Rune) {
			if re.Flags&syntax.FoldCase != 0 && r.IntN(4) == 0 {
				b.WriteString(strings.ToUpper(string(c)))
			} else {
				b.WriteRune(c)
			}
		}
	case syntax.OpCharClass:
		b.WriteRune(ofClass(r, re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte(alnum[r.IntN(len(alnum))])
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			sample(b, r, sub)
		}
	case syntax.OpAlternate:
		sample(b, r, re.Sub[r.IntN(len(re.Sub))])
	case syntax.OpStar:
		repeat(0, 5)
	case syntax.OpPlus:
		repeat(1, 12)
	case syntax.OpQuest:
		repeat(0, 1)
	case syntax.OpRepeat:
		repeat(re.Min, re.Max)
	}
}

// ofClass draws from the printable ASCII of a class, mostly; from all of it
// where there is none.
func ofClass(r *rand.Rand, ranges []rune) rune {
	var all []rune
	for i := 0; i < len(ranges); i += 2 {
		for c := ranges[i]; c <= ranges[i+1] && c < 0x7f; c++ {
			if c >= ' ' || c == '\n' || c == '\t' {
				all = append(all, c)
			}
		}
	}
	if len(all) == 0 {
		return ranges[0]
	}
	return all[r.IntN(len(all))]
}
