package llamaguard

import (
	"math"
	"slices"
	"testing"
)

func TestShares(t *testing.T) {
	for name, c := range map[string]struct {
		family Family
		assess Role
		text   string
		tokens []Token
		want   []float64
	}{
		"one code":   {eight, User, "unsafe\nS1", []Token{tok("unsafe", .9), tok("\n", 1), tok("S", .8), tok("1", .5)}, []float64{.4}},
		"two codes":  {eight, User, "\n\nunsafe\nS1, S10", []Token{tok("\n\n", .1), tok("un", .9), tok("safe", 1), tok("\n", .2), tok("S", 1), tok("1", .5), tok(",", .1), tok(" S", .5), tok("10", .5)}, []float64{.5, .25}},
		"end token":  {eight, User, "unsafe\nS2<|eot_id|>", []Token{tok("unsafe", .9), tok("\n", 1), tok("S", 1), tok("2", .7), tok("<|eot_id|>", .1)}, []float64{.7}},
		"line and S": {eight, User, "unsafe\nS2", []Token{tok("unsafe", .9), tok("\nS", .6), tok("2", .5)}, []float64{.3}},
		"names": {strictQwen, User, "Safety: Unsafe\nCategories: Violent, PII", []Token{
			tok("Safety", 1), tok(":", 1), tok(" Unsafe", .9), tok("\u010a", 1), tok("Categories", 1), tok(":", 1), tok("\u0120Viol", .5), tok("ent", .5), tok(",", .1), tok(" P", .6), tok("II", 1),
		}, []float64{.25, .6}},
		"with a refusal": {strictQwen, Agent, "Safety: Controversial\nCategories: Unethical Acts\nRefusal: No", []Token{
			tok("Safety", 1), tok(":", 1), tok(" Controversial", .9), tok("\n", 1), tok("Categories", 1), tok(":", 1), tok(" Unethical Acts", .5), tok("\n", .1), tok("Refusal: No", .2),
		}, []float64{.5}},
		"tokens are fewer":   {eight, User, "unsafe\nS1,S2", []Token{tok("unsafe", .9), tok("\n", 1), tok("S", .8), tok("1", .5)}, nil},
		"the verdict's only": {eight, User, "unsafe\nS1", []Token{tok("unsafe", .9)}, nil},
		"safe":               {eight, User, "safe", []Token{tok("safe", .9)}, nil},
	} {
		v, err := c.family.Parse(c.assess, c.text, c.tokens)
		if err != nil || !slices.EqualFunc(v.Shares, c.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
			t.Errorf("%s: %v, %v, want %v", name, v.Shares, err, c.want)
		}
	}
}
