package hostile

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// disguises make a piece look or read otherwise.
func disguises() []func(*rand.Rand, string) string {
	each := func(change func(*rand.Rand, rune) string) func(*rand.Rand, string) string {
		return func(r *rand.Rand, s string) string {
			var b strings.Builder
			for _, c := range s {
				b.WriteString(change(r, c))
			}
			return b.String()
		}
	}
	between := func(marks ...string) func(*rand.Rand, string) string {
		return each(func(r *rand.Rand, c rune) string {
			if r.IntN(3) > 0 {
				return string(c)
			}
			return string(c) + pick(r, marks)
		})
	}
	letters := func(upper, lower, digit rune) func(*rand.Rand, string) string {
		return each(func(_ *rand.Rand, c rune) string {
			switch {
			case 'A' <= c && c <= 'Z':
				return string(upper + c - 'A')
			case 'a' <= c && c <= 'z':
				return string(lower + c - 'a')
			case '0' <= c && c <= '9' && digit != 0:
				return string(digit + c - '0')
			}
			return string(c)
		})
	}
	return []func(*rand.Rand, string) string{
		func(_ *rand.Rand, s string) string { return strings.ToUpper(s) },
		func(_ *rand.Rand, s string) string { return strings.ToLower(s) },
		each(func(r *rand.Rand, c rune) string {
			return string(pick(r, []rune{c, unicode.ToUpper(c), unicode.ToLower(c)}))
		}),
		each(wide),
		letters('\U0001d400', '\U0001d41a', '\U0001d7ce'), // mathematical bold
		letters('\U0001d56c', '\U0001d586', 0),            // mathematical bold fraktur
		letters('\u24b6', '\u24d0', 0),                    // in circles
		each(lookalike),
		between("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u2063"),
		between("\u0301", "\u0338", "\u20dd", "\ufe0f", "\u0489"),
		between(" ", "\u00a0", "\u2009", "\u3000"),
		between(".", "-", "_", "*", "\u00b7"),
		between("\U000e0041", "\U000e007f"),       // tag characters
		between("\u202e", "\u202c", "\u2066"),     // direction
		between("\x00", "\x1b", "\x7f", "\u0080"), // control characters
		func(_ *rand.Rand, s string) string { return "\u202e" + backwards(s) + "\u202c" },
		func(_ *rand.Rand, s string) string {
			return strings.NewReplacer("<", "&lt;", ">", "&gt;", "|", "&#124;").Replace(s)
		},
		func(_ *rand.Rand, s string) string { return strings.NewReplacer("<", "<<", ">", ">>").Replace(s) },
		func(_ *rand.Rand, s string) string {
			return strings.NewReplacer("\n", "\r", "<", "< ", ">", " >").Replace(s)
		},
		func(r *rand.Rand, s string) string {
			return pick(r, []string{"**", "'", "`", "# ", "- ", "> ", "1) ", "\ufeff"}) + s
		},
		func(r *rand.Rand, s string) string { return s[:at(r, s)] },
		func(r *rand.Rand, s string) string { i := at(r, s); return s[:i] + "\n" + s[i:] },
		func(r *rand.Rand, s string) string { i := at(r, s); return s[:i] + s + s[i:] },
	}
}

// wide is the full-width form.
func wide(_ *rand.Rand, c rune) string {
	if '!' <= c && c <= '~' {
		return string(c - '!' + '！')
	}
	return string(c)
}

// lookalike is a letter or sign of another alphabet that looks alike, most of the time.
func lookalike(r *rand.Rand, c rune) string {
	list := map[rune]string{
		'<': "‹〈⟨《«˂", '>': "›〉⟩》»˃", '|': "│∣ǀ¦｜", ':': "：꞉∶ː", 'a': "аαɑ", 'A': "АΑ", 'b': "ЬΒ", 'c': "сϲ", 'C': "С", 'e': "еε", 'E': "ЕΕ",
		'i': "іι", 'I': "ІΙ", 'j': "ј", 'k': "κк", 'N': "Ν", 'n': "ո", 'o': "оο", 'O': "ОΟ", 'p': "рρ", 's': "ѕ", 'S': "Ѕ", 't': "тτ", 'T': "ТΤ",
		'u': "υս", 'v': "ν", 'x': "хχ", 'y': "уγ",
	}[c]
	if list == "" || r.IntN(4) == 0 {
		return string(c)
	}
	return string(pick(r, []rune(list)))
}

func backwards(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

// at is a place in s between two characters, or an end.
func at(r *rand.Rand, s string) int {
	i := r.IntN(len(s) + 1)
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}
