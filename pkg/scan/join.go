package scan

import "math/bits"

// joinsIn says whether a detector with Joins finds anything in a text as it is
// written: no other's finding is believed where a text is put together of pieces.
// It uses the memory of found.
func (s *Set) joinsIn(text string, found []Finding) bool {
	a, state := &s.words, uint16(0)
	for i := range len(text) {
		if state = a.step(state, text[i]); state&hitFlag == 0 {
			continue
		}
		if state &^= hitFlag; !s.gate(state, text, i+1) {
			continue
		}
		for _, h := range a.hitsOf(state) {
			end := i + 1 - int(h.after)
			if d := &s.detectors[h.detector]; d.Joins && a.fits(h, text, end) && s.beside(h, text, end) && d.stands(h, text, end) &&
				len(d.try(text, end-int(h.length), end, found[:0])) > 0 {
				return true
			}
		}
	}
	for i := nextDigit(text, 0); s.lengths && i < len(text); i = nextDigit(text, i) {
		at, end := i, digitsEnd(text, i)
		i = end
		size := min(end-at, maxRun)
		t, asked := s.tailsOf(size), s.digits[size]
		for may := s.around(t, text, at, end) & t.joins; may != 0; may &= may - 1 {
			if len(s.detectors[asked[bits.TrailingZeros64(may)]].try(text, at, end, found[:0])) > 0 {
				return true
			}
		}
		for _, n := range asked[min(64, len(asked)):] {
			if d := &s.detectors[n]; d.Joins && len(d.try(text, at, end, found[:0])) > 0 {
				return true
			}
		}
	}
	return false
}
