package feature

import (
	"unicode"
	"unicode/utf8"
)

// describe fills in the hashes and the shape of a token.
func (s *Sentence) describe(t *Token, text string) {
	h := uint64(offset)
	var last [4]rune // the last runes, newest at n modulo 4
	n, upper, low, caseless, digit := 0, 0, 0, 0, 0
	firstUpper := false
	for at := 0; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		at += size
		f := fold(r)
		switch {
		case f == '0':
			digit++
		case f != r && f != '\'':
			upper++
			firstUpper = firstUpper || n == 0
		case 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.IsLower(r):
			low++
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			caseless++
		}
		h = step(h, f)
		last[n%4] = f
		n++
		switch n {
		case 2:
			t.pre2 = h
		case 3:
			t.pre3 = h
		}
	}
	t.word = h
	if n < 3 {
		t.pre3 = h
		if n < 2 {
			t.pre2 = h
		}
	}
	g := uint64(offset)
	t.suf2, t.suf3, t.suf4 = h, h, h
	for i := 1; i <= min(n, 4); i++ {
		g = step(g, last[(n-i)%4])
		switch i {
		case 2:
			t.suf2 = g
		case 3:
			t.suf3 = g
		case 4:
			t.suf4 = g
		}
	}
	t.shape = shapeOf(n, upper, low, caseless, digit, firstUpper)
	s.uppers += upper
	s.lowers += low
}

func shapeOf(n, upper, low, caseless, digit int, firstUpper bool) uint8 {
	cased := upper + low
	switch {
	case digit > 0 && cased+caseless == 0:
		return digits + uint8(min(digit, 6))
	case digit > 0:
		return mixed
	case caseless > 0:
		return letters
	case cased == 0:
		return sign
	case upper == 0:
		return lower
	case low == 0 && n == 1:
		return initial
	case low == 0:
		return capitals
	case upper == 1 && firstUpper:
		return title
	}
	if firstUpper {
		return inner
	}
	return camel
}
