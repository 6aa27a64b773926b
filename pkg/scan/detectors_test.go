package scan

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

func TestDetectorsKeepTheirExamples(t *testing.T) {
	all := shared()
	for _, d := range sampled(t) {
		t.Run(d.Rule, func(t *testing.T) {
			one, err := New(d)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Match) == 0 {
				t.Error("no example that must match")
			}
			for _, example := range d.Match {
				text, spans := unmark(example)
				found := one.Scan(text)
				if len(found) != len(spans) {
					t.Errorf("%q: %d findings %v, want %d", example, len(found), found, len(spans))
					continue
				}
				for i, f := range found {
					if [2]int{f.Start, f.End} != spans[i] {
						t.Errorf("%q: found %q", example, text[f.Start:f.End])
					}
					if f.Rule != d.Rule || f.Type != d.Type || f.Score <= 0 || f.Score > 1 {
						t.Errorf("%q: %+v", example, f)
					}
					if d.Joins && f.End-f.Start > MaxJoin {
						t.Errorf("%q: a joining finding of %d bytes", example[:40], f.End-f.Start)
					}
				}
				for _, s := range spans {
					if !covered(all.Scan(text), s[0], s[1]) {
						t.Errorf("%q: the full set does not cover it: %v", example, all.Scan(text))
					}
				}
			}
			for _, example := range d.NoMatch {
				text, _ := unmark(example)
				for _, f := range one.Scan(text) {
					t.Errorf("%q: found %q", example, text[f.Start:f.End])
				}
			}
		})
	}
}

func covered(found []Finding, start, end int) bool {
	for _, f := range found {
		if f.Start <= start && start < f.End {
			start = f.End
		}
	}
	return start >= end
}

func TestGitHubChecksum(t *testing.T) {
	const random = "EXAMPLEexample0123456789EXAMPL"
	const plain = "ghp_" + random + "000000"
	if got := shared().Scan(plain); len(got) != 1 || got[0].Score >= 1 {
		t.Errorf("without its checksum: %v", got)
	}
}
