package disguise

import (
	"unicode/utf16"
	"unicode/utf8"
)

// backslash reads an escape as JSON (RFC 8259), JavaScript, Go, Python or C write it. Unknown escapes stand as they are;
// \b, \f, \a and \v too, for they are seen in regular expressions and TeX and never in a value. A backslash at the end
// of a line goes with the line break, as in C and the shell.
func backslash(s string, final bool) place {
	if len(s) < 2 {
		return short(final)
	}
	switch b := s[1]; b {
	case 'n':
		return asByte('\n', 2)
	case 't':
		return asByte('\t', 2)
	case 'r':
		return asByte('\r', 2)
	case '"', '\\', '/', '\'', '`':
		return asByte(b, 2)
	case '\n':
		return dropped(2)
	case '\r':
		if len(s) < 3 {
			return short(final)
		}
		if s[2] == '\n' {
			return dropped(3)
		}
	case 'x':
		if s = s[2:]; len(s) > 0 && s[0] == '{' {
			return braced(s, 2, final)
		}
		return hexByte(s, 2, final)
	case 'u':
		if s = s[2:]; len(s) > 0 && s[0] == '{' {
			return braced(s, 2, final)
		}
		return unit(s, 2, final)
	case 'U':
		v, n := hexDigits(s[2:], 8)
		if n < 8 {
			return unfinished(n+2 == len(s), final)
		}
		return scalar(v, 10)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return octal(s, final)
	}
	return kept(1)
}

// octal reads three octal digits; fewer stand as they are, for they are back references more often than bytes.
func octal(s string, final bool) place {
	v := 0
	for n := 1; n <= 3; n++ {
		if n == len(s) {
			return short(final)
		}
		if s[n] < '0' || s[n] > '7' {
			return kept(1)
		}
		v = v<<3 | int(s[n]-'0')
	}
	if v > 0xff {
		return kept(1)
	}
	return asByte(byte(v), 4)
}

// hexByte reads two hexadecimal digits behind a lead of so many bytes.
func hexByte(s string, lead int, final bool) place {
	v, n := hexDigits(s, 2)
	if n < 2 {
		return unfinished(n == len(s), final)
	}
	return asByte(byte(v), lead+2)
}

// unit reads a UTF-16 unit of four hexadecimal digits, and its partner where it is half of a pair.
func unit(s string, lead int, final bool) place {
	v, n := hexDigits(s, 4)
	if n < 4 {
		return unfinished(n == len(s), final)
	}
	if !utf16.IsSurrogate(rune(v)) {
		return scalar(v, lead+4)
	}
	rest := s[4:]
	for i, want := range []byte{'\\', 'u'} {
		if i == len(rest) {
			return short(final)
		}
		if rest[i] != want {
			return kept(1)
		}
	}
	low, n := hexDigits(rest[2:], 4)
	if n < 4 {
		return unfinished(n+2 == len(rest), final)
	}
	r := utf16.DecodeRune(rune(v), rune(low))
	if r == utf8.RuneError {
		return kept(1)
	}
	return asRune(r, lead+10)
}

// braced reads {1F600} behind a lead of so many bytes, as JavaScript, Rust and Swift write it.
func braced(s string, lead int, final bool) place {
	v, n := hexDigits(s[1:], 8)
	if n+1 == len(s) {
		return short(final)
	}
	if n == 0 || s[n+1] != '}' {
		return kept(1)
	}
	return scalar(v, lead+n+2)
}

// scalar is a code point, or nothing where the value is none.
func scalar(v uint32, used int) place {
	if v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return kept(1)
	}
	return asRune(rune(v), used)
}

// short is the answer where the source ends inside a place.
func short(final bool) place {
	if final {
		return kept(1)
	}
	return place{verdict: wait}
}

func unfinished(atEnd, final bool) place {
	if atEnd {
		return short(final)
	}
	return kept(1)
}

// hexDigits reads up to most hexadecimal digits and says how many there are.
func hexDigits(s string, most int) (v uint32, n int) {
	for n < most && n < len(s) {
		d := hexValue(s[n])
		if d < 0 {
			break
		}
		v = v<<4 | uint32(d)
		n++
	}
	return v, n
}

func hexValue(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'a' && b <= 'f':
		return int(b-'a') + 10
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	}
	return -1
}
