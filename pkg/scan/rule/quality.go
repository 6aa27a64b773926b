package rule

import (
	"math"
	"math/bits"
)

// Entropy returns the Shannon entropy of the bytes of s, in bits a byte.
func Entropy(s string) float64 {
	if s == "" {
		return 0
	}
	var count [256]uint32
	var seen [4]uint64 // the bytes that s has, a bit each
	for i := range len(s) {
		c := s[i]
		count[c]++
		seen[c>>6] |= 1 << (c & 63)
	}
	sum := 0.0
	for i, set := range seen {
		for ; set != 0; set &= set - 1 {
			sum += timesLog(count[i<<6+bits.TrailingZeros64(set)])
		}
	}
	n := float64(len(s))
	return math.Log2(n) - sum/n
}

// timesLogs are n*log2(n) of small n.
var timesLogs = func() (t [64]float64) {
	for n := 1; n < len(t); n++ {
		t[n] = float64(n) * math.Log2(float64(n))
	}
	return t
}()

func timesLog(n uint32) float64 {
	if n < uint32(len(timesLogs)) {
		return timesLogs[n]
	}
	return float64(n) * math.Log2(float64(n))
}

// Random returns a check that scores what the finding's entropy makes
// believable, and rejects placeholders such as a prefix and a row of x. The
// prefix has skip bytes, which do not count.
func Random(skip int, bits, score float64) func(string, Match) float64 {
	return func(text string, m Match) float64 {
		if m.To-m.From <= skip || Entropy(text[m.From+skip:m.To]) < bits {
			return 0
		}
		return score
	}
}

// Kinds tells which kinds of bytes a value is made of.
type Kinds struct{ Lower, Upper, Digit, Mark, Other int }

// kind is what one byte is of these.
type kind uint8

const (
	lower kind = iota
	upper
	digit
	mark
	other
)

var kinds = func() (t [256]kind) {
	for i := range t {
		switch c := byte(i); {
		case IsLower(c):
			t[i] = lower
		case IsUpper(c):
			t[i] = upper
		case IsDigit(c):
			t[i] = digit
		case c == '_' || c == '-' || c == '.':
			t[i] = mark
		default:
			t[i] = other
		}
	}
	return t
}()

func KindsOf(s string) Kinds {
	var n [other + 1]int
	for i := range len(s) {
		n[kinds[s[i]]]++
	}
	return Kinds{Lower: n[lower], Upper: n[upper], Digit: n[digit], Mark: n[mark], Other: n[other]}
}

func (k Kinds) Letters() int { return k.Lower + k.Upper }
