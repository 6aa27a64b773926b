package sanitize

import (
	"slices"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
	"sluice/pkg/scan/names"
)

// NeedsWhole says whether the policy asks in dir for what only whole texts tell, such
// as names of persons. A Stream does not look for it: such an answer must be judged
// by Document before any of it is released.
func NeedsWhole(p *policy.Policy, dir policy.Direction) bool { return learns(p, dir) }

func learns(p decider, dir policy.Direction) bool {
	return slices.ContainsFunc(scan.LearnedTypes(), func(t scan.Type) bool { return p.Asks(dir, string(t)) })
}

// learned looks for names in a string of the first round. In later ones they would be
// seen in what is left around the placeholders of others.
func (r *run) learned(f *findings, i int) {
	l := &f.leaves[i]
	if !r.first || r.names == nil || l.kind != stringLeaf || l.tokens {
		return
	}
	r.spans = r.names.Find(l.text, r.spans[:0])
	for _, s := range r.spans {
		t := scan.Type(s.Kind.String())
		if r.policy.Asks(r.dir, string(t)) {
			r.add(f, scan.Finding{Type: t, Rule: scan.LearnedRule(t), Start: s.Start, End: s.End, Score: s.Score}, span{i, s.Start, s.End})
		}
	}
}

// tagged returns the tagger where the policy asks for what it finds.
func (s *Sanitizer) tagged(dir policy.Direction) *names.Tagger {
	if s.tagger == nil || !learns(s.policy, dir) {
		return nil
	}
	return s.tagger()
}
