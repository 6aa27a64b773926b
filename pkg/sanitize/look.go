package sanitize

import (
	"slices"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// Judged is a finding and what a policy does with it.
type Judged struct {
	scan.Finding
	Action policy.Action
}

// Look finds in one text what is asked for and p does not ignore in dir, without
// changing it. Without types in q that is what Document would look for.
func Look(set *scan.Set, p *policy.Policy, dir policy.Direction, text string, q scan.Query) []Judged {
	if q.Types == nil {
		q.Types = set.Types()
		for _, t := range slices.Concat(set.OpenTypes(), scan.LearnedTypes()) {
			if p.Asks(dir, string(t)) {
				q.Types = append(q.Types, t)
			}
		}
	}
	var judged []Judged
	for _, f := range set.Look(text, q) {
		if act := p.Action(dir, string(f.Type), f.Rule); act != policy.Ignore {
			judged = append(judged, Judged{f, act})
		}
	}
	return judged
}
