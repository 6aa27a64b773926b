package main

import (
	"math/rand"
	"strings"
	"testing"

	"sluice/loadtest/disguises"
	"sluice/pkg/scan"
)

// TestHide: what a form hides and the scan does not find counts as missed, what a
// form leaves as it is does not count, and a kind that is caught too seldom is named.
func TestHide(t *testing.T) {
	form := func(name string, f func(string) string) disguises.Form {
		return disguises.Form{Name: name, Class: "test", Make: func(s string, _ *rand.Rand) string { return f(s) }}
	}
	shown := form("shown", func(s string) string { return s + "!" })
	upper := form("upper", strings.ToUpper)
	gone := form("gone", func(s string) string { return strings.Repeat("?", len(s)) })
	detectors := []scan.Detector{
		{Rule: "alone", Type: scan.Secret, Match: []string{"it is «token1234»"}},
		{Rule: "labelled", Type: scan.CreditCard, Match: []string{"card «9999»."}},
		{Rule: "never", Type: scan.Secret, Match: []string{"«nothing»"}},
		{Rule: "address", Type: scan.EmailAddress, Match: []string{"«token1234»"}},
	}
	find := func(text string) []scan.Finding {
		low := strings.ToLower(text)
		if at := strings.Index(low, "token1234"); at >= 0 {
			return []scan.Finding{{Type: scan.Secret, Start: at, End: at + 9}}
		}
		if at := strings.Index(low, "card 9999"); at >= 0 {
			return []scan.Finding{{Type: scan.CreditCard, Start: at + 5, End: at + 9}}
		}
		return nil
	}
	d := hide(detectors, []disguises.Form{shown, upper, gone}, nil, find)
	if want := (tried{Name: "all", Tried: 4, Caught: 2, Alone: 2, Covered: 1}); d.All != want {
		t.Errorf("all: %+v, want %+v", d.All, want)
	}
	if want := (tried{Name: "by label", Tried: 2, Caught: 1}); d.Label != want {
		t.Errorf("by label: %+v, want %+v", d.Label, want)
	}
	if d.Kinds != 2 || d.Reached != 0 || len(d.Below) != 2 || strings.Join(d.Plain, " ") != "never" {
		t.Errorf("%d kinds, %d reached, below %v, plain %v", d.Kinds, d.Reached, d.Below, d.Plain)
	}
	only := hide(detectors, []disguises.Form{upper}, nil, find)
	if only.Kinds != 2 || only.Reached != 2 || len(only.Below) != 0 {
		t.Errorf("%d of %d kinds reached, below %v", only.Reached, only.Kinds, only.Below)
	}
	if only.Benign.Texts != 40 || only.Benign.Flagged != 0 {
		t.Errorf("benign: %+v", only.Benign)
	}
	var b strings.Builder
	hidden(&b, d)
	if page := b.String(); !strings.Contains(page, "**not reached**") || !strings.Contains(page, "| labelled | 2 | 0.500 | – |") {
		t.Errorf("the page does not tell what was missed:\n%s", page)
	}
}
