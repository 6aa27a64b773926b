// Package spans compares what two scanners found in the same text. It knows
// places and names of rules, never what stands there.
package spans

import (
	"cmp"
	"slices"
)

// Span is a finding: bytes Start to End of a text, by a rule.
type Span struct {
	Rule       string
	Start, End int
}

// Scanner finds spans in a text.
type Scanner interface {
	Scan(text string) []Span
}

// Unite makes of overlapping spans one that covers them, named for the
// longest: what Sluice does with findings of one type, so that a scanner that
// reports each rule for itself can be compared with it.
func Unite(found []Span) []Span {
	found = slices.Clone(found)
	slices.SortFunc(found, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Rule, b.Rule))
	})
	var out []Span
	longest := 0
	for _, s := range found {
		n := len(out) - 1
		if n < 0 || s.Start >= out[n].End {
			out, longest = append(out, s), s.End-s.Start
			continue
		}
		if s.End-s.Start > longest {
			out[n].Rule, longest = s.Rule, s.End-s.Start
		}
		out[n].End = max(out[n].End, s.End)
	}
	return out
}

// Kind says how a finding of one scanner stands to those of the other.
type Kind string

// The kinds of difference.
const (
	Missed Kind = "missed"       // theirs, and none of ours overlaps it
	Extra  Kind = "extra"        // ours, and none of theirs overlaps it
	Bounds Kind = "other bounds" // both, with another beginning or end
)

// Difference is one place where two scanners differ.
type Difference struct {
	Kind   Kind
	Theirs Span // zero where Kind is Extra
	Ours   Span // zero where Kind is Missed
}

// Diff compares two lists that do not overlap, sorted by Start, and counts
// what is the same in both.
func Diff(theirs, ours []Span) (same int, all []Difference) {
	met := make([]bool, len(ours))
	for _, t := range theirs {
		found := Difference{Kind: Missed, Theirs: t}
		for i, o := range ours {
			if o.End <= t.Start || o.Start >= t.End {
				continue
			}
			met[i] = true
			if o.Start == t.Start && o.End == t.End {
				found.Kind = ""
			} else if found.Kind == Missed {
				found.Kind, found.Ours = Bounds, o
			}
		}
		if found.Kind == "" {
			same++
		} else {
			all = append(all, found)
		}
	}
	for i, o := range ours {
		if !met[i] {
			all = append(all, Difference{Kind: Extra, Ours: o})
		}
	}
	return same, all
}
