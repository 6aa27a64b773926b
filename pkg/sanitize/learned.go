package sanitize

import (
	"slices"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// NeedsWhole says whether the policy asks in dir for what only whole texts tell, such
// as names of persons. A Stream does not look for it: such an answer must be judged
// by Document before any of it is released.
func NeedsWhole(p *policy.Policy, dir policy.Direction) bool { return learns(p, dir) }

func learns(p decider, dir policy.Direction) bool {
	return slices.ContainsFunc(scan.LearnedTypes(), func(t scan.Type) bool { return p.Asks(dir, string(t)) })
}

// learned looks for what models find in a string of the first round. In later ones it
// would be seen in what is left around the placeholders of others.
func (r *run) learned(f *findings, i int) {
	l := &f.leaves[i]
	if !r.first || !r.learns || l.kind != stringLeaf || l.tokens {
		return
	}
	want := func(t scan.Type) bool { return r.policy.Asks(r.dir, string(t)) }
	for _, found := range r.learn(l.text, want, nil) {
		r.add(f, found, span{i, found.Start, found.End})
	}
}
