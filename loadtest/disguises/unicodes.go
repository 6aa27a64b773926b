package disguises

import (
	"math/rand"
	"strings"
)

// cyrillic and greek pair ASCII letters with letters that read the same.
var cyrillic = map[rune]rune{'A': 'А', 'B': 'В', 'C': 'С', 'E': 'Е', 'H': 'Н', 'I': 'І', 'J': 'Ј', 'K': 'К', 'M': 'М', 'O': 'О', 'P': 'Р',
	'S': 'Ѕ', 'T': 'Т', 'X': 'Х', 'a': 'а', 'c': 'с', 'e': 'е', 'h': 'һ', 'i': 'і', 'j': 'ј', 'o': 'о', 'p': 'р', 's': 'ѕ', 'x': 'х', 'y': 'у'}

var greek = map[rune]rune{'A': 'Α', 'B': 'Β', 'E': 'Ε', 'H': 'Η', 'I': 'Ι', 'K': 'Κ', 'M': 'Μ', 'N': 'Ν', 'O': 'Ο', 'P': 'Ρ', 'T': 'Τ', 'X': 'Χ', 'Y': 'Υ', 'Z': 'Ζ', 'o': 'ο', 'v': 'ν'}

func swap(table map[rune]rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(c rune) rune {
			if to, ok := table[c]; ok {
				return to
			}
			return c
		}, s)
	}
}

// shift moves upper case, lower case and digits to other blocks; 0 leaves them.
func shift(upper, lower, digit rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(c rune) rune {
			switch {
			case c >= 'A' && c <= 'Z' && upper != 0:
				return upper + c - 'A'
			case c >= 'a' && c <= 'z' && lower != 0:
				return lower + c - 'a'
			case c >= '0' && c <= '9' && digit != 0:
				return digit + c - '0'
			}
			return c
		}, s)
	}
}

func fullwidth(s string) string {
	return strings.Map(func(c rune) rune {
		if c > ' ' && c < 0x7f {
			return c - '!' + '！'
		}
		return c
	}, s)
}

func tags(s string) string {
	return strings.Map(func(c rune) rune { return c + 0xE0000 }, s)
}

// between puts a mark between all characters.
func between(mark string) func(string) string {
	return func(s string) string { return strings.Join(strings.Split(s, ""), mark) }
}

func middle(mark string) func(string) string {
	return func(s string) string { return s[:len(s)/2] + mark + s[len(s)/2:] }
}

func unicodes() []Form {
	const c = "unicode"
	return []Form{
		plain("Cyrillic look-alikes", c, swap(cyrillic)),
		plain("Greek look-alikes", c, swap(greek)),
		chance("Cyrillic look-alikes, some", c, func(s string, r *rand.Rand) string {
			return strings.Map(func(ch rune) rune {
				if to, ok := cyrillic[ch]; ok && r.Intn(2) == 0 {
					return to
				}
				return ch
			}, s)
		}),
		plain("fullwidth", c, fullwidth),
		plain("mathematical bold", c, shift('𝐀', '𝐚', '𝟎')),
		plain("mathematical sans-serif bold italic", c, shift('𝘼', '𝙖', '𝟬')),
		plain("mathematical monospace", c, shift('𝙰', '𝚊', '𝟶')),
		plain("circled letters", c, shift('Ⓐ', 'ⓐ', 0)),
		plain("Arabic-Indic digits", c, shift(0, 0, '٠')),
		plain("Devanagari digits", c, shift(0, 0, '०')),
		plain("zero-width space between all", c, between("\u200b")),
		plain("zero-width joiner between all", c, between("\u200d")),
		plain("word joiner in the middle", c, middle("\u2060")),
		plain("soft hyphen in the middle", c, middle("\u00ad")),
		plain("byte order mark in the middle", c, middle("\ufeff")),
		plain("Hangul filler in the middle", c, middle("\u3164")),
		plain("bidi marks between all", c, between("\u200e")),
		plain("bidi override around the middle", c, func(s string) string {
			return s[:4] + "\u202d" + s[4:len(s)-3] + "\u202c" + s[len(s)-3:]
		}),
		plain("variation selectors", c, between("\ufe0f")),
		plain("variation selectors supplement", c, between("\U000e0101")),
		plain("combining marks", c, between("\u0336")),
		plain("tag characters", c, tags),
	}
}
