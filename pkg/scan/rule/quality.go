package rule

import "math"

// Entropy returns the Shannon entropy of the bytes of s, in bits a byte.
func Entropy(s string) float64 {
	if s == "" {
		return 0
	}
	var count [256]int
	for i := range len(s) {
		count[s[i]]++
	}
	sum := 0.0
	for _, n := range count {
		if n > 0 {
			sum += float64(n) * math.Log2(float64(n))
		}
	}
	n := float64(len(s))
	return math.Log2(n) - sum/n
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

func KindsOf(s string) Kinds {
	var k Kinds
	for i := range len(s) {
		switch c := s[i]; {
		case IsLower(c):
			k.Lower++
		case IsUpper(c):
			k.Upper++
		case IsDigit(c):
			k.Digit++
		case c == '_' || c == '-' || c == '.':
			k.Mark++
		default:
			k.Other++
		}
	}
	return k
}

func (k Kinds) Letters() int { return k.Lower + k.Upper }
