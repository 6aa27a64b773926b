package evaluate

import (
	"reflect"
	"slices"
	"testing"

	"sluice/pkg/scan"
)

// finds is a Finder of the same findings for each text.
func finds(found map[string][]scan.Finding) Finder {
	return func(text string) []scan.Finding { return found[text] }
}

func found(name string, start, end int) scan.Finding {
	return scan.Finding{Type: scan.Type(name), Rule: name, Start: start, End: end}
}

func piiRows() []PIIRow {
	return []PIIRow{
		{Row: 1, Group: "1", Text: "a", Spans: []Span{{"IBAN_CODE", 0, 10}, {"PERSON", 20, 30}}},
		{Row: 2, Group: "2", Text: "b", Spans: []Span{{"DOMAIN_NAME", 0, 10}, {"IBAN_CODE", 12, 20}}},
		{Row: 3, Group: "3", Text: "c"},
	}
}

func TestScorePII(t *testing.T) {
	for name, tt := range map[string]struct {
		found          map[string][]scan.Finding
		exact, lenient Count // of all structured types
		other          int
	}{
		"nothing":          {nil, Count{0, 0, 3}, Count{0, 0, 3}, 0},
		"all":              {map[string][]scan.Finding{"a": {found("IBAN_CODE", 0, 10)}, "b": {found("URL", 0, 10), found("IBAN_CODE", 12, 20)}}, Count{3, 0, 0}, Count{3, 0, 0}, 0},
		"wide by a byte":   {map[string][]scan.Finding{"a": {found("IBAN_CODE", 0, 11)}}, Count{0, 1, 3}, Count{1, 0, 2}, 0},
		"half":             {map[string][]scan.Finding{"a": {found("IBAN_CODE", 0, 5)}}, Count{0, 1, 3}, Count{1, 0, 2}, 0},
		"less than half":   {map[string][]scan.Finding{"a": {found("IBAN_CODE", 0, 4)}}, Count{0, 1, 3}, Count{0, 1, 3}, 0},
		"wrong type":       {map[string][]scan.Finding{"a": {found("URL", 0, 10)}}, Count{0, 1, 3}, Count{0, 1, 3}, 0},
		"found twice":      {map[string][]scan.Finding{"a": {found("IBAN_CODE", 0, 10), found("IBAN_CODE", 0, 10)}}, Count{1, 1, 2}, Count{1, 1, 2}, 0},
		"of no label":      {map[string][]scan.Finding{"c": {found("IBAN_CODE", 0, 10)}}, Count{0, 1, 3}, Count{0, 1, 3}, 0},
		"unlabelled types": {map[string][]scan.Finding{"a": {found("UK_NHS", 0, 10)}, "c": {found("SECRET", 0, 1)}}, Count{0, 0, 3}, Count{0, 0, 3}, 2},
	} {
		s := ScorePII(piiRows(), PIIOptions{Half: All, Types: DefaultTypes()}, finds(tt.found))
		if s.Structured.Exact.Count != tt.exact || s.Structured.Lenient.Count != tt.lenient || s.Other != tt.other {
			t.Errorf("%s: exact %+v, lenient %+v, other %d; want %+v, %+v, %d", name, s.Structured.Exact.Count, s.Structured.Lenient.Count, s.Other, tt.exact, tt.lenient, tt.other)
		}
		if s.Rows != 3 || s.Groups != 3 || s.Learned != nil {
			t.Errorf("%s: %d rows, %d groups, learned %v", name, s.Rows, s.Groups, s.Learned)
		}
	}
}

// A finding is one label's, even where two labels want it.
func TestAFindingCountsOnce(t *testing.T) {
	twice := Span{"URL", 0, 9}
	for name, same := range map[string]matching{"exact": exact, "lenient": lenient} {
		got := map[string]Count{}
		tallyRow([]Span{twice, twice}, []Span{twice}, same, got)
		if got["URL"] != (Count{1, 0, 1}) {
			t.Errorf("%s: got %+v, want one found and one missed", name, got["URL"])
		}
	}
}

func TestTypesOfAScore(t *testing.T) {
	o := PIIOptions{Half: All, Types: DefaultTypes(), Can: func(name string) bool { return name == "IBAN_CODE" || name == "PERSON" }}
	find := finds(map[string][]scan.Finding{"a": {found("PERSON", 20, 30), found("IBAN_CODE", 1, 10)}})
	run := func(s PIIScore) map[string]bool {
		out := map[string]bool{}
		for _, t := range s.Types {
			out[t.Type] = t.Run
		}
		return out
	}
	s := ScorePII(piiRows(), o, find)
	if want := map[string]bool{"IBAN_CODE": true, "URL": false, "PERSON": false}; !reflect.DeepEqual(run(s), want) {
		t.Errorf("without a tagger these run: %v, want %v", run(s), want)
	}
	if want := []PIIFailure{{1, HalfOf("1"), "IBAN_CODE", 1, 1}, {2, HalfOf("2"), "IBAN_CODE", 0, 1}, {2, HalfOf("2"), "URL", 0, 1}}; !reflect.DeepEqual(s.Failed, want) {
		t.Errorf("failed are %+v, want %+v", s.Failed, want)
	}
	if slices.ContainsFunc(s.Sealed().Failed, func(f PIIFailure) bool { return f.Half == Test }) {
		t.Error("a sealed score tells rows of the test half")
	}
	o.Tagger = true
	s = ScorePII(piiRows(), o, find)
	if !run(s)["PERSON"] || s.Learned == nil || s.Learned.Exact.Count != (Count{1, 0, 0}) || s.Structured.Exact.Count != (Count{0, 1, 3}) {
		t.Errorf("with a tagger: %+v", s)
	}
}

func TestHalvesOfPII(t *testing.T) {
	var dev, test PIIScore
	for half, s := range map[Half]*PIIScore{Dev: &dev, Test: &test} {
		*s = ScorePII(piiRows(), PIIOptions{Half: half, Types: DefaultTypes()}, finds(nil))
	}
	if dev.Rows == 0 || test.Rows == 0 || dev.Rows+test.Rows != 3 || dev.Structured.Exact.FN+test.Structured.Exact.FN != 3 {
		t.Errorf("dev has %d rows, test %d, of 3", dev.Rows, test.Rows)
	}
}

func TestTypeMap(t *testing.T) {
	m, err := DefaultTypes().With([]string{"SSN=US_SSN", "GPE=PLACE"})
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"SSN": "US_SSN", "GPE": "PLACE", "STREET_ADDRESS": "LOCATION", "IBAN_CODE": "IBAN_CODE"} {
		if got := m.Of(from); got != to {
			t.Errorf("%s counts as %s, want %s", from, got, to)
		}
	}
	for _, bad := range []string{"SSN", "=X", "X="} {
		if _, err := DefaultTypes().With([]string{bad}); err == nil {
			t.Errorf("%q is taken for a mapping", bad)
		}
	}
	for name, want := range map[string]Kind{"PERSON": Learned, "AGE": Open, "US_SSN": Structured, "NEW_TYPE": Structured} {
		if got := KindOf(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
