package main

import (
	"math"
	"slices"
	"testing"

	"sluice/pkg/engine"
)

func token(text string, p float64, top ...engine.Candidate) engine.Token {
	return engine.Token{Text: text, Logprob: math.Log(p), Top: top}
}

func candidate(text string, p float64) engine.Candidate {
	return engine.Candidate{Text: text, Logprob: math.Log(p)}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestFirstPlace(t *testing.T) {
	for name, tt := range map[string]struct {
		tokens []engine.Token
		index  int
		said   string
	}{
		"at once":          {[]engine.Token{token(" safe", 0.9)}, 0, " safe"},
		"behind blanks":    {[]engine.Token{token("\n", 0.9), token("\u010a\u0120", 0.9), token("safe", 0.9), token("x", 0.1)}, 2, "safe"},
		"only blanks":      {[]engine.Token{token("\n\n", 0.9)}, -1, ""},
		"an empty token":   {[]engine.Token{token("", 0.9)}, -1, ""},
		"nothing was said": {nil, -1, ""},
	} {
		if got := firstPlace(tt.tokens, 7); got.index != tt.index || got.said != tt.said || got.input != 7 {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestUnsafe(t *testing.T) {
	for name, tt := range map[string]struct {
		token engine.Token
		want  float64
		ok    bool
	}{
		"both":               {token(" safe", 0.6, candidate(" safe", 0.6), candidate(" unsafe", 0.2)), 0.25, true},
		"the said one apart": {token(" unsafe", 0.6, candidate(" safe", 0.2)), 0.75, true},
		"two spellings":      {token(" safe", 0.3, candidate("safe", 0.3), candidate("\u0120unsafe", 0.2)), 0.25, true},
		"one word":           {token(" safe", 0.6, candidate(" sane", 0.2)), 0, false},
		"neither":            {token(" x", 0.6), 0, false},
	} {
		got, ok := firstPlace([]engine.Token{tt.token}, 0).unsafe()
		if ok != tt.ok || ok && !near(got, tt.want) {
			t.Errorf("%s: got %g, %t", name, got, ok)
		}
	}
}

func TestPairDifferences(t *testing.T) {
	p := pair{places: [2]place{
		firstPlace([]engine.Token{token("a", 0.5, candidate("a", 0.5), candidate("b", 0.2), candidate("c", 0.1))}, 1),
		firstPlace([]engine.Token{token("b", 0.4, candidate("b", 0.4), candidate("a", 0.35), candidate("d", 0.1))}, 1),
	}}
	if d, ok := p.first(); !ok || !near(d, 0.15) {
		t.Errorf("the said token differs by %g, %t", d, ok)
	}
	got := p.shared()
	slices.Sort(got)
	if len(got) != 2 || !near(got[0], 0.15) || !near(got[1], 0.2) {
		t.Errorf("what both list differs by %v", got)
	}
	delete(p.places[1].p, "a")
	if _, ok := p.first(); ok {
		t.Error("a token that the second engine does not list has a difference")
	}
}

// Unlike places, a token that one engine does not list and a verdict that cannot be had all count against the goals.
func TestGoals(t *testing.T) {
	verdict := func(unsafe float64, blanks int) place {
		tokens := slices.Repeat([]engine.Token{token("\n", 1)}, blanks)
		return firstPlace(append(tokens, token(" safe", 0.9*(1-unsafe), candidate(" unsafe", 0.9*unsafe))), 9)
	}
	same := pair{fewShot, [2]place{verdict(0.4, 0), verdict(0.41, 0)}}
	hundred := func(odd ...pair) []pair { return append(slices.Repeat([]pair{same}, 100-len(odd)), odd...) }
	turned := pair{fewShot, [2]place{verdict(0.495, 0), verdict(0.505, 0)}}
	for name, tt := range map[string]struct {
		pairs         []pair
		close, agrees bool
	}{
		"all alike":       {hundred(), true, true},
		"one turned":      {hundred(turned), true, true},
		"two turned":      {hundred(turned, turned), true, false},
		"one far":         {hundred(pair{fewShot, [2]place{verdict(0.40, 0), verdict(0.43, 0)}}), false, true},
		"another place":   {hundred(pair{fewShot, [2]place{verdict(0.4, 0), verdict(0.4, 1)}}), false, true},
		"none":            {nil, true, false},
		"two not judged":  {hundred(pair{fewShot, [2]place{}}, pair{fewShot, [2]place{{index: -1}, {index: -1}}}), false, false},
		"of other shapes": {append(hundred(), pair{guardShape, [2]place{verdict(0.1, 0), verdict(0.9, 0)}}), true, true},
	} {
		f := figuresOf(fewShot, tt.pairs)
		if f.close() != tt.close || f.agrees() != tt.agrees {
			t.Errorf("%s: close %t, agrees %t: %+v", name, f.close(), f.agrees(), f)
		}
	}
}

func TestSpread(t *testing.T) {
	var hundred []float64
	for i := range 100 {
		hundred = append(hundred, float64(100-i))
	}
	for name, tt := range map[string]struct {
		in   []float64
		want spread
	}{
		"none":    {nil, spread{}},
		"one":     {[]float64{0.5}, spread{1, 0.5, 0.5, 0.5}},
		"hundred": {hundred, spread{100, 100, 99, 50.5}},
	} {
		got := spreadOf(tt.in)
		if got.N != tt.want.N || got.Max != tt.want.Max || got.P99 != tt.want.P99 || !near(got.Mean, tt.want.Mean) {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}
