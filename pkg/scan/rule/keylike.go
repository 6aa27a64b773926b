package rule

import "strings"

// Keylike is weaker than Drawn: it says whether a value may be a key where its
// name plainly says that one follows. It takes keys that nobody drew, such as a
// row of the alphabet, and refuses placeholders, masks, words and names.
func Keylike(s string) bool {
	if UUID(s) {
		return Entropy(s) > 1.5
	}
	if len(s) < 16 || Chain(s) || fileName(s) || nameWithNumber(s) {
		return false
	}
	groups := capitalGroups(s, 5) || numberedGroups(s)
	if !groups && !longRun(s) || strings.Contains(s, "://") || Placeholder(s) || Entropy(s) < 1.8 {
		return false
	}
	if groups {
		return true
	}
	k := KindsOf(s)
	bare := k.Letters() + k.Digit
	switch {
	case k.Letters() == 0:
		return bare >= 20
	case k.Digit < 2:
		return k.Digit == 1 && bare >= 16 && k.Upper >= 2 && k.Lower >= 2 && cases(s)*2 >= bare
	case k.Letters() < 2:
		return false
	}
	return k.Upper == 0 || k.Lower == 0 || k.Digit >= 4 || cases(s)*3 >= bare
}

// numberedGroups says whether a value has the form of a UUID with other letters or
// lengths: four and more groups of four and more letters and digits between dashes,
// of which most have a digit.
func numberedGroups(s string) bool {
	groups, numbered := 0, 0
	for part := range strings.SplitSeq(s, "-") {
		k := KindsOf(part)
		if len(part) < 4 || k.Mark+k.Other > 0 {
			return false
		}
		groups++
		if k.Digit > 0 && (k.Letters() > 0 || len(part) > 4) {
			numbered++
		}
	}
	return groups >= 4 && numbered*2 > groups && KindsOf(s).Digit >= 6
}

// cases counts where a small letter, a capital or a digit is followed by one of
// another kind, whatever marks stand between.
func cases(s string) int {
	n, last := 0, mark
	for i := range len(s) {
		k := kinds[s[i]]
		if k >= mark {
			continue
		}
		if k != last && last != mark {
			n++
		}
		last = k
	}
	return n
}
