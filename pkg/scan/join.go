package scan

import "sluice/pkg/scan/rule"

// joinsIn says whether a detector with Joins finds anything in a text as it is
// written: no other's finding is believed where a text is put together of pieces.
// It uses the memory of found.
func (s *Set) joinsIn(text string, found []Finding) bool {
	a, state := &s.words, uint16(0)
	for i := range len(text) {
		if state = a.step(state, text[i]); state&hitFlag == 0 {
			continue
		}
		state &^= hitFlag
		for _, h := range a.hitsOf(state) {
			end := i + 1 - int(h.after)
			if d := &s.detectors[h.detector]; d.Joins && a.fits(h, text, end) && s.beside(h, text, end) && d.stands(h, text, end) &&
				len(d.try(text, end-int(h.length), end, found[:0])) > 0 {
				return true
			}
		}
	}
	for i := nextDigit(text, 0); s.lengths && i < len(text); i = nextDigit(text, i) {
		end := i + 1
		for end < len(text) && rule.IsDigit(text[end]) {
			end++
		}
		for _, n := range s.joined[min(end-i, maxRun)] {
			if len(s.detectors[n].try(text, i, end, found[:0])) > 0 {
				return true
			}
		}
		i = end
	}
	return false
}
