package llamaguard

import (
	"math"
	"strings"
)

// shares gives for each of n categories that an answer names how probable its spelling was there: the product of the
// probabilities of the tokens that spell it, given what was said before. It is nil where the tokens do not spell the
// answer. It is for reports: a model names several categories one after the other, so shares do not add up to one, and
// a category that was not named has none.
func (m model) shares(tokens []Token, n int) []float64 {
	if n == 0 {
		return nil
	}
	var said strings.Builder
	var ends []int // of each token, in what was said
	for _, t := range tokens {
		said.WriteString(unmarked(t.Text))
		ends = append(ends, said.Len())
	}
	text := said.String()
	at := strings.Index(text, m.before) // "" is at 0
	if at < 0 {
		return nil
	}
	at += len(m.before)
	at += len(text[at:]) - len(strings.TrimLeft(text[at:], " \r\n"))
	line := strings.IndexByte(text[at:], '\n')
	if line < 0 {
		return nil
	}
	at += line + 1
	named, _, _ := strings.Cut(text[at:], "\n")
	if after, ok := strings.CutPrefix(named, m.list); ok {
		at, named = at+len(m.list), after
	}
	var out []float64
	for name := range strings.SplitSeq(named, ",") {
		start := at + len(name) - len(strings.TrimLeft(name, " "))
		stop := start + len(m.trim(name))
		out = append(out, probability(tokens, ends, start, stop))
		at += len(name) + 1
	}
	if len(out) != n {
		return nil
	}
	return out
}

// probability is that of the tokens that hold some of the bytes from start to stop.
func probability(tokens []Token, ends []int, start, stop int) float64 {
	sum, begin := 0.0, 0
	for i, t := range tokens {
		if ends[i] > start && begin < stop {
			sum += t.Logprob
		}
		begin = ends[i]
	}
	return math.Exp(sum)
}

// unmarked is a token with blanks in place of the marks that byte-level vocabularies spell them with.
func unmarked(text string) string {
	return strings.NewReplacer("\u0120", " ", "\u010a", "\n", "\u2581", " ").Replace(text)
}
