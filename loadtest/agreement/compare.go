package main

import (
	"math"
	"strings"

	"sluice/pkg/engine"
)

// place is the first token of an answer that is not blank, with what might have stood there.
type place struct {
	input int // tokens of the prompt, as the engine says; 0 where it does not
	index int // which token of the answer it is; -1 if all are blank
	said  string
	p     map[string]float64 // probabilities by a candidate's text, the said one's too
}

// marks are blanks, and what byte-level vocabularies spell them with.
const marks = " \t\r\n\u0120\u010a\u2581"

func firstPlace(tokens []engine.Token, input int) place {
	for i, t := range tokens {
		if strings.Trim(t.Text, marks) == "" {
			continue
		}
		out := place{input: input, index: i, said: t.Text, p: map[string]float64{t.Text: math.Exp(t.Logprob)}}
		for _, c := range t.Top {
			if _, ok := out.p[c.Text]; !ok { // the likeliest of one text
				out.p[c.Text] = math.Exp(c.Logprob)
			}
		}
		return out
	}
	return place{input: input, index: -1}
}

// unsafe is P(unsafe)/(P(safe)+P(unsafe)) over the candidates that are one of the words; not ok if one is missing.
func (p place) unsafe() (score float64, ok bool) {
	var safe, unsafe float64
	for text, prob := range p.p {
		switch strings.Trim(text, marks) {
		case "safe":
			safe += prob
		case "unsafe":
			unsafe += prob
		}
	}
	return unsafe / (safe + unsafe), safe > 0 && unsafe > 0
}

// pair is one prompt's answers.
type pair struct {
	shape  string
	places [2]place
}

// samePlace says whether the two can be compared: both said something, after as many blanks.
func (p pair) samePlace() bool {
	return p.places[0].index >= 0 && p.places[0].index == p.places[1].index
}

// first is by how much the probability of the token that the first engine said differs; not ok where the second does
// not list it.
func (p pair) first() (diff float64, ok bool) {
	a, b := p.places[0], p.places[1]
	other, ok := b.p[a.said]
	return math.Abs(a.p[a.said] - other), ok
}

// shared is by how much each candidate that both list differs.
func (p pair) shared() []float64 {
	var out []float64
	for text, a := range p.places[0].p {
		if b, ok := p.places[1].p[text]; ok {
			out = append(out, math.Abs(a-b))
		}
	}
	return out
}
