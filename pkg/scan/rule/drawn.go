package rule

import "strings"

// Drawn says whether a value looks drawn by a machine: a hexadecimal number, or
// letters and digits in turns, or letters that make no words. It says nothing
// about what the value is for; a digest is drawn too.
func Drawn(s string) bool {
	n, k := len(s), KindsOf(s)
	if n < 8 || k.Digit < 2 && n < 14 { // a word; the rest of the looks is for what is left
		return false
	}
	if nameWithNumber(s) || Worded(s) || Chain(s) || fileName(s) || Placeholder(s) || Entropy(s) < leastEntropy(n) {
		return false
	}
	switch {
	case k.Mark+k.Other > 0 && !grouped(s) && !longRun(s) && bareTurns(s)*4 < n && !(k.Digit >= 4 && capitalGroups(s, 4)):
		return false // names put together
	case k.Letters() == 0:
		return n >= 24 && k.Digit*4 >= n*3
	case k.Digit == 0:
		return unspeakable(s, k) || jumbled(s, k)
	case k.Digit == 1:
		return n >= 20 && unspeakable(s, k) || jumbled(s, k) || n >= 24 && k.Upper > 3 && k.Lower > 3 && turns(s)*3 >= n
	}
	if strings.HasPrefix(s, "0x") && n < 66 && allHex(s[2:]) {
		return false // an address or an id; a key in this form has 32 bytes
	}
	return k.Digit >= 3 || turns(s)*4 >= n || k.Digit >= 2 && n <= 20 || k.Digit >= 2 && unspeakable(s, k)
}

// leastEntropy is low for long values: a row of ten letters repeated is drawn by
// nobody, but is no word either.
func leastEntropy(n int) float64 {
	if n >= 24 {
		return 2.5
	}
	return 3
}

// unspeakable says whether the letters of a value, which is of the kinds k, make
// no words: 20 and more, and few vowels among them, or many of the letters that words
// rarely have, or none but those of hexadecimal digits.
func unspeakable(s string, k Kinds) bool {
	letters, vowels, hex, rare := k.Letters(), 0, 0, 0
	if letters < 20 || k.Upper > 0 && k.Upper*4 <= letters {
		return false // NetworkInsightsPaths
	}
	for i := range len(s) {
		switch s[i] | 0x20 {
		case 'a', 'e':
			vowels, hex = vowels+1, hex+1
		case 'i', 'o', 'u', 'y':
			vowels++
		case 'b', 'c', 'd', 'f':
			hex++
		case 'j', 'q', 'v', 'x', 'z':
			rare++
		}
	}
	share := 29
	if letters >= 32 {
		share = 32
	}
	return hex == letters || vowels*100 < letters*share || rare*20 >= letters*3
}

// jumbled says whether small letters and capitals change places as they do in no
// name of several words: capitals stand together here and there, less than half of
// the value is rows of small letters, and few letters are vowels, as in
// GeoZDMENcKHVmDGA.
func jumbled(s string, k Kinds) bool {
	if len(s) < 14 || k.Mark+k.Other > 0 || k.Upper < 4 || k.Lower < 4 || cases(s)*3 < len(s) {
		return false
	}
	vowels, pairs, worded, small := 0, 0, 0, 0
	for i := range len(s) {
		switch s[i] | 0x20 {
		case 'a', 'e', 'i', 'o', 'u':
			vowels++
		}
		if IsLower(s[i]) {
			if small++; small == 3 {
				worded += 4 // the capital before them too
			} else if small > 3 {
				worded++
			}
			continue
		}
		if small = 0; i > 0 && IsUpper(s[i]) && IsUpper(s[i-1]) {
			pairs++
		}
	}
	return vowels*100 < k.Letters()*30 && pairs > 1 && worded*2 < len(s)
}

// turns counts where a small letter, a capital, a digit or a mark is followed by
// one of another kind, but for a capital that begins a word.
func turns(s string) int {
	n := 0
	for i := 1; i < len(s); i++ {
		if a, b := min(kinds[s[i-1]], mark), min(kinds[s[i]], mark); a != b && !(a == upper && b == lower) {
			n++
		}
	}
	return n
}

// bareTurns are the turns of a value without what is neither a letter nor a
// digit.
func bareTurns(s string) int {
	n, last := 0, mark
	for i := range len(s) {
		k := kinds[s[i]]
		if k >= mark {
			continue
		}
		if k != last && last != mark && !(last == upper && k == lower) {
			n++
		}
		last = k
	}
	return n
}

// nameWithNumber says whether a value is words in camel case and one number at
// the end, as settings are called: encryptionKey1024.
func nameWithNumber(s string) bool {
	if s == "" || len(s) >= 64 || !IsDigit(s[len(s)-1]) {
		return false
	}
	end := len(s)
	for end > 0 && IsDigit(s[end-1]) {
		end--
	}
	if len(s)-end > 5 {
		return false
	}
	k := KindsOf(s[:end])
	return k.Letters() == end && k.Upper > 0 && k.Lower > k.Upper*2
}

// fileName says whether a value ends in what says the kind of a file.
func fileName(s string) bool {
	tail := s[max(0, len(s)-6):]
	dot := strings.LastIndexByte(tail, '.')
	if dot < 0 || dot == 0 && len(tail) == len(s) {
		return false
	}
	end := tail[dot+1:]
	k := KindsOf(end)
	return k.Lower > 0 && k.Lower+k.Digit == len(end) && k.Digit <= 1
}

// capitalGroups says whether a value is four and more groups of capitals and
// digits, of one length of at least least, as keys of licences are.
func capitalGroups(s string, least int) bool {
	size := strings.IndexByte(s, '-')
	if size < least || (len(s)+1)%(size+1) != 0 || len(s) < 4*size+3 {
		return false
	}
	for i := range len(s) {
		if dash := i%(size+1) == size; dash != (s[i] == '-') || !dash && !IsUpper(s[i]) && !IsDigit(s[i]) {
			return false
		}
	}
	return true
}

// longRun says whether 16 letters and digits stand in a row.
func longRun(s string) bool {
	n := 0
	for i := range len(s) {
		if n++; kinds[s[i]] >= mark {
			n = 0
		}
		if n == 16 {
			return true
		}
	}
	return false
}

// UUID says whether s is a UUID in text (RFC 9562).
func UUID(s string) bool {
	if !grouped(s) {
		return false
	}
	for i := range len(s) {
		if s[i] != '-' && !IsHex(s[i]) {
			return false
		}
	}
	return true
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
