// Package fold reads the characters that disguise a text as the letters that they stand for: accented, full-width,
// mathematical, circled and look-alike ones. It says nothing about words.
package fold

import "unicode"

// Kind says what a character is to a reader of words.
type Kind uint8

const (
	Separator Kind = iota
	Letter         // part of a word
	Digit          // part of a word
	Invisible      // not there: zero width, a combining mark, a direction mark
)

// Table has the lower case of every ASCII letter, and every digit, at its own
// place, 0 elsewhere.
type Table [128]byte

// ASCII makes the table.
func ASCII() (t Table) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}

const alphabet = "abcdefghijklmnopqrstuvwxyz"

// Rune returns what a character is, and how it is read: "" for itself in lower
// case. Accents are taken off; full-width, mathematical and circled letters,
// tag characters, and the Greek and Cyrillic letters that look like Latin ones
// are read as what they look like. r is not ASCII.
func Rune(r rune) (string, Kind) {
	switch {
	case r < 0x100:
		return latin1Rune(r)
	case r < 0x180:
		if s := latinA[(r-0x100)*2 : (r-0x100)*2+2]; s[1] != '.' {
			return s, Letter
		}
		return latinA[(r-0x100)*2 : (r-0x100)*2+1], Letter
	case Hides(r):
		return "", Invisible
	case r >= 0x370 && r < 0x530:
		if s := lookalike(r); s != "" {
			return s, Letter
		}
	case r >= 0xFF01 && r <= 0xFF5E: // full width
		return asciiRune(r - 0xFF01 + '!')
	case r >= 0xE0020 && r <= 0xE007E: // tags
		return asciiRune(r - 0xE0000)
	case r >= 0x1D400 && r <= 0x1D6A3: // mathematical, 52 letters an alphabet
		return alphabet[(r-0x1D400)%26:][:1], Letter
	case r >= 0x1D7CE && r <= 0x1D7FF:
		return "0123456789"[(r-0x1D7CE)%10:][:1], Digit
	case r >= 0x24B6 && r <= 0x24E9: // circled
		return alphabet[(r-0x24B6)%26:][:1], Letter
	case r >= 0x1F130 && r <= 0x1F149, r >= 0x1F150 && r <= 0x1F169, r >= 0x1F170 && r <= 0x1F189:
		return alphabet[(r-0x1F130)%32%26:][:1], Letter
	case r == 0x2581: // in the markers of some models
		return "", Separator
	}
	if unicode.IsLetter(r) {
		return "", Letter
	}
	if unicode.IsNumber(r) {
		return "", Digit
	}
	return "", Separator
}

func asciiRune(r rune) (string, Kind) {
	switch {
	case r >= 'a' && r <= 'z':
		return alphabet[r-'a':][:1], Letter
	case r >= 'A' && r <= 'Z':
		return alphabet[r-'A':][:1], Letter
	case r >= '0' && r <= '9':
		return "0123456789"[r-'0':][:1], Digit
	}
	return "", Separator
}

// latin1 is U+00C0 to U+00FF, latinA is U+0100 to U+017F, two bytes each, the
// second a full stop where one is enough.
const (
	latin1 = "a.a.a.a.a.a.aec.e.e.e.e.i.i.i.i.d.n.o.o.o.o.o...o.u.u.u.u.y.thssa.a.a.a.a.a.aec.e.e.e.e.i.i.i.i.d.n.o.o.o.o.o...o.u.u.u.u.y.thy."
	latinA = "a.a.a.a.a.a.c.c.c.c.c.c.c.c.d.d.d.d.e.e.e.e.e.e.e.e.e.e.g.g.g.g.g.g.g.g.h.h.h.h.i.i.i.i.i.i.i.i.i.i.ijijj.j.k.k.k.l.l.l.l.l.l.l.l.l.l." +
		"n.n.n.n.n.n.n.n.n.o.o.o.o.o.o.oeoer.r.r.r.r.r.s.s.s.s.s.s.s.s.t.t.t.t.t.t.u.u.u.u.u.u.u.u.u.u.u.u.w.w.y.y.y.z.z.z.z.z.z.s."
)

func latin1Rune(r rune) (string, Kind) {
	switch {
	case r == 0xAD:
		return "", Invisible
	case r < 0xC0:
		return "", Separator
	}
	s := latin1[(r-0xC0)*2 : (r-0xC0)*2+2]
	switch {
	case s[0] == '.':
		return "", Separator // the signs for times and divided by
	case s[1] == '.':
		return s[:1], Letter
	}
	return s, Letter
}

// Hides says whether a character takes no room: zero width and direction
// marks, combining marks, variation selectors, and the tags that are no text.
func Hides(r rune) bool {
	switch {
	case r >= 0x300 && r <= 0x36F, r == 0x61C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5:
		return true
	case r >= 0x180B && r <= 0x180F, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E:
		return true
	case r >= 0x2060 && r <= 0x206F, r == 0x3164, r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF, r == 0xFFA0:
		return true
	case r >= 0xE0000 && r < 0xE0020, r == 0xE007F, r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// lookalike returns the Latin letter that a Greek or Cyrillic one looks like,
// or "".
func lookalike(r rune) string {
	switch r {
	case 'а', 'А', 'α', 'Α':
		return "a"
	case 'В', 'Β':
		return "b"
	case 'с', 'С', 'ϲ':
		return "c"
	case 'ԁ':
		return "d"
	case 'е', 'Е', 'ё', 'Ё', 'Ε':
		return "e"
	case 'Н', 'Η', 'һ':
		return "h"
	case 'і', 'І', 'ι', 'Ι', 'ї', 'Ї':
		return "i"
	case 'ј', 'Ј':
		return "j"
	case 'к', 'К', 'κ', 'Κ':
		return "k"
	case 'М', 'Μ':
		return "m"
	case 'Ν':
		return "n"
	case 'о', 'О', 'ο', 'Ο', 'σ':
		return "o"
	case 'р', 'Р', 'ρ', 'Ρ':
		return "p"
	case 'ѕ', 'Ѕ':
		return "s"
	case 'т', 'Т', 'τ', 'Τ':
		return "t"
	case 'υ':
		return "u"
	case 'ν', 'ѵ':
		return "v"
	case 'х', 'Х', 'χ', 'Χ':
		return "x"
	case 'у', 'У', 'γ', 'Υ':
		return "y"
	case 'Ζ':
		return "z"
	}
	return ""
}
