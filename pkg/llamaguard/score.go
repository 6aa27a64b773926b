package llamaguard

import (
	"math"
	"strings"
)

// Token is one token of an answer, with the natural logarithm of its probability and of the likeliest ones in its
// place. Top may be empty, and may or may not hold the token itself.
type Token struct {
	Text    string
	Logprob float64
	Top     []Candidate
}

// Candidate is a token that might have stood in another's place.
type Candidate struct {
	Text    string
	Logprob float64
}

const (
	maxTokens = 256
	maxTop    = 1024
	// slack is by how much probabilities may add up to more than 1: engines round.
	slack = 1e-3
)

// first is the verdict at the token that begins its word.
type first struct {
	p      float64 // P(unsafe)
	unsafe bool    // what the token itself begins to say
	beaten bool    // another word was likelier
}

// score finds P(unsafe) at the first token that is not blank after what the family says before its verdict. A token
// that begins a word ("un", "uns") counts as the word: its probability bounds the word's from above, and nothing else
// that the model was trained to say begins so.
//
// With all words among the candidates it is the part that those have which count as unsafe. Words that are not among
// them are given the most that they can have: what the others leave, and, where candidates were listed, no more than
// the least of them each.
func (m model) score(tokens []Token) (first, Kind) {
	if len(tokens) > maxTokens {
		return first{}, ScoresInvalid
	}
	for _, t := range tokens {
		if len(t.Top) > maxTop || !valid(t.Logprob) {
			return first{}, ScoresInvalid
		}
		for _, c := range t.Top {
			if !valid(c.Logprob) {
				return first{}, ScoresInvalid
			}
		}
	}
	left := m.before
	for _, t := range tokens {
		said := bare(t.Text)
		switch {
		case said == "":
		case left == "":
			return m.scoreAt(t)
		case strings.HasPrefix(left, said):
			left = left[len(said):]
		default:
			return first{}, ScoresMissing
		}
	}
	return first{}, ScoresMissing
}

// valid reports whether l is the logarithm of a probability. Minus infinity is: some engines give it for 0.
func valid(l float64) bool { return l <= 0 } // false for NaN

// bare is a token without blanks and without the marks that byte-level vocabularies spell them with.
func bare(text string) string { return strings.Trim(text, " \t\r\n\u0120\u010a\u2581") }

func (m model) scoreAt(t Token) (first, Kind) {
	said, ok := m.word(t.Text)
	if !ok {
		return first{}, ScoresMissing
	}
	mass := map[word]float64{}
	add := func(token string, p float64) {
		if w, ok := m.word(token); ok {
			mass[w] += p
		}
	}
	least, sum, listed := 1.0, 0.0, false
	for _, c := range t.Top {
		p := math.Exp(c.Logprob)
		add(c.Text, p)
		least, sum = min(least, p), sum+p
		listed = listed || c.Text == t.Text
	}
	if !listed {
		p := math.Exp(t.Logprob)
		add(t.Text, p)
		sum += p
	}
	if sum > 1+slack || mass[said] == 0 { // it was said, so it had a probability
		return first{}, ScoresInvalid
	}
	of, most := map[bool]float64{}, map[bool]float64{} // by whether it is unsafe
	out := first{unsafe: said.unsafe}
	for _, w := range m.words {
		of[w.unsafe] += mass[w]
		if mass[w] == 0 {
			most[w.unsafe] += least
		}
		out.beaten = out.beaten || mass[w] > mass[said]
	}
	left := max(0, 1-sum)
	unsafe := min(most[true], left) // first, so that what is not listed never makes a text look safer
	of[true], of[false] = of[true]+unsafe, of[false]+min(most[false], left-unsafe)
	out.p = of[true] / (of[false] + of[true])
	return out, ""
}

// word gives the word of a verdict that a token is or begins.
func (m model) word(token string) (word, bool) {
	token = bare(token)
	if token == "" {
		return word{}, false
	}
	for _, w := range m.words {
		if strings.HasPrefix(w.text, token) {
			return w, true
		}
	}
	return word{}, false
}
