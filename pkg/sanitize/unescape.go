package sanitize

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// maxUnescape is how many layers of escapes are taken off a text that is not JSON.
const maxUnescape = 3

// escape is one escape sequence: where it stands, and where what it stands for does.
type escape struct{ plainStart, plainEnd, rawStart, rawEnd int }

// layer has the escapes that were taken off at once, in order.
type layer []escape

// last returns the last escape that starts at or before a plain offset.
func (l layer) last(plain int) (escape, bool) {
	n := sort.Search(len(l), func(i int) bool { return l[i].plainStart > plain })
	if n == 0 {
		return escape{}, false
	}
	return l[n-1], true
}

func (l layer) start(plain int) int {
	e, ok := l.last(plain)
	switch {
	case !ok:
		return plain
	case plain < e.plainEnd:
		return e.rawStart
	}
	return e.rawEnd + plain - e.plainEnd
}

func (l layer) end(plain int) int {
	e, ok := l.last(plain - 1)
	switch {
	case !ok:
		return plain
	case plain <= e.plainEnd:
		return e.rawEnd
	}
	return e.rawEnd + plain - e.plainEnd
}

// layers leads from a plain text back to the text that was written, outermost layer first.
type layers []layer

// original returns the part of the written text that [start, end) came from.
func (m layers) original(start, end int) (int, int) {
	for i := len(m) - 1; i >= 0; i-- {
		start, end = m[i].start(start), m[i].end(end)
	}
	return start, end
}

// unescape takes one layer of JSON escapes off s. Without any it returns no escapes.
func unescape(s string) (string, layer) {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s, nil
	}
	var found layer
	b := make([]byte, 0, len(s))
	done := 0
	for ; i >= 0 && i+1 < len(s); i = next(s, i) {
		r, n := sequence(s[i+1:])
		if n == 0 {
			continue
		}
		b = append(b, s[done:i]...)
		start := len(b)
		b = utf8.AppendRune(b, r)
		done = i + 1 + n
		found = append(found, escape{start, len(b), i, done})
		i = done - 1
	}
	return string(append(b, s[done:]...)), found
}

// next returns where the first backslash after i is, or -1.
func next(s string, i int) int {
	n := strings.IndexByte(s[i+1:], '\\')
	if n < 0 {
		return -1
	}
	return i + 1 + n
}

// sequence reads what follows a backslash: what it stands for, and its length, or 0.
func sequence(s string) (r rune, n int) {
	switch s[0] {
	case '"', '\\', '/':
		return rune(s[0]), 1
	case 'n':
		return '\n', 1
	case 'r':
		return '\r', 1
	case 't':
		return '\t', 1
	case 'u':
		if r, ok := hex4(s[1:]); ok {
			return r, 5
		}
	}
	return 0, 0
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[:4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
