package rule

import "strings"

// Drawn says whether a value looks drawn by a machine: a hexadecimal number, or
// letters and digits in turns, or letters that make no words. It says nothing
// about what the value is for; a digest is drawn too.
func Drawn(s string) bool {
	k := KindsOf(s)
	n := len(s)
	switch {
	case n < 8 || nameWithNumber(s) || Placeholder(s) || Worded(s) || Chain(s):
		return false
	case Entropy(s) < leastEntropy(n):
		return false
	case k.Letters() == 0:
		return n >= 24 && k.Digit*4 >= n*3
	case k.Digit == 0:
		return unspeakable(s)
	case k.Digit == 1:
		return n >= 20 && unspeakable(s) || n >= 24 && k.Upper > 3 && k.Lower > 3 && turns(s)*3 >= n
	}
	if strings.HasPrefix(s, "0x") && n < 66 && k.Other+k.Mark == 0 {
		return false // an address or an id; a key in this form has 32 bytes
	}
	return k.Digit >= 3 || turns(s)*4 >= n || k.Digit >= 2 && n <= 20 || k.Digit >= 2 && unspeakable(s)
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
	share := 29
	if letters >= 32 {
		share = 32
	}
	return letters >= 20 && (hex == letters || vowels*100 < letters*share)
}

// turns counts where a small letter, a capital, a digit or a mark is followed by
// one of another kind, but for a capital that begins a word.
func turns(s string) int {
	kind := func(c byte) int {
		switch {
		case IsLower(c):
			return 0
		case IsUpper(c):
			return 1
		case IsDigit(c):
			return 2
		}
		return 3
	}
	n := 0
	for i := 1; i < len(s); i++ {
		if a, b := kind(s[i-1]), kind(s[i]); a != b && !(a == 1 && b == 0) {
			n++
		}
	}
	return n
}

// nameWithNumber says whether a value is words in camel case and one number at
// the end, as settings are called: encryptionKey1024.
func nameWithNumber(s string) bool {
	end := len(s)
	for end > 0 && IsDigit(s[end-1]) {
		end--
	}
	k := KindsOf(s[:end])
	return end < len(s) && len(s) < 24 && len(s)-end <= 5 && k.Letters() == end && k.Upper > 0 && k.Lower > k.Upper*2
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
