package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sluice/pkg/scan/names/internal/feature"
)

// MaxSentence bounds a sentence, in bytes.
const MaxSentence = feature.MaxSentence

// Sentence gives the end of the sentence of text that starts at from, with the blanks after it: after a blank line,
// after a full stop that is no abbreviation's, or, in text without either, at the last line or word that ends within
// MaxSentence bytes. Single line ends do not end a sentence, as an address goes over lines. It reads at most
// MaxSentence bytes.
//
// whole is false where text ends before the end is sure: end is then the length of text, and more text may move it.
// Where whole is true, no text that follows does, so that a stream may find names in what has ended. What Find says of
// a sentence depends on nothing but its bytes.
func Sentence(text string, from int) (end int, whole bool) {
	window := text[from:min(len(text), from+MaxSentence)]
	full := len(window) == MaxSentence
	for at := 0; at < len(window); {
		r, size := utf8.DecodeRuneInString(window[at:])
		if !unicode.IsSpace(r) || at == 0 {
			at += size
			continue
		}
		next, lines := at, 0
		for next < len(window) {
			b, n := utf8.DecodeRuneInString(window[next:])
			if !unicode.IsSpace(b) {
				break
			}
			if b == '\n' {
				lines++
			}
			next += n
		}
		if next == len(window) || !utf8.FullRuneInString(window[next:]) {
			break // what follows is not known
		}
		after, _ := utf8.DecodeRuneInString(window[next:])
		if lines > 1 || stops(window[:at], after, lines > 0) {
			return from + next, true
		}
		at = next
	}
	if !full {
		return len(text), false
	}
	return from + cut(window), true
}

// cut gives where to end a sentence that fills the window: after the last line in its second half, else after the
// last word, else before the last letter that may not be whole.
func cut(window string) int {
	if i := strings.LastIndexByte(window, '\n'); i >= len(window)/2 {
		return i + 1
	}
	if i := strings.LastIndexAny(window, " \t"); i > 0 {
		return i + 1
	}
	end := len(window)
	for back := 1; back < utf8.UTFMax; back++ {
		if utf8.RuneStart(window[end-back]) {
			if !utf8.FullRuneInString(window[end-back:]) {
				end -= back
			}
			break
		}
	}
	return end
}

// stops reports whether text ends in a full stop, where next is the first rune after the blanks. A question within a
// line goes on to its answer, of which it may tell what it is.
func stops(text string, next rune, line bool) bool {
	for len(text) > 0 && strings.IndexByte("\"')]*_", text[len(text)-1]) >= 0 {
		text = text[:len(text)-1]
	}
	last, size := utf8.DecodeLastRuneInString(text)
	switch last {
	case '?', '？':
		return line && !unicode.IsLower(next)
	case '!', '…', '。', '！':
		return !unicode.IsLower(next)
	case '.':
	default:
		return false
	}
	if unicode.IsLower(next) || next == ',' || next == ';' {
		return false
	}
	return !abbreviates(text[:len(text)-size])
}

// longestShort bounds the abbreviations of short, in bytes.
const longestShort = 6

// longNumber is the digits from which a number is a year or a postal code, after which a dot ends the sentence: that of
// a house, or of a day, is shorter.
const longNumber = 4

// abbreviates reports whether the word before a dot is a short number, a single letter or a usual abbreviation.
func abbreviates(text string) bool {
	digits := 0
	for digits < min(longNumber, len(text)) && '0' <= text[len(text)-1-digits] && text[len(text)-1-digits] <= '9' {
		digits++
	}
	if digits > 0 {
		return digits < longNumber
	}
	start := len(text)
	for start > 0 && len(text)-start <= longestShort {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if unicode.IsDigit(r) {
			return true
		}
		if !unicode.IsLetter(r) {
			break
		}
		start -= size
	}
	word := text[start:]
	if utf8.RuneCountInString(word) == 1 {
		return true
	}
	if len(word) > longestShort {
		return false
	}
	return short(word)
}

// short reports whether word, in any case, is a usual abbreviation.
func short(word string) bool {
	var small [longestShort]byte
	for i := range len(word) {
		small[i] = word[i]
		if 'A' <= word[i] && word[i] <= 'Z' {
			small[i] += 'a' - 'A'
		}
	}
	switch string(small[:len(word)]) {
	case "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "fr", "sr", "jr", "sra", "hr", "fru", "mme", "mlle", "herr", "dott", "ing", "mgr",
		"gen", "col", "capt", "cpt", "lt", "sgt", "maj", "cmdr", "sen", "rep", "gov", "pres", "hon", "esq", "phd", "st", "ste",
		"ave", "av", "avda", "rd", "blvd", "ln", "ct", "pl", "sq", "hwy", "pkwy", "apt", "bldg", "fl", "rm", "no", "nr", "ul", "al", "os",
		"str", "strasse", "utca", "krt", "bul", "cad", "sok", "jl", "mt", "ft", "pt",
		"inc", "corp", "ltd", "co", "bros", "dept", "univ", "assn", "intl", "pty", "pvt", "vs", "etc", "cf", "approx", "ca", "nee", "aka":
		return true
	}
	return false
}
