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
	case Entropy(s) < leastEntropy(n) || fileName(s):
		return false
	case k.Mark+k.Other > 0 && !grouped(s) && !serial(s) && longestRun(s) < 16 && turns(unmarked(s))*4 < n:
		return false // names put together
	case k.Letters() == 0:
		return n >= 24 && k.Digit*4 >= n*3
	case k.Digit == 0:
		return unspeakable(s)
	case k.Digit == 1:
		return n >= 20 && unspeakable(s) || n >= 24 && k.Upper > 3 && k.Lower > 3 && turns(s)*3 >= n
	}
	if strings.HasPrefix(s, "0x") && n < 66 && allHex(s[2:]) {
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
	if k := KindsOf(s); k.Upper > 0 && k.Upper*4 <= letters {
		return false // NetworkInsightsPaths
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
	return end < len(s) && len(s) < 64 && len(s)-end <= 5 && k.Letters() == end && k.Upper > 0 && k.Lower > k.Upper*2
}

// fileName says whether a value ends in what says the kind of a file.
func fileName(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot < 1 || len(s)-dot < 2 || len(s)-dot > 6 {
		return false
	}
	k := KindsOf(s[dot+1:])
	return k.Lower > 0 && k.Lower+k.Digit == len(s)-dot-1 && k.Digit <= 1
}

// serial says whether a value is four and more groups of capitals and digits, of
// one length, as keys of licences are.
func serial(s string) bool {
	groups := strings.Split(s, "-")
	for _, g := range groups {
		if k := KindsOf(g); len(g) != len(groups[0]) || len(g) < 4 || k.Upper+k.Digit != len(g) {
			return false
		}
	}
	return len(groups) >= 4 && KindsOf(s).Digit >= 4
}

// unmarked is a value without what is neither a letter nor a digit.
func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && IsAlnum(byte(r)) {
			return r
		}
		return -1
	}, s)
}

// longestRun is how many letters and digits stand in a row.
func longestRun(s string) int {
	longest, n := 0, 0
	for i := range len(s) {
		n++
		if !IsAlnum(s[i]) {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

// UUID says whether s is a UUID in text (RFC 9562).
func UUID(s string) bool {
	return grouped(s) && allHex(strings.ReplaceAll(s, "-", ""))
}

func allHex(s string) bool {
	for i := range len(s) {
		if !IsHex(s[i]) {
			return false
		}
	}
	return true
}

// grouped says whether the letters and digits of s stand in groups as those of a
// UUID do.
func grouped(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (s[i] == '-') || !dash && !IsAlnum(s[i]) {
			return false
		}
	}
	return true
}
