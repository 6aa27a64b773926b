package disguise

import "unicode/utf8"

// Bounds of a character reference (HTML Standard, 13.2.5.72 and on): digits with leading zeros, and a name.
const (
	entityDigits = 16
	entityName   = 8
)

// entity reads a character reference: decimal and hexadecimal ones with or without the semicolon, named ones with it.
func entity(s string, final bool) place {
	if len(s) < 2 {
		return short(final)
	}
	if s[1] == '#' {
		return reference(s, final)
	}
	n := 1
	for n < len(s) && n <= entityName && asciiAlnum(s[n]) {
		n++
	}
	if n == len(s) {
		return short(final)
	}
	if s[n] != ';' {
		return kept(1)
	}
	if r, ok := entityNames[s[1:n]]; ok {
		return asRune(r, n+1)
	}
	return kept(1)
}

func reference(s string, final bool) place {
	if len(s) < 3 {
		return short(final)
	}
	n, base := 2, uint32(10)
	if s[2] == 'x' || s[2] == 'X' {
		n, base = 3, 16
	}
	first, v := n, uint32(0)
	for n < len(s) && n-first <= entityDigits {
		d := hexValue(s[n])
		if d < 0 || uint32(d) >= base {
			break
		}
		if v = v*base + uint32(d); v > utf8.MaxRune {
			return kept(1)
		}
		n++
	}
	if n == len(s) && !final {
		return place{verdict: wait}
	}
	if n == first || n-first > entityDigits {
		return kept(1)
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return scalar(v, n)
}

// entityNames are the named references that hide a key or its surroundings.
var entityNames = map[string]rune{
	"amp": '&', "AMP": '&', "lt": '<', "LT": '<', "gt": '>', "GT": '>', "quot": '"', "QUOT": '"', "apos": '\'',
	"nbsp": ' ', "NewLine": '\n', "Tab": '\t', "colon": ':', "semi": ';', "comma": ',', "period": '.', "equals": '=',
	"sol": '/', "bsol": '\\', "lowbar": '_', "UnderBar": '_', "hyphen": '-', "dash": '-', "commat": '@', "percnt": '%',
	"lpar": '(', "rpar": ')', "num": '#', "plus": '+', "excl": '!', "dollar": '$', "ast": '*', "midast": '*', "quest": '?',
	"lsqb": '[', "lbrack": '[', "rsqb": ']', "rbrack": ']', "lcub": '{', "lbrace": '{', "rcub": '}', "rbrace": '}',
	"verbar": '|', "vert": '|', "grave": '`', "Hat": '^', "shy": '\u00ad', "zwj": '\u200d', "zwnj": '\u200c',
	"lrm": '\u200e', "rlm": '\u200f',
}
