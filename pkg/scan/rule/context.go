package rule

// Near says whether one of the words, lower case, stands within before bytes
// before start or after bytes after end, in any case. A word is only seen
// where no letter stands directly before it; what follows it is free, so that
// "card" is seen in "cards" and "card_number".
func Near(text string, start, end, before, after int, words ...string) bool {
	return holds(text, max(0, start-before), start, words) || holds(text, end, min(len(text), end+after), words)
}

func holds(text string, from, to int, words []string) bool {
	var first [4]uint64 // the first bytes of words, a bit each
	for _, w := range words {
		first[w[0]>>6] |= 1 << (w[0] & 63)
	}
	for i := from; i < to; i++ {
		if c := Lower(text[i]); first[c>>6]>>(c&63)&1 == 0 {
			continue
		}
		if i > 0 && IsLetter(text[i]) && IsLetter(text[i-1]) && !(IsUpper(text[i]) && IsLower(text[i-1])) {
			continue
		}
		for _, w := range words {
			if len(w) <= to-i && SameFold(text[i:i+len(w)], w) {
				return true
			}
		}
	}
	return false
}

// SameFold compares s with a lower case ASCII word of the same length.
func SameFold(s, word string) bool {
	for i := range len(word) {
		if Lower(s[i]) != word[i] {
			return false
		}
	}
	return true
}

// HasPrefixFold says whether text has the lower case word at from.
func HasPrefixFold(text string, from int, word string) bool {
	return from >= 0 && len(text)-from >= len(word) && SameFold(text[from:from+len(word)], word)
}
