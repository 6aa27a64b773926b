package scan

import (
	"math/bits"

	"sluice/pkg/scan/rule"
)

// Scan returns what the detectors find in text, as it is written and under its
// disguises (package disguise), sorted by Start and not overlapping, or nil. What
// is found inside an encoded run is the whole run. Time grows linearly with the
// length of text.
func (s *Set) Scan(text string) []Finding {
	u := s.idle.Get().(*unmasker)
	defer s.idle.Put(u)
	u.left = budget(len(text))
	return u.all(text, 0)
}

// Plain is Scan without taking disguises off.
func (s *Set) Plain(text string) []Finding { return resolve(s.plain(text, nil, nil)) }

// plain appends what the detectors find in the text as it is written, where it was
// touched.
func (s *Set) plain(text string, where *touched, found []Finding) []Finding {
	found = s.scanWords(text, where, found)
	return s.scanDigits(text, where, found)
}

// scanWords walks the text in two halves at once: each step of the automaton
// waits for the one before it, so that two walks cost little more than one. The
// second begins as far before its half as the automaton looks back, where any
// state is as good as the right one.
func (s *Set) scanWords(text string, where *touched, found []Finding) []Finding {
	a := &s.words
	half := len(text) / 2
	from := half - a.keep + 1
	if from < 0 {
		return s.walk(text, 0, len(text), 0, where, found)
	}
	one, two := uint16(0), uint16(0)
	for j := from; j < half; j++ {
		two = a.step(two&^hitFlag, text[j])
	}
	two &^= hitFlag
	left, right := text[:half], text[half:2*half]
	for i := 0; ; {
		if i, one, two = a.pair(left, right, i, one, two); (one|two)&hitFlag == 0 {
			break
		}
		if one&hitFlag != 0 {
			one &^= hitFlag
			found = s.hits(text, one, i, where, found)
		}
		if two&hitFlag != 0 {
			two &^= hitFlag
			found = s.hits(text, two, half+i, where, found)
		}
	}
	return s.walk(text, 2*half, len(text), two, where, found)
}

// pair walks two texts of one length from i on, until one of them may have a hit, or
// to their end.
func (a *automaton) pair(left, right string, i int, one, two uint16) (int, uint16, uint16) {
	next, class := a.next, &a.class
	right = right[:len(left)]
	for i < len(left) {
		one = next[int(one)<<classBits|int(class[left[i]])]
		two = next[int(two)<<classBits|int(class[right[i]])]
		if i++; (one|two)&hitFlag != 0 {
			break
		}
	}
	return i, one, two
}

// walk goes on in one state from from to to.
func (s *Set) walk(text string, from, to int, state uint16, where *touched, found []Finding) []Finding {
	for i := from; i < to; i++ {
		if state = s.words.step(state, text[i]); state&hitFlag != 0 {
			state &^= hitFlag
			found = s.hits(text, state, i+1, where, found)
		}
	}
	return found
}

// hits asks the detectors whose literals end at end.
func (s *Set) hits(text string, state uint16, end int, where *touched, found []Finding) []Finding {
	if !s.gate(state, text, end) {
		return found
	}
	a := &s.words
	for _, h := range a.hitsOf(state) {
		stop := end - int(h.after)
		at := stop - int(h.length)
		if !a.fits(h, text, stop) || !s.beside(h, text, stop) {
			continue
		}
		if d := &s.detectors[h.detector]; d.stands(h, text, stop) && where.asks(d, at, stop) {
			found = d.try(text, at, stop, found)
		}
	}
	return found
}

// nextDigit returns where the first digit from from on is, or the length of text.
// It looks at eight bytes at once: a byte is a digit if, with 0x30 taken off by
// XOR, it is below ten.
func nextDigit(text string, from int) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for ; from+8 <= len(text); from += 8 {
		x := word(text[from:from+8]) ^ '0'*ones
		if no := (x&^high + (0x80-10)*ones | x) & high; no != high {
			return from + bits.TrailingZeros64(^no&high)/8
		}
	}
	for from < len(text) && !rule.IsDigit(text[from]) {
		from++
	}
	return from
}

// word reads eight bytes, the first in the lowest place: one load.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
