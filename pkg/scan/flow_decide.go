package scan

import (
	"cmp"
	"slices"
)

// decide takes the findings that lie before hold, which none to come can
// overlap, and returns up to where the text is decided.
func (s *flow) decide(hold int) (out []Finding, limit int) {
	all := s.candidates()
	i := 0
	for i < len(all) {
		j, end := row(all, i)
		if end > hold {
			hold = min(hold, all[i].Start)
			break
		}
		if j == i+1 {
			out = append(out, all[i])
		} else {
			out = append(out, resolve(slices.Clone(all[i:j]))...)
		}
		i = j
	}
	s.found = append(s.found[:0], s.found[i:]...) // what goes on comes after all[i]
	return out, hold
}

// candidates returns all candidates, sorted: those found, and those that go on
// beyond the text.
func (s *flow) candidates() []Finding {
	if !s.sorted {
		slices.SortFunc(s.found, byStart)
		s.sorted = true
	}
	if s.forced == 0 {
		return s.found
	}
	all := slices.Clone(s.found)
	for i := range s.pending {
		if p := &s.pending[i]; p.forced {
			f := p.finding
			f.End = len(s.text) + 1
			all = append(all, f)
		}
	}
	slices.SortFunc(all, byStart)
	return all
}

func byStart(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// row returns which of the sorted candidates hang together with the one at i
// by overlaps, up to all[j], and the end of them.
func row(all []Finding, i int) (j, end int) {
	end = all[i].End
	for j = i + 1; j < len(all) && all[j].Start < end; j++ {
		end = max(end, all[j].End)
	}
	return j, end
}

// cut makes one finding of the first row of candidates, as far as it is
// there, and leaves the rest of it to the next release.
func (s *flow) cut() (Finding, int) {
	all := s.candidates()
	j, end := row(all, 0)
	one := slices.MinFunc(all[:j], func(a, b Finding) int {
		if by := cmp.Compare(rank(a.Type), rank(b.Type)); by != 0 {
			return by
		}
		if better(a, b) {
			return -1
		}
		return 1
	})
	one.Start, one.End = all[0].Start, min(end, wholeRunes(s.text))
	s.found = slices.DeleteFunc(s.found, func(f Finding) bool { return f.End <= one.End })
	for i := range s.found {
		s.found[i].Start = max(s.found[i].Start, one.End)
	}
	for i := range s.pending {
		s.pending[i].finding.Start = max(s.pending[i].finding.Start, one.End)
	}
	s.sorted, s.cutAt = false, one.End
	return one, one.End
}
