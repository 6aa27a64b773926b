package hostile

import (
	"strings"
	"unicode/utf8"
)

// flood is a megabyte of one token, or of one character.
func (m maker) flood() string {
	one := pick(m.r, m.pieces)
	if m.r.IntN(2) == 0 {
		one = pick(m.r, []string{"a", "<", "|", ">", ":", "\n", "<|", "\u0301", "\u200b", "\U0001f600", "é", "safe\n", "User: ", "< ", "S1,", "\x00", "[img-"})
	}
	return strings.Repeat(one, megabyte/len(one))
}

// plane is a text of one plane of Unicode, with characters that are none.
func (m maker) plane(p int) string {
	var b strings.Builder
	for range 32 + m.r.IntN(480) {
		c := rune(p<<16 | m.r.IntN(1<<16))
		if !utf8.ValidRune(c) {
			c = utf8.RuneError
		}
		b.WriteRune(c)
		if m.r.IntN(16) == 0 {
			b.WriteString(pick(m.r, m.pieces))
		}
	}
	return b.String()
}

// combining is a piece with hundreds of marks on each of some letters.
func (m maker) combining() string {
	var b strings.Builder
	for _, c := range pick(m.r, m.pieces) {
		b.WriteRune(c)
		if m.r.IntN(4) > 0 || b.Len() > 64<<10 {
			continue
		}
		for range m.r.IntN(400) {
			b.WriteRune(rune(0x300 + m.r.IntN(0x70)))
		}
	}
	return b.String()
}

// broken is text that is no UTF-8: lone bytes, halves of surrogates, overlong forms, cut characters.
func (m maker) broken() string {
	var b strings.Builder
	for range 2 + m.r.IntN(12) {
		b.WriteString(pick(m.r, []string{"\xff", "\xfe\xff", "\x80", "\xc0\xbc", "\xe0\x80\xbc", "\xed\xa0\xbd\xed\xb8\x80", "\xf4\x90\x80\x80", "\xe2\x80", "\xf0\x9f\x98"}))
		b.WriteString(pick(m.r, m.pieces))
	}
	return b.String()
}

// controls are pieces among NULs, byte order marks and escapes.
func (m maker) controls() string {
	var b strings.Builder
	for range 2 + m.r.IntN(12) {
		b.WriteString(strings.Repeat(pick(m.r, []string{"\x00", "\ufeff", "\x1b[2J", "\b", "\x7f", "\u009b", "\ufffe", "\u2028", "\r"}), 1+m.r.IntN(4)))
		b.WriteString(pick(m.r, m.pieces))
	}
	return b.String()
}

// blanks are a text that shows nothing, or little between much of that.
func (m maker) blanks() string {
	one := func() string {
		return strings.Repeat(pick(m.r, []string{" ", "\n", "\t", "\u00a0", "\u3000", "\u200b", "\u2800", "\u3164", "\u00ad", "\r\n"}), 1+m.r.IntN(2000))
	}
	if m.r.IntN(3) == 0 {
		return one() + one()
	}
	return one() + pick(m.r, m.pieces) + one() + pick(m.r, m.pieces)
}

// lines are verdicts, categories and turns, each in a line of its own.
func (m maker) lines() string {
	var b strings.Builder
	for range 3 + m.r.IntN(40) {
		b.WriteString(pick(m.r, pick(m.r, [][]string{answers(), turns(), m.pieces})))
		b.WriteString(pick(m.r, []string{"\n", "\n\n", "\r\n", "\u2028", "\u0085"}))
	}
	return b.String()
}

// nested is a piece in a piece in a piece: what takes one out puts another together.
func (m maker) nested() string {
	text := pick(m.r, m.pieces)
	for range 1 + m.r.IntN(5) {
		outer := pick(m.r, m.pieces)
		i := at(m.r, outer)
		text = outer[:i] + text + outer[i:]
	}
	return text
}

// cut is a row of pieces, each without its end or its beginning.
func (m maker) cut() string {
	var b strings.Builder
	for range 2 + m.r.IntN(10) {
		piece := pick(m.r, m.pieces)
		i := at(m.r, piece)
		if m.r.IntN(2) == 0 {
			b.WriteString(piece[:i])
		} else {
			b.WriteString(piece[i:])
		}
	}
	return b.String()
}
