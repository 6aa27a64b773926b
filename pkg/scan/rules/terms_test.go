package rules

import (
	"slices"
	"testing"
)

const denied = `
[[terms]]
id = "projects"
type = "CODE_NAME"
terms = ["Nightjar", "Blue  Heron", "Straße 7", "Ärger-Akte", "Ой", "東京計画", "C++ core", "x9"]
`

func TestTermsAreWholeWordsOfAnyCase(t *testing.T) {
	set := compile(t, denied)
	for _, tt := range []struct {
		text  string
		found []string
	}{
		{"About NIGHTJAR and nightjar.", []string{"NIGHTJAR", "nightjar"}},
		{"nightjars, unnightjar, nightjar_2 and nightjar-2", []string{"nightjar"}},
		{"blue heron, Blue\n  Heron", []string{"blue heron", "Blue\n  Heron"}},
		{"blueheron, blue herons, blue-heron", nil},
		{"in der STRAßE 7, straße 77", []string{"STRAßE 7"}},
		{"die ÄRGER-AKTE und ärger-akte", []string{"ÄRGER-AKTE", "ärger-akte"}},
		{"ОЙ, ой! ойл", []string{"ОЙ", "ой"}},
		{"計画は 東京計画 です、東京計画書", []string{"東京計画"}},
		{"the c++ core, C++ cores", []string{"c++ core"}},
		{"X9 x90 ax9 éx9", []string{"X9"}},
	} {
		var got []string
		for _, f := range set.Plain(tt.text) {
			got = append(got, tt.text[f.Start:f.End])
			if f.Type != "CODE_NAME" {
				t.Errorf("%q: type %s", tt.text, f.Type)
			}
		}
		if !slices.Equal(got, tt.found) {
			t.Errorf("%q: found %q, want %q", tt.text, got, tt.found)
		}
		sameInStream(t, set, tt.text)
	}
}
