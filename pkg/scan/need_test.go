package scan

import (
	"regexp/syntax"
	"strings"
	"testing"
)

func TestNeedIsARowThatEachMatchHas(t *testing.T) {
	for pattern, want := range map[string]struct {
		least int
		class string // bytes of it
	}{
		`acme[ \t\w.-]{0,40}?=([0-9a-f]{32})`: {32, "09af"},
		`[a-z]{8}-[a-z0-9]{12}`:               {12, "az09"},
		`(?:[0-9]{32}|x[a-f]{20,40})`:         {20, "09af"},
		`(?:[0-9]{8}-){3}`:                    {8, "09"},
		`(?:[0-9]{32}|x)`:                     {},
		`(?:[0-9]{32})?x`:                     {},
		`[a-z]{4}`:                            {},
		`(?i)[a-z]{32}`:                       {}, // the sign of Kelvin is a k
		`.{32}`:                               {},
	} {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		n := needOf(tree)
		if n.least != want.least {
			t.Errorf("%s: a row of %d, want %d", pattern, n.least, want.least)
		}
		for _, c := range want.class {
			if !n.class.Has(byte(c)) {
				t.Errorf("%s: %q is not in the class", pattern, c)
			}
		}
	}
}

func TestNeedIsSeenWhereverItStands(t *testing.T) {
	tree, err := syntax.Parse(`[0-9]{8}`, syntax.Perl)
	if err != nil {
		t.Fatal(err)
	}
	n := needOf(tree)
	for at := range 30 {
		text := strings.Repeat("1234567x", 3) + "ab"
		text = text[:min(at, len(text))] + strings.Repeat("7", 7) + text[min(at, len(text)):]
		if got, want := n.in(text), strings.Contains(strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0'
			}
			return r
		}, text), "00000000"); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if n.in("1234567") || n.in("") || !n.in("x12345678") || !n.in("12345678x") {
		t.Error("a row at an end is not seen as it is")
	}
	if !(need{}).in("") {
		t.Error("no need is not met")
	}
}
