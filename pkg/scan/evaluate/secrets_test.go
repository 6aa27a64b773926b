package evaluate

import (
	"reflect"
	"strings"
	"testing"

	"sluice/pkg/scan"
)

// planted finds a SECRET wherever "KEY" stands, and an address wherever "AT" does.
func planted(text string) []scan.Finding {
	var found []scan.Finding
	if i := strings.Index(text, "KEY"); i >= 0 {
		found = append(found, scan.Finding{Type: scan.Secret, Rule: "key", Start: i, End: i + 3})
	}
	if i := strings.Index(text, "AT"); i >= 0 {
		found = append(found, scan.Finding{Type: scan.EmailAddress, Rule: "at", Start: i, End: i + 2})
	}
	return found
}

func secretRows() []SecretRow {
	return []SecretRow{
		{Row: 1, Rule: "s.npm.1", Provider: "npm", Text: "KEY", Match: true, Spans: []Span{{"", 0, 3}}},
		{Row: 2, Rule: "s.npm.1", Provider: "npm", Text: "KEYS", Match: true, Spans: []Span{{"", 0, 4}}},
		{Row: 3, Rule: "s.npm.2", Provider: "npm", Text: "AT", Match: true}, // an address is no secret
		{Row: 4, Rule: "s.npm.2", Provider: "npm", Text: "AT", Match: false},
		{Row: 5, Rule: "s.github.1", Provider: "github", Text: "KEY", Match: false},
		{Row: 6, Rule: "s.github.1", Provider: "github", Text: "none", Match: true},
	}
}

func TestScoreSecrets(t *testing.T) {
	s := ScoreSecrets(secretRows(), All, planted)
	if s.Rows != 6 || s.Recall.Hits != 2 || s.Recall.Of != 4 || s.Clean.Hits != 1 || s.Clean.Of != 2 || s.Covered.Hits != 1 || s.Covered.Of != 2 {
		t.Errorf("got %+v", s)
	}
	if s.Recall.Share != 0.5 || s.Clean.Share != 0.5 {
		t.Errorf("shares %v and %v, want 0.5", s.Recall.Share, s.Clean.Share)
	}
	var rows []int
	for _, f := range s.Failed {
		rows = append(rows, f.Row)
	}
	if !reflect.DeepEqual(rows, []int{3, 5, 6}) || !reflect.DeepEqual(s.Failed[1].By, []string{"key"}) {
		t.Errorf("failed are %+v", s.Failed)
	}
	if len(s.Providers) != 2 || s.Providers[0].Provider != "github" || s.Providers[0].Recall.Of != 1 || s.Providers[1].Recall.Hits != 2 || s.Providers[1].Clean.Hits != 1 {
		t.Errorf("providers are %+v", s.Providers)
	}
	nothing := ScoreSecrets(secretRows(), All, func(string) []scan.Finding { return nil })
	if nothing.Recall.Hits != 0 || nothing.Clean.Hits != 2 {
		t.Errorf("a scan that finds nothing scores %+v", nothing)
	}
}

// The halves add up to the whole, and a sealed score tells nothing of where the
// test half failed.
func TestHalvesOfSecrets(t *testing.T) {
	all, dev, test := ScoreSecrets(secretRows(), All, planted), ScoreSecrets(secretRows(), Dev, planted), ScoreSecrets(secretRows(), Test, planted)
	if HalfOf("npm") == HalfOf("github") {
		t.Fatal("this test needs a provider in each half")
	}
	if dev.Rows == 0 || test.Rows == 0 || dev.Rows+test.Rows != all.Rows || dev.Recall.Hits+test.Recall.Hits != all.Recall.Hits || dev.Clean.Of+test.Clean.Of != all.Clean.Of {
		t.Errorf("dev %+v and test %+v are not %+v", dev, test, all)
	}
	sealed := all.Sealed()
	if len(sealed.Failed) != len(dev.Failed) || len(sealed.Providers) != 1 || sealed.Recall != all.Recall {
		t.Errorf("sealed is %+v", sealed)
	}
	for _, f := range sealed.Failed {
		if f.Half != Dev {
			t.Errorf("row %d of half %s is told", f.Row, f.Half)
		}
	}
	if len(all.Failed) != 3 {
		t.Error("sealing changed the score itself")
	}
}

func TestCovers(t *testing.T) {
	f := func(at ...int) (out []scan.Finding) {
		for i := 0; i < len(at); i += 2 {
			out = append(out, scan.Finding{Start: at[i], End: at[i+1]})
		}
		return out
	}
	for name, tt := range map[string]struct {
		found []scan.Finding
		want  bool
	}{
		"exactly":       {f(5, 9), true},
		"wider":         {f(0, 20), true},
		"two that meet": {f(5, 7, 7, 9), true},
		"a gap":         {f(5, 7, 8, 9), false},
		"short":         {f(5, 8), false},
		"late":          {f(6, 9), false},
		"none":          {nil, false},
	} {
		if got := covers(tt.found, []Span{{"", 5, 9}}); got != tt.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
