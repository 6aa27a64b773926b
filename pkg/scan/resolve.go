package scan

import (
	"cmp"
	"slices"
	"strings"
)

// resolve makes of all candidates findings that do not overlap. A candidate
// that overlaps one of a type of higher rank is dropped, or cut where it says
// what could not be looked at; overlapping ones of the same type become one that
// covers them all, named for the best of them. So every byte of every candidate
// of the highest rank is covered.
func resolve(found []Finding) []Finding {
	if len(found) < 2 {
		return found
	}
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank(a.Type), rank(b.Type)), strings.Compare(string(a.Type), string(b.Type)),
			cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), strings.Compare(a.Rule, b.Rule))
	})
	var kept []Finding // of the types done so far, sorted by Start
	for i := 0; i < len(found); {
		j := i
		for j < len(found) && found[j].Type == found[i].Type {
			j++
		}
		kept = merge(kept, unite(without(found[i:j], kept)))
		i = j
	}
	return kept
}

// without drops the candidates that overlap a kept finding. Both are sorted.
func without(found, kept []Finding) []Finding {
	if len(kept) == 0 {
		return found
	}
	if len(found) > 0 && found[0].Type == Unscannable {
		return beside(found, kept)
	}
	rest := found[:0]
	k := 0
	for _, f := range found {
		for k < len(kept) && kept[k].End <= f.Start {
			k++
		}
		if k == len(kept) || kept[k].Start >= f.End {
			rest = append(rest, f)
		}
	}
	return rest
}

// beside cuts the kept findings out of what could not be looked at, rather than
// to drop it: nothing says of the rest that it is harmless. Both are sorted.
func beside(found, kept []Finding) []Finding {
	var rest []Finding
	k := 0
	for _, f := range found {
		for k < len(kept) && kept[k].End <= f.Start {
			k++
		}
		end := f.End
		for _, hole := range kept[k:] {
			if hole.Start >= end {
				break
			}
			if f.End = hole.Start; f.Start < f.End {
				rest = append(rest, f)
			}
			f.Start = max(f.Start, hole.End)
		}
		if f.End = end; f.Start < f.End {
			rest = append(rest, f)
		}
	}
	return rest
}

// unite merges overlapping candidates of one type, sorted by Start.
func unite(found []Finding) []Finding {
	united := found[:0]
	var best Finding // the best of the last one united
	for _, f := range found {
		n := len(united) - 1
		if n < 0 || f.Start >= united[n].End {
			united, best = append(united, f), f
			continue
		}
		if better(f, best) {
			best = f
			united[n].Rule, united[n].Score = f.Rule, f.Score
		}
		united[n].End = max(united[n].End, f.End)
	}
	return united
}

func better(a, b Finding) bool {
	return cmp.Or(cmp.Compare(a.Score, b.Score), cmp.Compare(a.End-a.Start, b.End-b.Start), strings.Compare(b.Rule, a.Rule)) > 0
}

// merge returns the union of two sorted lists that do not overlap.
func merge(a, b []Finding) []Finding {
	out := make([]Finding, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].Start < b[0].Start {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
