package injection

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// findEscapes decodes runs of text in which characters are written as %41,
// \x41, \u0041, &#65; or &#x41;.
func findEscapes(in *inspection) {
	text := in.text
	for at := 0; at < len(text); {
		next := strings.IndexAny(text[at:], "%\\&")
		if next < 0 {
			return
		}
		at += next
		start, escapes, plain := at, 0, []byte(nil)
		for at < len(text) && len(plain) < maxRun {
			c, size := escape(text[at:])
			switch {
			case size > 0:
				plain = utf8.AppendRune(plain, c)
				escapes++
			case escapes > 0 && (isRun(text[at]) || text[at] == '.' || text[at] == ','):
				plain = append(plain, text[at])
				size = 1
			}
			if size == 0 {
				break
			}
			at += size
		}
		if at == start {
			at++
		}
		if escapes >= minEscapes && in.decoded(plain) {
			in.add(start, at)
		}
	}
}

// escape returns the character that the escape at the start of text stands
// for, and its length, 0 where there is none.
func escape(text string) (rune, int) {
	switch {
	case len(text) >= 3 && text[0] == '%':
		return number(text[1:3], 16, 3)
	case len(text) >= 4 && text[0] == '\\' && text[1] == 'x':
		return number(text[2:4], 16, 4)
	case len(text) >= 6 && text[0] == '\\' && text[1] == 'u':
		return number(text[2:6], 16, 6)
	case strings.HasPrefix(text, "&#"):
		end := strings.IndexByte(text[:min(len(text), 10)], ';')
		if end < 3 {
			return 0, 0
		}
		if text[2] == 'x' || text[2] == 'X' {
			return number(text[3:end], 16, end+1)
		}
		return number(text[2:end], 10, end+1)
	}
	return 0, 0
}

func number(digits string, base, size int) (rune, int) {
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || n == 0 {
		return 0, 0
	}
	return rune(n), size
}
