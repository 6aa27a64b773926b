package scan

import (
	"slices"
	"sync"

	"sluice/pkg/scan/personal"
	"sluice/pkg/scan/rule"
)

// extra is what a set looks for where somebody asks for it by type: it stands in
// most texts, or costs more time. It is made when it is first asked for.
type extra struct {
	types  []Type
	wide   func() *Set
	models func() *models
}

func (s *Set) extend(own, more []rule.Detector) {
	for i := range more {
		s.extra.types = append(s.extra.types, more[i].Type)
	}
	slices.Sort(s.extra.types)
	s.extra.types = slices.Compact(s.extra.types)
	all := slices.Concat(Builtin(), own, more)
	s.extra.wide = sync.OnceValue(func() *Set {
		wide, err := New(all...)
		if err != nil {
			panic(err) // With has compiled the same but for those of OpenTypes
		}
		wide.extra.models, wide.digest = s.extra.models, s.digest
		return wide
	})
	s.extra.models = sync.OnceValue(newModels)
	whole := make([]compiled, 0, len(all))
	for _, d := range all {
		whole = append(whole, compiled{Detector: d})
	}
	s.digest = digest(whole)
}

// OpenTypes are the types of what stands in most texts, such as dates, sorted. Only
// the set that Wide returns looks for them. None for a set of one's own detectors.
func (s *Set) OpenTypes() []Type { return s.extra.types }

// Wide returns a set that looks for OpenTypes too, and has the same digest: which
// of the two is used is for the policy to say. For a set without OpenTypes it is
// the set itself. The first call takes as long as Default.
func (s *Set) Wide() *Set {
	if s.extra.wide == nil {
		return s
	}
	return s.extra.wide()
}

// openDetectors are those of OpenTypes.
func openDetectors() []rule.Detector { return personal.Open() }
