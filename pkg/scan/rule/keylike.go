package rule

import "strings"

// Keylike is weaker than Drawn: it says whether a value may be a key where its
// name plainly says that one follows. It takes keys that nobody drew, such as a
// row of the alphabet, and refuses placeholders, masks, words and names.
func Keylike(s string) bool {
	if UUID(s) {
		return Entropy(s) > 1.5
	}
	if len(s) < 16 || Placeholder(s) || Chain(s) || fileName(s) || nameWithNumber(s) || Entropy(s) < 1.8 || strings.Contains(s, "://") {
		return false
	}
	if capitalGroups(s) {
		return true
	}
	body := unmarked(s)
	k := KindsOf(body)
	switch {
	case longestRun(s) < 16:
		return false
	case k.Letters() == 0:
		return len(body) >= 20
	case k.Digit < 2:
		return k.Digit == 1 && len(body) >= 16 && k.Upper >= 2 && k.Lower >= 2 && cases(body)*2 >= len(body)
	case k.Letters() < 2:
		return false
	}
	return k.Upper == 0 || k.Lower == 0 || k.Digit >= 4 || cases(body)*3 >= len(body)
}

// capitalGroups says whether a value is four and more groups of capitals and
// digits, of one length of at least five.
func capitalGroups(s string) bool {
	groups := strings.Split(s, "-")
	for _, g := range groups {
		if k := KindsOf(g); len(g) != len(groups[0]) || len(g) < 5 || k.Upper+k.Digit != len(g) {
			return false
		}
	}
	return len(groups) >= 4
}

// cases counts where a small letter, a capital or a digit is followed by one of
// another kind.
func cases(s string) int {
	n := 0
	for i := 1; i < len(s); i++ {
		if IsLower(s[i]) != IsLower(s[i-1]) || IsDigit(s[i]) != IsDigit(s[i-1]) {
			n++
		}
	}
	return n
}
