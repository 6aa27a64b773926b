package main

import (
	"strings"
	"testing"

	"sluice/loadtest/benign"
	"sluice/pkg/scan/evaluate"
)

// The page says of each figure whether its goal was reached, on the test half.
func TestPageTellsGoals(t *testing.T) {
	score := func(f1 float64) evaluate.PIIScore {
		s := evaluate.Score{F1: evaluate.Figure{Known: true, Value: f1}}
		return evaluate.PIIScore{Structured: evaluate.Both{Exact: s}, Learned: &evaluate.Both{Exact: s},
			Types: []evaluate.TypeScore{{Type: "AGE", Run: false}, {Type: "IBAN_CODE", Run: true, Both: evaluate.Both{Exact: s}}}}
	}
	of := func(dev, test, f1, per1000 float64) string {
		return markdown(result{
			Secrets: map[evaluate.Half]evaluate.SecretScore{
				evaluate.Dev:  {Recall: evaluate.Rate{Share: dev, Of: 1}, Clean: evaluate.Rate{Share: dev, Of: 1}},
				evaluate.Test: {Recall: evaluate.Rate{Share: test, Of: 1}, Clean: evaluate.Rate{Share: test, Of: 1}},
			},
			PII:    map[evaluate.Half]evaluate.PIIScore{evaluate.Dev: score(1), evaluate.Test: score(f1)},
			Benign: benign.Report{Secret: benign.Flagged{Per1000: per1000}, Alarms: benign.Flagged{Per1000: per1000}},
			Hidden: disguised{Kinds: 1, Reached: 1},
		})
	}
	for name, tt := range map[string]struct {
		page   string
		missed int
	}{
		"all reached":            {of(0, 1, 1, 0), 0},
		"secrets missed on test": {of(1, 0.94, 1, 0), 2},
		"structured missed":      {of(1, 1, 0.9, 0), 1},
		"one alarm goal":         {of(1, 1, 1, 5), 1},
		"both alarm goals":       {of(1, 1, 1, 50), 2},
	} {
		if got := strings.Count(tt.page, "**not reached**"); got != tt.missed {
			t.Errorf("%s: %d goals are told as not reached, want %d", name, got, tt.missed)
		}
		if !strings.Contains(tt.page, "| AGE | 0 | not run |") {
			t.Errorf("%s: a type that was not run is not told as such", name)
		}
	}
}
