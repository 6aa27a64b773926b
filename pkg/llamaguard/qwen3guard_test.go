package llamaguard

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

// Every answer here is synthetic but the two that the model's card shows: no model of this family ran.

const strictQwen, looseQwen Family = "qwen3guard-gen", "qwen3guard-gen-loose"

func TestQwenParseText(t *testing.T) {
	for _, c := range []struct {
		assess     Role
		text       string
		strict     string // joined; "safe" for safe
		loose      bool   // unsafe in the loose mode
		categories string
	}{
		{User, "Safety: Unsafe\nCategories: Violent", "unsafe", true, "Q1"}, // the card's
		{Agent, "Safety: Safe\nCategories: None\nRefusal: Yes", "safe", false, ""},
		{User, "\n\nSafety: Safe\nCategories: None<|im_end|>\n", "safe", false, ""},
		{User, " Safety: Safe \r\n Categories: None \n<|im_end|><|endoftext|>", "safe", false, ""},
		{User, "Safety: Controversial\nCategories: Politically Sensitive Topics", "unsafe", false, "Q7"},
		{User, "Safety: Unsafe\nCategories: Jailbreak, PII", "unsafe", true, "Q9 Q4"},
		{Agent, "Safety: Unsafe\nCategories: Suicide & Self-Harm,Unethical Acts\nRefusal: No", "unsafe", true, "Q5 Q6"},
		{Agent, "Safety: Controversial\nCategories: Sexual Content or Sexual Acts, Copyright Violation, Non-violent Illegal Acts\nRefusal: No", "unsafe", false, "Q3 Q8 Q2"},
	} {
		for family, unsafe := range map[Family]bool{strictQwen: c.strict == "unsafe", looseQwen: c.loose} {
			v, err := family.Parse(c.assess, c.text, nil)
			want := Verdict{Unsafe: unsafe}
			if unsafe {
				want.Score = 1
			}
			if c.categories != "" {
				want.Categories = strings.Fields(c.categories)
			}
			if err != nil || !reflect.DeepEqual(v, want) {
				t.Errorf("%s: %q: %+v, %v", family, c.text, v, err)
			}
		}
	}
}

func TestQwenParseRefuses(t *testing.T) {
	for _, c := range []struct {
		assess Role
		text   string
		want   Kind
	}{
		{User, "", Empty},
		{User, "<|im_end|>", Empty},
		{User, "SECRETWORD", Garbled},
		{User, "safe", Garbled},
		{User, "Safe", Garbled},
		{User, "Safety: safe\nCategories: None", Garbled},
		{User, "Safety: Safe", Garbled},
		{User, "Safety:Safe\nCategories: None", Garbled},
		{User, "Safety: Safe Categories: None", Garbled},
		{User, "Safety: Safe\n\nCategories: None", Garbled},
		{User, "Safety: Safe\nNone", Garbled},
		{User, "Safety: Safe\nCategories: none", Garbled},
		{User, "Safety: Safe\nCategories:", Garbled},
		{User, "Safety: Safe\nCategories: None\nRefusal: No", Garbled},
		{User, "Safety: Unsafe\nCategories: Violent, Violent", Garbled},
		{User, "Safety: Unsafe\nCategories: Violent, None", Garbled},
		{User, "Safety: Unsafe\nCategories: violent", Garbled},
		{User, "Safety: Unsafe\nCategories: Q1", Garbled},
		{User, "<think>\n\n</think>\n\nSafety: Safe\nCategories: None", Garbled},
		{Agent, "Safety: Safe\nCategories: None", Garbled},
		{Agent, "Safety: Safe\nCategories: None\nRefusal: Maybe", Garbled},
		{Agent, "Safety: Safe\nRefusal: No\nCategories: None", Garbled},
		{User, strings.Repeat("Safety: Safe\n", 100), Garbled},
		{User, "Safety: Unsafe", NoCategory},
		{User, "Safety: Controversial\nCategories: None", NoCategory},
		{Agent, "Safety: Unsafe\nCategories: Jailbreak\nRefusal: No", UnknownCategory},
		{User, "Safety: Safe\nCategories: Violent", Contradictory},
		{User, "Safety: Safe\nSafety: Unsafe\nCategories: Violent", Contradictory},
	} {
		for _, family := range []Family{strictQwen, looseQwen} {
			v, err := family.Parse(c.assess, c.text, nil)
			var e *Error
			if !errors.As(err, &e) || e.Kind != c.want || !reflect.DeepEqual(v, Verdict{}) || strings.Contains(err.Error(), "SECRETWORD") {
				t.Errorf("%s: %q: %+v, %v, want %s", family, c.text, v, err, c.want)
			}
		}
	}
}

// said are the tokens before the verdict's word, as Qwen's vocabulary has them.
func said(next Token) []Token { return []Token{tok("Safety", 1), tok(":", 1), next, tok("\n", 1)} }

func TestQwenScore(t *testing.T) {
	const safe, unsafe, unsure = "Safety: Safe\nCategories: None", "Safety: Unsafe\nCategories: Violent", "Safety: Controversial\nCategories: Violent"
	for name, c := range map[string]struct {
		text          string
		tokens        []Token
		strict, loose float64
	}{
		"all three":          {unsafe, said(tok(" Unsafe", .6, top(" Unsafe", .6), top(" Controversial", .3), top(" Safe", .1))), .9, .6},
		"controversial said": {unsure, said(tok(" Controversial", .5, top(" Controversial", .5), top(" Safe", .3), top(" Unsafe", .2))), .7, .2},
		"two outweigh safe":  {safe, said(tok(" Safe", .4, top(" Safe", .4), top(" Unsafe", .35), top(" Controversial", .25))), .6, .35},
		"words in pieces":    {unsure, said(tok(" Contro", .5, top(" Contro", .5), top(" Uns", .25), top(" Saf", .25))), .75, .25},
		"label in pieces":    {safe, []Token{tok("\n\n", 1), tok("Saf", 1), tok("ety", 1), tok(": ", 1), tok("Safe", .9, top("Safe", .9), top("Unsafe", .05), top("Controversial", .05))}, .1, .05},
		"byte-level marks":   {safe, said(tok("\u0120Safe", .8, top("\u0120Safe", .8), top("\u0120Unsafe", .1), top("\u0120Controversial", .1))), .2, .1},
		"one not listed":     {safe, said(tok(" Safe", .9, top(" Safe", .9), top(" Unsafe", .05), top(" S", .01))), .06 / .97, .05 / .97},
		"alone":              {safe, said(tok(" Safe", .8)), .2, .2},
	} {
		for family, want := range map[Family]float64{strictQwen: c.strict, looseQwen: c.loose} {
			v, err := family.Parse(User, c.text, c.tokens)
			if err != nil || !v.Scored || math.Abs(v.Score-want) > 1e-9 {
				t.Errorf("%s, %s: %+v, %v, want %v", name, family, v, err, want)
			}
		}
	}
	for name, c := range map[string]struct {
		tokens []Token
		want   Kind
	}{
		"another was likelier": {said(tok(" Safe", .3, top(" Safe", .3), top(" Unsafe", .5))), Contradictory},
		"token against text":   {said(tok(" Unsafe", .9)), Contradictory},
		"no label":             {[]Token{tok(" Safe", .9), tok("\n", 1)}, ScoresMissing},
		"label alone":          {[]Token{tok("Safety", 1), tok(":", 1)}, ScoresMissing},
		"label and word":       {[]Token{tok("Safety: Safe", 1)}, ScoresMissing},
		"no word":              {said(tok(" safe", 1)), ScoresMissing},
		"over one":             {said(tok(" Safe", .9, top(" Safe", .9), top(" Unsafe", .3))), ScoresInvalid},
	} {
		v, err := strictQwen.Parse(User, safe, c.tokens)
		var e *Error
		if !errors.As(err, &e) || e.Kind != c.want || !reflect.DeepEqual(v, Verdict{}) {
			t.Errorf("%s: %+v, %v, want %s", name, v, err, c.want)
		}
	}
}
