package rule

import "strings"

// Drawn says whether a value looks drawn by a machine: a hexadecimal number, or
// letters and digits in turns, or letters that make no words. It says nothing
// about what the value is for; a digest is drawn too.
func Drawn(s string) bool {
	k := KindsOf(s)
	n := len(s)
	switch {
	case n < 8 || Placeholder(s) || Worded(s) || Chain(s):
		return false
	case Entropy(s) < leastEntropy(n):
		return false
	case k.Letters() == 0:
		return n >= 24 && k.Digit*4 >= n*3
	case k.Digit == 0:
		return unspeakable(s)
	case k.Digit == 1:
		return n >= 24 && k.Upper > 3 && k.Lower > 3 && unspeakable(s)
	}
	return k.Digit >= 3 || k.Digit >= 2 && n <= 20 || k.Digit >= 2 && unspeakable(s)
}

// leastEntropy is low for long values: a row of ten letters repeated is drawn by
// nobody, but is no word either.
func leastEntropy(n int) float64 {
	if n >= 24 {
		return 2.5
	}
	return 3
}

// unspeakable says whether the letters of a value make no words: 20 and more,
// and few vowels among them, or none but those of hexadecimal digits.
func unspeakable(s string) bool {
	letters, vowels, hex := 0, 0, 0
	for i := range len(s) {
		if !IsLetter(s[i]) {
			continue
		}
		letters++
		if strings.IndexByte("aeiouy", Lower(s[i])) >= 0 {
			vowels++
		}
		if IsHex(s[i]) {
			hex++
		}
	}
	return letters >= 20 && (hex == letters || vowels*100 < letters*29)
}

// UUID says whether s is a UUID in text (RFC 9562).
func UUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (s[i] == '-') || !dash && !IsHex(s[i]) {
			return false
		}
	}
	return true
}
