package rules

import (
	"hash/maphash"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dlclark/regexp2/v2"

	"sluice/pkg/scan"
)

const lookAround = `
[[rules]]
id = "serial"
regex = '''(?<!old-)serial[:=] ?(\d{4})(?!\d)'''
keywords = ["serial"]

[[rules]]
id = "twice"
regex = '''pair:(\w{3,8})-\1\b'''
keywords = ["pair:"]
type = "PAIR"

[[rules]]
id = "evil"
regex = '''evil(?=(a+)+$)'''
keywords = ["evil"]
`

func TestLookAroundAndBackReferences(t *testing.T) {
	set := compile(t, lookAround)
	for _, tt := range []struct{ text, found string }{
		{"the serial: 1234 is", "1234"},
		{"the old-serial: 1234 is", ""},
		{"the serial: 12345 is", ""},
		{"Serial=9876", ""}, // the expression is for small letters
		{"é pair:abc-abc é", "abc"},
		{"pair:abc-abd", ""},
	} {
		var got []string
		for _, f := range set.Scan(tt.text) {
			got = append(got, tt.text[f.Start:f.End])
		}
		if strings.Join(got, "|") != tt.found {
			t.Errorf("%q: found %q, want %q", tt.text, got, tt.found)
		}
		sameInStream(t, set, tt.text)
	}
}

// TestWhatRunsOutOfTimeIsUnscannable: nothing says that such a text is harmless.
func TestWhatRunsOutOfTimeIsUnscannable(t *testing.T) {
	set := compile(t, lookAround)
	text := "see evil" + strings.Repeat("a", 60) + "! and serial: 1234 there"
	found := set.Scan(text)
	secret := strings.Index(text, "1234")
	want := []scan.Finding{
		{Type: scan.Unscannable, Rule: "evil-unscannable", Start: strings.Index(text, "evil"), End: secret, Score: 1},
		{Type: scan.Secret, Rule: "serial", Start: secret, End: secret + 4, Score: 0.9},
		{Type: scan.Unscannable, Rule: "evil-unscannable", Start: secret + 4, End: len(text), Score: 1},
	}
	if !slices.Equal(found, want) {
		t.Errorf("%+v, want %+v", found, want)
	}
	// More of them do not take more time than a second's share: each counts as given up.
	f, err := Load([]byte(lookAround), nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err = scan.New(f.Detectors()...)
	if err != nil {
		t.Fatal(err)
	}
	var many strings.Builder
	for n := range 300 {
		many.WriteString(strings.Repeat(".", SlowAfter) + strings.Repeat("-", n) + " evil" + strings.Repeat("a", 60) + "!")
	}
	evil := 0
	for _, f := range set.Plain(many.String()) {
		if f.Type == scan.Unscannable {
			evil++
		}
	}
	if evil != 300 {
		t.Errorf("%d of 300 windows are unscannable", evil)
	}
}

// TestGivenUpWindowsHaveAShare: when that is used up, the rest of the second
// counts as given up too.
func TestGivenUpWindowsHaveAShare(t *testing.T) {
	s := &slow{seed: maphash.MakeSeed(), re: regexp2.MustCompile(`serial(?!x)`, regexp2.RE2), late: map[uint64]bool{}, spent: 2 * slowShare, since: time.Now()}
	if loc, late := s.find("serial", 0); !late || loc != nil {
		t.Errorf("%v, %v", loc, late)
	}
	s.since = s.since.Add(-2 * time.Second)
	if loc, late := s.find("serial", 0); late || loc == nil {
		t.Errorf("%v, %v", loc, late)
	}
}

func TestALookAroundRuleHasTwoDetectors(t *testing.T) {
	f, err := Load([]byte("[[rules]]\nid='deep'\nregex='deep(?:(?=x)x|y(?!z))*!'\nkeywords=['deep']\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Detectors()) != 2 || !strings.Contains(strings.Join(f.Notes, " "), "look-around") {
		t.Errorf("%d detectors, notes %q", len(f.Detectors()), f.Notes)
	}
}
