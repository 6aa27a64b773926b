package evaluate

import (
	"slices"
	"strings"

	"sluice/pkg/scan"
)

// SecretScore is what a scan finds of a set of secrets.
type SecretScore struct {
	Split   Half `json:"split"`
	Version int  `json:"split_version"`
	Rows    int  `json:"rows"`
	// Recall is the share of texts with a secret in which at least one finding of
	// type SECRET is made, whatever its rule and place.
	Recall Rate `json:"recall"`
	// Covered is stricter, and only for texts where the set says the place: the
	// share of them of which findings of type SECRET cover every labelled byte.
	Covered Rate `json:"covered"`
	// Clean is the share of texts without a secret that have no finding of type SECRET.
	Clean     Rate            `json:"clean_negatives"`
	Providers []ProviderScore `json:"providers,omitempty"` // by name
	Failed    []Failure       `json:"failed,omitempty"`    // by row
}

// ProviderScore is one provider's part.
type ProviderScore struct {
	Provider string `json:"provider"`
	Half     Half   `json:"half"`
	Recall   Rate   `json:"recall"`
	Clean    Rate   `json:"clean_negatives"`
}

// Failure is a row that was judged wrongly: a secret missed, or a finding in a
// text without one, and by which rules.
type Failure struct {
	Row   int      `json:"row"`
	Rule  string   `json:"rule"` // the set's
	Half  Half     `json:"half"`
	Match bool     `json:"match"`
	By    []string `json:"by,omitempty"`
}

// ScoreSecrets scans the rows of a half.
func ScoreSecrets(rows []SecretRow, half Half, find Finder) SecretScore {
	type tally struct{ hit, match, clean, not int }
	var all tally
	by := map[string]*tally{}
	covered, labelled := 0, 0
	s := SecretScore{Split: half, Version: SplitVersion}
	for _, r := range rows {
		if !half.Has(r.Provider) {
			continue
		}
		s.Rows++
		found := secretsOf(find(r.Text))
		t := by[r.Provider]
		if t == nil {
			t = &tally{}
			by[r.Provider] = t
		}
		if good := r.Match == (len(found) > 0); !good {
			s.Failed = append(s.Failed, Failure{Row: r.Row, Rule: r.Rule, Half: HalfOf(r.Provider), Match: r.Match, By: rulesOf(found)})
		} else if r.Match {
			t.hit++
		} else {
			t.clean++
		}
		if !r.Match {
			t.not++
			continue
		}
		t.match++
		if len(r.Spans) > 0 {
			labelled++
			if covers(found, r.Spans) {
				covered++
			}
		}
	}
	for name, t := range by {
		all.hit, all.match, all.clean, all.not = all.hit+t.hit, all.match+t.match, all.clean+t.clean, all.not+t.not
		s.Providers = append(s.Providers, ProviderScore{Provider: name, Half: HalfOf(name), Recall: NewRate(t.hit, t.match), Clean: NewRate(t.clean, t.not)})
	}
	slices.SortFunc(s.Providers, func(a, b ProviderScore) int { return strings.Compare(a.Provider, b.Provider) })
	s.Recall, s.Clean, s.Covered = NewRate(all.hit, all.match), NewRate(all.clean, all.not), NewRate(covered, labelled)
	return s
}

// Sealed is the score without what tells where rows of the test half failed, so
// that nobody tunes on them by reading a report.
func (s SecretScore) Sealed() SecretScore {
	s.Providers = slices.DeleteFunc(slices.Clone(s.Providers), func(p ProviderScore) bool { return p.Half == Test })
	s.Failed = slices.DeleteFunc(slices.Clone(s.Failed), func(f Failure) bool { return f.Half == Test })
	return s
}

func secretsOf(found []scan.Finding) []scan.Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f scan.Finding) bool { return f.Type != scan.Secret })
}

func rulesOf(found []scan.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Rule)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// covers says whether the findings leave no byte of the spans out.
func covers(found []scan.Finding, spans []Span) bool {
	for _, s := range spans {
		at := s.Start
		for _, f := range found { // sorted by Start
			if f.Start <= at && f.End > at {
				at = f.End
			}
		}
		if at < s.End {
			return false
		}
	}
	return true
}
