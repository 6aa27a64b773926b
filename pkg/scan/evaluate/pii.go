package evaluate

import (
	"maps"
	"slices"
)

// PIIScore is what a scan finds of a set of personal data. A finding counts in
// the headline where type and span are exactly the label's; beside it stands the
// lenient count, where the type is the same and half of the bytes of both
// together are common. Findings of types that the set labels nowhere count
// neither for nor against, and are told as Other.
type PIIScore struct {
	Split   Half        `json:"split"`
	Version int         `json:"split_version"`
	Rows    int         `json:"rows"`
	Groups  int         `json:"groups"`
	Tagger  bool        `json:"learned_run"` // learned types were looked for
	Types   []TypeScore `json:"types"`       // by kind and name
	// Micro averages over the types of a kind: structured always, learned where
	// the tagger ran. Open types are in neither.
	Structured Both  `json:"structured"`
	Learned    *Both `json:"learned,omitempty"`
	Other      int   `json:"other_findings"`

	Failed []PIIFailure `json:"failed,omitempty"` // structured types, by row
}

// Both are the two ways to count.
type Both struct {
	Exact   Score `json:"exact"`
	Lenient Score `json:"lenient"`
}

// TypeScore is one type's. Run says whether what was scored can report the type.
type TypeScore struct {
	Type string `json:"type"`
	Kind Kind   `json:"kind"`
	Run  bool   `json:"run"`
	Both
}

// PIIFailure is a row in which a type was found too much or too little.
type PIIFailure struct {
	Row  int    `json:"row"`
	Half Half   `json:"half"`
	Type string `json:"type"`
	FP   int    `json:"fp"`
	FN   int    `json:"fn"`
}

// PIIOptions say what is scored.
type PIIOptions struct {
	Half   Half
	Types  TypeMap
	Tagger bool                   // find reports the learned types
	Can    func(name string) bool // find can report this type; nil for every one
}

// ScorePII scans the rows of a half.
func ScorePII(rows []PIIRow, o PIIOptions, find Finder) PIIScore {
	s := PIIScore{Split: o.Half, Version: SplitVersion, Tagger: o.Tagger}
	names := o.Types.labelled(rows) // of the whole set, so that halves have the same types
	labelled := map[string]bool{}
	for _, name := range names {
		labelled[name] = true
	}
	strict, loose := map[string]map[string]Count{}, map[string]map[string]Count{}
	for _, r := range rows {
		if !o.Half.Has(r.Group) {
			continue
		}
		s.Rows++
		if strict[r.Group] == nil {
			strict[r.Group], loose[r.Group] = map[string]Count{}, map[string]Count{}
		}
		labels := labelsOf(r, o.Types)
		found, other := spansOf(find(r.Text), o.Types, labelled)
		s.Other += other
		one := map[string]Count{}
		tallyRow(labels, found, exact, one)
		tallyRow(labels, found, lenient, loose[r.Group])
		for _, name := range slices.Sorted(maps.Keys(one)) {
			c := one[name]
			strict[r.Group][name] = strict[r.Group][name].plus(c)
			if c.FP+c.FN > 0 && KindOf(name) == Structured {
				s.Failed = append(s.Failed, PIIFailure{Row: r.Row, Half: HalfOf(r.Group), Type: name, FP: c.FP, FN: c.FN})
			}
		}
	}
	s.Groups = len(strict)
	if s.Groups == 0 {
		return s
	}
	exactly, loosely := scoreGroups(strict, names), scoreGroups(loose, names)
	for _, name := range names {
		run := o.Can == nil || o.Can(name)
		if KindOf(name) == Learned {
			run = o.Tagger
		}
		s.Types = append(s.Types, TypeScore{Type: name, Kind: KindOf(name), Run: run, Both: Both{exactly[name], loosely[name]}})
	}
	order := []Kind{Structured, Learned, Open}
	slices.SortStableFunc(s.Types, func(a, b TypeScore) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	s.Structured = Both{exactly[string(Structured)], loosely[string(Structured)]}
	if o.Tagger {
		s.Learned = &Both{exactly[string(Learned)], loosely[string(Learned)]}
	}
	return s
}

// Sealed is the score without the rows of the test half.
func (s PIIScore) Sealed() PIIScore {
	s.Failed = slices.DeleteFunc(slices.Clone(s.Failed), func(f PIIFailure) bool { return f.Half == Test })
	return s
}

// scoreGroups scores every type, and every kind under its own name.
func scoreGroups(by map[string]map[string]Count, names []string) map[string]Score {
	sums := append([]string{string(Structured), string(Learned), string(Open)}, names...)
	var groups [][]cell
	for _, group := range slices.Sorted(maps.Keys(by)) {
		var cells []cell
		for name, c := range by[group] {
			cells = append(cells, cell{slices.Index(sums, name), c}, cell{slices.Index(sums, string(KindOf(name))), c})
		}
		groups = append(groups, cells)
	}
	out := map[string]Score{}
	for i, score := range bootstrap(groups, len(sums)) {
		out[sums[i]] = score
	}
	return out
}
