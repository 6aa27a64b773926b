package scan

import (
	"cmp"
	"slices"
)

// Query says what of a text is asked for. What could not be looked at
// (Unscannable) is told whatever is asked for.
type Query struct {
	Types    []Type  // also of OpenTypes and LearnedTypes; nil: all that Scan reports
	MinScore float64 // leave out what has a lower score
}

// Wants says whether a finding of a type is asked for. What a nil Types has of
// learned types is none.
func (q Query) Wants(t Type) bool {
	if t == Unscannable {
		return true
	}
	if q.Types == nil {
		return !slices.Contains(LearnedTypes(), t)
	}
	return slices.Contains(q.Types, t)
}

// Patterns is the part of Look that has patterns: what Scan finds, and OpenTypes
// where they are asked for.
func (s *Set) Patterns(text string, q Query) []Finding {
	if slices.ContainsFunc(s.OpenTypes(), func(t Type) bool { return slices.Contains(q.Types, t) }) {
		s = s.Wide()
	}
	return q.only(s.Scan(text))
}

// Look finds what is asked for, sorted by place. Findings of models may overlap
// others.
func (s *Set) Look(text string, q Query) []Finding {
	found := s.Patterns(text, q)
	if learned := q.only(s.Learned(text, q.Wants, nil)); len(learned) > 0 {
		found = append(found, learned...)
		slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	}
	return found
}

func (q Query) only(found []Finding) []Finding {
	return slices.DeleteFunc(found, func(f Finding) bool {
		return !q.Wants(f.Type) || f.Score < q.MinScore && f.Type != Unscannable
	})
}

// AllTypes are all types that a query may name, sorted.
func (s *Set) AllTypes() []Type {
	types := slices.Concat(s.Types(), s.OpenTypes(), []Type{Unscannable})
	if s.extra.models != nil {
		types = append(types, LearnedTypes()...)
	}
	slices.Sort(types)
	return slices.Compact(types)
}
