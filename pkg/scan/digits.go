package scan

import (
	"math/bits"

	"sluice/pkg/scan/rule"
)

// scanDigits asks the detectors that look at runs of digits.
func (s *Set) scanDigits(text string, where *touched, found []Finding) []Finding {
	if !s.lengths {
		return found
	}
	for i := nextDigit(text, 0); i < len(text); i = nextDigit(text, i) {
		at, end := i, digitsEnd(text, i)
		i = end
		if where != nil && s.digitSpan > 0 && !where.in(at-streamContext, end+s.digitSpan) {
			continue
		}
		size := min(end-at, maxRun)
		asked := s.digits[size]
		for may := s.around(s.tailsOf(size), text, at, end); may != 0; may &= may - 1 {
			found = s.detectors[asked[bits.TrailingZeros64(may)]].find(text, at, end, found)
		}
		for _, n := range asked[min(64, len(asked)):] {
			found = s.detectors[n].try(text, at, end, found)
		}
	}
	return found
}

// digitsEnd returns where the run of digits at at ends.
func digitsEnd(text string, at int) int {
	end := at + 1
	for end < len(text) && rule.IsDigit(text[end]) {
		end++
	}
	return end
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
