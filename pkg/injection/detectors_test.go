package injection

import (
	"strings"
	"testing"
)

// unmark returns the text of an example and the spans marked in it.
func unmark(example string) (text string, spans [][2]int) {
	var b strings.Builder
	start := 0
	for _, r := range example {
		switch r {
		case '«':
			start = b.Len()
		case '»':
			spans = append(spans, [2]int{start, b.Len()})
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}

func of1(found []Finding, rule string) (out []Finding) {
	for _, f := range found {
		if f.Rule == rule {
			out = append(out, f)
		}
	}
	return out
}

func TestDetectorsKeepTheirExamples(t *testing.T) {
	set := New()
	for _, d := range detectors() {
		t.Run(d.rule, func(t *testing.T) {
			if len(d.match) < 5 || len(d.noMatch) < 5 || d.about == "" {
				t.Error("a rule has a description and five examples of either kind")
			}
			for _, e := range d.match {
				text, spans := unmark(e.text)
				found := of1(set.Inspect(text, e.from), d.rule)
				if len(found) == 0 {
					t.Errorf("%s %q: no finding", e.from, short(text))
				}
				if len(spans) > 0 && len(found) != len(spans) {
					t.Errorf("%s %q: %d findings %v, want %d", e.from, short(text), len(found), found, len(spans))
					continue
				}
				for i, s := range spans {
					if got := [2]int{found[i].Start, found[i].End}; got != s {
						t.Errorf("%s %q: found %q, want %q", e.from, short(text), short(text[got[0]:got[1]]), short(text[s[0]:s[1]]))
					}
				}
			}
			for _, e := range d.noMatch {
				text, _ := unmark(e.text)
				for _, f := range of1(set.Inspect(text, e.from), d.rule) {
					t.Errorf("%s %q: found %q", e.from, short(text), short(text[f.Start:f.End]))
				}
			}
		})
	}
}

func short(s string) string {
	if len(s) > 160 {
		return s[:160] + "…"
	}
	return s
}
