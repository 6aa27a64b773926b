package scan

import (
	"slices"
	"sync"

	"sluice/pkg/scan/names"
	"sluice/pkg/scan/personal"
	"sluice/pkg/scan/rule"
)

// extra is what a set looks for where somebody asks for it by type: it stands in
// most texts, or costs more time. It is made when it is first asked for.
type extra struct {
	types  []Type
	wide   func() *Set
	tagger func() *names.Tagger
}

func (s *Set) extend(more []rule.Detector) {
	for i := range more {
		s.extra.types = append(s.extra.types, more[i].Type)
	}
	slices.Sort(s.extra.types)
	s.extra.types = slices.Compact(s.extra.types)
	all := slices.Concat(Builtin(), more)
	s.extra.wide = sync.OnceValue(func() *Set {
		wide, err := New(all...)
		if err != nil {
			panic(err) // as in Default
		}
		wide.extra.tagger, wide.digest = s.extra.tagger, s.digest
		return wide
	})
	s.extra.tagger = sync.OnceValue(names.New)
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

// Tagger returns the learned tagger, for LearnedTypes; nil for a set of one's own
// detectors. The first call reads its weights.
func (s *Set) Tagger() *names.Tagger {
	if s.extra.tagger == nil {
		return nil
	}
	return s.extra.tagger()
}

// LearnedTypes are the types that the tagger finds.
func LearnedTypes() []Type { return []Type{rule.Person, rule.Location, rule.Organization} }

// LearnedRule is the rule of the tagger's findings of a type.
func LearnedRule(t Type) string {
	switch t {
	case rule.Person:
		return "learned-person"
	case rule.Location:
		return "learned-location"
	}
	return "learned-organization"
}

// openDetectors are those of OpenTypes.
func openDetectors() []rule.Detector { return personal.Open() }
