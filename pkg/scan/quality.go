package scan

import "math"

// entropy returns the Shannon entropy of the bytes of s, in bits a byte.
func entropy(s string) float64 {
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

// random returns a check that scores what the finding's entropy makes
// believable, and rejects placeholders such as a prefix and a row of x. The
// prefix has skip bytes, which do not count.
func random(skip int, bits, score float64) func(string, Match) float64 {
	return func(text string, m Match) float64 {
		if m.To-m.From <= skip || entropy(text[m.From+skip:m.To]) < bits {
			return 0
		}
		return score
	}
}

// kinds tells which kinds of bytes a value is made of.
type kinds struct{ lower, upper, digit, mark, other int }

func kindsOf(s string) kinds {
	var k kinds
	for i := range len(s) {
		switch c := s[i]; {
		case isLower(c):
			k.lower++
		case isUpper(c):
			k.upper++
		case isDigit(c):
			k.digit++
		case c == '_' || c == '-' || c == '.':
			k.mark++
		default:
			k.other++
		}
	}
	return k
}

func (k kinds) letters() int { return k.lower + k.upper }
