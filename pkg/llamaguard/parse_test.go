package llamaguard

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every answer here is synthetic: no model of this family ran.

const eight, small Family = "llama-guard-3-8b", "llama-guard-3-1b"

func TestParseText(t *testing.T) {
	for _, c := range []struct {
		family     Family
		text       string
		categories string // joined; "safe" for safe
	}{
		{eight, "safe", "safe"},
		{eight, "\n\nsafe", "safe"},
		{eight, " safe \n", "safe"},
		{eight, "safe<|eot_id|>", "safe"},
		{"llama-guard-4-12b", "\n\nsafe<|eot|>", "safe"},
		{eight, "unsafe\nS1", "S1"},
		{eight, "\n\nunsafe\nS1,S10", "S1 S10"},
		{eight, "unsafe\r\nS14, S2\n<|eot_id|>\n<|eom_id|>", "S14 S2"},
		{eight, "unsafe \n S1,S2,S3,S4,S5,S6,S7,S8,S9,S10,S11,S12,S13,S14", "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 S14"},
		{small, "unsafe\nS13", "S13"},
		{eight, "unsafe", ""},
		{eight, "\nunsafe\n<|eot_id|>", ""},
	} {
		v, err := c.family.Parse(User, c.text, nil)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		want := Verdict{Unsafe: c.categories != "safe"}
		if want.Unsafe {
			want.Score = 1
			want.Categories = append(want.Categories, strings.Fields(c.categories)...)
		}
		if !reflect.DeepEqual(v, want) {
			t.Errorf("%q: %+v", c.text, v)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		family Family
		text   string
		want   Kind
	}{
		{eight, "", Empty},
		{eight, " \n\n\t", Empty},
		{eight, "<|eot_id|>", Empty},
		{eight, "SECRETWORD", Garbled},
		{eight, "Safe", Garbled},
		{eight, "safe.", Garbled},
		{eight, "safe <|python_tag|>", Garbled},
		{eight, "safe\nsafe", Garbled},
		{eight, "it is safe", Garbled},
		{eight, "unsafe S1", Garbled},
		{eight, "unsafe,S1", Garbled},
		{eight, "unsafe\n\nS1", Garbled},
		{eight, "unsafe\nS1\nS2", Garbled},
		{eight, "unsafe\nS1,", Garbled},
		{eight, "unsafe\nS1,S1", Garbled},
		{eight, "unsafe\ns1", Garbled},
		{eight, "unsafe\nS1: Violent Crimes", Garbled},
		{eight, "unsafe\nViolent Crimes", Garbled},
		{eight, "S1", Garbled},
		{eight, strings.Repeat("safe ", 1000), Garbled},
		{eight, "unsafe\nS15", UnknownCategory},
		{eight, "unsafe\nS1,S0", UnknownCategory},
		{eight, "unsafe\nO3", UnknownCategory},
		{small, "unsafe\nS14", UnknownCategory},
		{eight, "safe\nS1", Contradictory},
		{eight, "safe unsafe", Contradictory},
		{eight, "safe\nunsafe", Contradictory},
		{eight, "unsafe\nsafe", Contradictory},
		{eight, "safe\nunsafe\nS1", Contradictory},
		{eight, "unsafe\nS1\nsafe", Contradictory},
	} {
		v, err := c.family.Parse(User, c.text, nil)
		var e *Error
		if !errors.As(err, &e) || e.Kind != c.want || e.Family != c.family || !reflect.DeepEqual(v, Verdict{}) {
			t.Errorf("%q: %+v, %v, want %s", c.text, v, err, c.want)
			continue
		}
		if strings.Contains(err.Error(), "SECRETWORD") {
			t.Error("the model's text is in the error")
		}
	}
	if _, err := Family("nothing").Parse(User, "safe", nil); err == nil {
		t.Error("an unknown family passed")
	}
}

func tok(text string, p float64, top ...Candidate) Token {
	return Token{Text: text, Logprob: math.Log(p), Top: top}
}

func top(text string, p float64) Candidate { return Candidate{Text: text, Logprob: math.Log(p)} }

func TestScore(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		tokens []Token
		want   float64
	}{
		"both listed":         {"safe", []Token{tok("safe", .9, top("safe", .9), top("unsafe", .06))}, .0625},
		"newlines first":      {"\n\nsafe", []Token{tok("\n\n", .99, top("\n\n", .99), top("unsafe", .01)), tok("safe", .75, top("safe", .75), top("unsafe", .25))}, .25},
		"leading blank":       {" safe", []Token{tok(" safe", .6, top(" safe", .6), top("safe", .2), top(" unsafe", .2))}, .2},
		"cut unsafe":          {"unsafe\nS1", []Token{tok("un", .8, top("un", .8), top("safe", .2)), tok("safe", 1), tok("\n", 1), tok("S", 1)}, .8},
		"cut three ways":      {"unsafe\nS1", []Token{tok("uns", .5, top("uns", .5), top("un", .2), top("u", .1), top("sa", .2))}, .8},
		"self not in top":     {"unsafe\nS1", []Token{tok("unsafe", .6, top("safe", .2), top("I", .1))}, .75},
		"byte-level mark":     {"safe", []Token{tok("\u0120safe", .9, top("\u0120safe", .9), top("unsafe", .1))}, .1},
		"alone, safe":         {"safe", []Token{tok("safe", .9)}, .1},
		"alone, unsafe":       {"unsafe\nS1", []Token{tok("unsafe", .9)}, .9},
		"unsafe not listed":   {"safe", []Token{tok("safe", .9, top("safe", .9), top("I", .05), top("The", .01))}, .01 / .91},
		"certain":             {"safe", []Token{tok("safe", 1, top("safe", 1))}, 0},
		"other is impossible": {"safe", []Token{{Text: "safe", Top: []Candidate{{"safe", 0}, {"unsafe", math.Inf(-1)}}}}, 0},
		"rounded up":          {"safe", []Token{tok("safe", .9003, top("safe", .9003), top("unsafe", .1001))}, .1001 / 1.0004},
	} {
		v, err := eight.Parse(Agent, c.text, c.tokens)
		if err != nil || !v.Scored || math.Abs(v.Score-c.want) > 1e-9 || v.Unsafe != strings.HasPrefix(c.text, "unsafe") {
			t.Errorf("%s: %+v, %v, want %v", name, v, err, c.want)
		}
	}
}

func TestScoreRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, c := range map[string]struct {
		text   string
		tokens []Token
		want   Kind
	}{
		"safe, scored unsafe":   {"safe", []Token{tok("safe", .3, top("safe", .3), top("unsafe", .7))}, Contradictory},
		"unsafe, scored safe":   {"unsafe\nS1", []Token{tok("unsafe", .3, top("unsafe", .3), top("safe", .7))}, Contradictory},
		"token against text":    {"safe", []Token{tok("unsafe", .9)}, Contradictory},
		"tie is no pass":        {"safe", []Token{tok("un", .5, top("un", .5), top("safe", .5))}, Contradictory},
		"NaN":                   {"safe", []Token{{Text: "safe", Logprob: nan}}, ScoresInvalid},
		"NaN in top":            {"safe", []Token{tok("safe", .9, Candidate{"unsafe", nan})}, ScoresInvalid},
		"NaN later":             {"unsafe\nS1", []Token{tok("unsafe", .9), {Text: "\n", Logprob: nan}}, ScoresInvalid},
		"positive":              {"safe", []Token{{Text: "safe", Logprob: .1}}, ScoresInvalid},
		"positive infinity":     {"safe", []Token{tok("safe", .9, Candidate{"x", inf})}, ScoresInvalid},
		"over one":              {"safe", []Token{tok("safe", .9, top("safe", .9), top("unsafe", .3))}, ScoresInvalid},
		"said the impossible":   {"safe", []Token{{Text: "safe", Logprob: math.Inf(-1)}}, ScoresInvalid},
		"only blanks":           {"safe", []Token{tok("\n", 1), tok("  ", 1)}, ScoresMissing},
		"no verdict":            {"safe", []Token{tok("The", 1)}, ScoresMissing},
		"too many":              {"safe", make([]Token, maxTokens+1), ScoresInvalid},
		"text first":            {"", []Token{tok("safe", 1)}, Empty},
		"scores do not save it": {"safe\nS1", []Token{tok("safe", 1)}, Contradictory},
	} {
		v, err := eight.Parse(Agent, c.text, c.tokens)
		var e *Error
		if !errors.As(err, &e) || e.Kind != c.want || !reflect.DeepEqual(v, Verdict{}) {
			t.Errorf("%s: %+v, %v, want %s", name, v, err, c.want)
		}
	}
}

// FuzzParse: whatever an engine says, a verdict is one of the family's, or an error with nothing beside it.
func FuzzParse(f *testing.F) {
	f.Add("unsafe\nS1,S10", "unsafe", -0.1, "safe", -2.5)
	f.Add("safe", " safe", 0.0, "un", -9.0)
	f.Add("Safety: Controversial\nCategories: Violent, PII", " Controversial", -0.3, " Safe", -1.5)
	f.Add("Safety: Safe\nCategories: None\nRefusal: No", " Safe", -0.1, " Cont", -3.0)
	f.Fuzz(func(t *testing.T, text, token string, p float64, other string, q float64) {
		_, after, _ := strings.Cut(strings.TrimSpace(text), "\n")
		for _, m := range families() {
			for _, assess := range []Role{User, Agent} {
				v, err := m.name.Parse(assess, text, []Token{{Text: m.before}, {Text: token, Logprob: p, Top: []Candidate{{other, q}}}, {Text: "\n" + after, Logprob: q}})
				if err != nil {
					if !reflect.DeepEqual(v, Verdict{}) {
						t.Fatalf("a verdict beside an error: %+v", v)
					}
					continue
				}
				says, _, _ := strings.Cut(strings.TrimPrefix(m.trim(text), m.before), "\n")
				i := slices.IndexFunc(m.words, func(w word) bool { return w.text == strings.TrimSpace(says) })
				if i < 0 || m.words[i].unsafe != v.Unsafe || !(v.Score >= 0 && v.Score <= 1) || v.Unsafe && len(v.Categories) == 0 && m.trim(text) != "unsafe" {
					t.Fatalf("%s: %q: %+v", m.name, text, v)
				}
				if n := len(v.Shares); n > 0 && n != len(v.Categories) || slices.ContainsFunc(v.Shares, func(p float64) bool { return !(p >= 0 && p <= 1) }) {
					t.Fatalf("%s: %q: shares %v of %v", m.name, text, v.Shares, v.Categories)
				}
				for _, c := range v.Categories {
					if !slices.Contains(m.name.Codes(assess), c) {
						t.Fatalf("%s was not asked about %s", m.name, c)
					}
				}
			}
		}
	})
}
