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

// first is the verdict at the first token that is not blank.
type first struct {
	p      float64 // P(unsafe)
	unsafe bool    // what the token itself begins to say
}

// score finds P(unsafe) at the first token that is not blank. A token that begins a word ("un", "uns") counts as the
// word: its probability bounds the word's from above, and nothing else that the model was trained to say begins so.
//
// With both words among the candidates it is P(unsafe)/(P(safe)+P(unsafe)). A word that is not among them is given
// the most that it can have: what the others leave, and, where candidates were listed, no more than the least of them.
func score(tokens []Token) (first, Kind) {
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
	for _, t := range tokens {
		if bare(t.Text) == "" {
			continue
		}
		return t.score()
	}
	return first{}, ScoresMissing
}

// valid reports whether l is the logarithm of a probability. Minus infinity is: some engines give it for 0.
func valid(l float64) bool { return l <= 0 } // false for NaN

// bare is a token without blanks and without the marks that byte-level vocabularies spell them with.
func bare(text string) string { return strings.Trim(text, " \t\r\n\u0120\u010a\u2581") }

func (t Token) score() (first, Kind) {
	said := word(t.Text)
	if said == "" {
		return first{}, ScoresMissing
	}
	mass := map[string]float64{}
	least, sum, listed := 1.0, 0.0, false
	for _, c := range t.Top {
		p := math.Exp(c.Logprob)
		mass[word(c.Text)] += p
		least, sum = min(least, p), sum+p
		listed = listed || c.Text == t.Text
	}
	if !listed {
		p := math.Exp(t.Logprob)
		mass[said] += p
		sum += p
	}
	if sum > 1+slack {
		return first{}, ScoresInvalid
	}
	hidden := min(least, max(0, 1-sum)) // the most that a word which is not listed can have
	safe, unsafe := mass["safe"], mass["unsafe"]
	if safe == 0 {
		safe = hidden
	}
	if unsafe == 0 {
		unsafe = hidden
	}
	if mass[said] == 0 {
		return first{}, ScoresInvalid // it was said, so it had a probability
	}
	return first{p: unsafe / (safe + unsafe), unsafe: said == "unsafe"}, ""
}

// word gives the verdict that a token is or begins, or "".
func word(token string) string {
	token = bare(token)
	switch {
	case token == "":
		return ""
	case strings.HasPrefix("unsafe", token):
		return "unsafe"
	case strings.HasPrefix("safe", token):
		return "safe"
	}
	return ""
}
