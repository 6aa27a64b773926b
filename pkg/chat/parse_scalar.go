package chat

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// str reads a quoted string at p.i into out. Text without escapes shares the input's memory.
func (p *parser) str(out *string) error {
	p.i++ // the quote
	start := p.i
	var buf []byte // nil until the first escape
	for {
		n := plainPrefix(p.s[p.i:])
		if buf != nil {
			buf = append(buf, p.s[p.i:p.i+n]...)
		}
		p.i += n
		if p.i >= len(p.s) {
			return p.fail("invalid_json", "ends inside a string; send a complete JSON value")
		}
		switch p.s[p.i] {
		case '"':
			if buf == nil {
				*out = p.s[start:p.i]
			} else {
				*out = string(buf)
			}
			p.i++
			return nil
		case '\\':
			if buf == nil {
				buf = append(make([]byte, 0, p.i-start+32), p.s[start:p.i]...)
			}
			var err error
			if buf, err = p.escape(buf); err != nil {
				return err
			}
		case 0:
			return p.failNUL()
		default:
			return p.fail("invalid_json", "has a bare control character in a string; escape it")
		}
	}
}

func (p *parser) failNUL() error {
	return p.fail("nul_character", "has a NUL character in a string; remove it")
}

// escape reads the escape sequence at p.i.
func (p *parser) escape(buf []byte) ([]byte, error) {
	if p.i+1 >= len(p.s) {
		return nil, p.fail("invalid_json", "ends inside a string; send a complete JSON value")
	}
	c := p.s[p.i+1]
	if plain := simpleEscape(c); plain != 0 {
		p.i += 2
		return append(buf, plain), nil
	}
	if c != 'u' {
		return nil, p.fail("invalid_json", "has an unknown escape in a string; send valid JSON (RFC 8259)")
	}
	r, ok := hex4(p.s, p.i+2)
	switch {
	case !ok:
		return nil, p.fail("invalid_json", "has a \\u escape without four hexadecimal digits; send valid JSON (RFC 8259)")
	case r == 0:
		return nil, p.failNUL()
	case !utf16.IsSurrogate(r):
		p.i += 6
		return utf8.AppendRune(buf, r), nil
	}
	if p.i+8 <= len(p.s) && p.s[p.i+6] == '\\' && p.s[p.i+7] == 'u' {
		if low, ok := hex4(p.s, p.i+8); ok {
			if full := utf16.DecodeRune(r, low); full != utf8.RuneError {
				p.i += 12
				return utf8.AppendRune(buf, full), nil
			}
		}
	}
	return nil, p.fail("invalid_utf8", "has half a surrogate pair in a string; send both halves or plain UTF-8")
}

// simpleEscape returns what a backslash before c stands for, or 0.
func simpleEscape(c byte) byte {
	switch c {
	case '"', '\\', '/':
		return c
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return 0
}

// hex4 reads four hexadecimal digits of s at i.
func hex4(s string, i int) (r rune, ok bool) {
	if i+4 > len(s) {
		return 0, false
	}
	for _, c := range []byte(s[i : i+4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// number reads a number at p.i and keeps its literal.
func (p *parser) number(out *string) error {
	start := p.i
	if p.s[p.i] == '-' {
		p.i++
	}
	switch {
	case p.i < len(p.s) && p.s[p.i] == '0':
		p.i++
	case p.digits() == 0:
		return p.failNumber()
	}
	if p.i < len(p.s) && p.s[p.i] == '.' {
		p.i++
		if p.digits() == 0 {
			return p.failNumber()
		}
	}
	if p.i < len(p.s) && (p.s[p.i] == 'e' || p.s[p.i] == 'E') {
		p.i++
		if p.i < len(p.s) && (p.s[p.i] == '+' || p.s[p.i] == '-') {
			p.i++
		}
		switch n := p.digits(); {
		case n == 0:
			return p.failNumber()
		case n > maxExponent:
			p.i = start
			return p.fail("number_out_of_range", "has a number beyond any range; send a smaller one")
		}
	}
	if p.i-start > maxNumber {
		p.i = start
		return p.fail("number_out_of_range", fmt.Sprintf("has a number longer than %d characters; shorten it", maxNumber))
	}
	*out = p.s[start:p.i]
	return nil
}

func (p *parser) failNumber() error {
	return p.fail("invalid_json", "has a malformed number; send valid JSON (RFC 8259)")
}

// digits consumes decimal digits and returns how many there were.
func (p *parser) digits() int {
	start := p.i
	for p.i < len(p.s) && '0' <= p.s[p.i] && p.s[p.i] <= '9' {
		p.i++
	}
	return p.i - start
}
