package personal

import (
	"strings"
	"unicode/utf8"

	"sluice/pkg/scan/rule"
)

// phoneMayBegin says whether a number may begin at the run of digits at at:
// not inside a longer number, a name, a path or an arithmetic expression.
func phoneMayBegin(text string, at int) bool {
	i := at - 1
	if text[i] == '(' {
		i--
	}
	if i >= 0 && text[i] == ' ' && i > 0 && text[i-1] == '+' && at-i > 1 {
		i--
	}
	if i >= 0 && text[i] == '+' {
		i--
		return i < 0 || !rule.IsAlnum(text[i]) && text[i] != ')' && text[i] != ']'
	}
	if i < 0 {
		return true
	}
	switch c := text[i]; {
	case rule.IsAlnum(c), c == '_', c == '$', c == '#':
		return false
	case c == '-' || c == '.' || c == '/' || c == ',' || c == ':':
		return i == 0 || !rule.IsAlnum(text[i-1]) || c == ':' && rule.IsLetter(text[i-1]) || c == ',' && rule.IsLetter(text[i-1])
	case (c == ' ' || c == ')') && i > 0:
		// Inside a number that began earlier: that start was tried before.
		return !rule.IsDigit(text[i-1])
	}
	return true
}

// readPhone reads a number from its first run of digits on, and looks back
// for a + or a bracket before it.
func readPhone(text string, at, end int, groups, digits, seps []byte) (shape, bool) {
	s := shape{start: at}
	if at > 0 && text[at-1] == '(' {
		s.paren, s.start = true, at-1
	}
	if s.start > 0 && text[s.start-1] == '+' {
		s.plus = true
		s.start--
	}
	open := s.paren
	i := at
	for {
		if end-i > 13 || len(digits)+end-i > cap(digits) || len(groups) == cap(groups) {
			return s, false
		}
		digits = append(digits, text[i:end]...)
		groups = append(groups, byte(end-i))
		s.end = end
		next, sep, closes, ok := phoneGap(text, end, open && len(groups) < 3)
		if closes {
			open = false
		}
		if !ok {
			break
		}
		if sep == '(' {
			if s.paren = len(groups) <= 1; !s.paren {
				break
			}
			open = true
		}
		seps = append(seps, sep)
		i = next
		for end = i; end < len(text) && rule.IsDigit(text[end]); {
			end++
		}
	}
	if open {
		if !s.paren || s.start == at {
			return s, false
		}
		// The bracket is the sentence's: it closes after the number, or never.
		if text[s.start] == '(' {
			s.start++
		}
		s.paren = false
	}
	if s.end = extension(text, s.end); s.end < len(text) && (rule.IsAlnum(text[s.end]) || text[s.end] == '_' || text[s.end] == '%') {
		return s, false
	}
	if s.end+1 < len(text) && (text[s.end] == '.' || text[s.end] == ',' || text[s.end] == ':' || text[s.end] == '/' || text[s.end] == '-') && rule.IsDigit(text[s.end+1]) {
		return s, false
	}
	s.digits, s.groups, s.seps = digits, groups, seps
	if !s.plus && len(s.digits) > 10 && (string(s.digits[:2]) == "00" && s.digits[2] != '0' && groups[0] > 1 || string(s.digits[:3]) == "011" && groups[0] == 3 && len(s.digits) > 12) {
		s.plus = true
	}
	return s, true
}

// phoneGap reads what may stand between two groups of digits: one of
// space, dash, dot and slash, with brackets around a group.
func phoneGap(text string, i int, open bool) (next int, sep byte, closes, ok bool) {
	if i < len(text) && text[i] == ')' && open {
		closes = true
		i++
		sep = ')'
	}
	if i < len(text) && (text[i] == ' ' || text[i] == '-' || text[i] == '.' || text[i] == '/') {
		sep = text[i]
		i++
		if sep == ' ' && strings.HasPrefix(text[i:], "- ") {
			i, sep = i+2, '-'
		}
	} else if i < len(text) && text[i] >= 0x80 {
		switch r, n := utf8.DecodeRuneInString(text[i:]); {
		case r == 0xa0:
			i, sep = i+n, ' '
		case r >= 0x2010 && r <= 0x2013:
			i, sep = i+n, '-'
		}
	}
	if i < len(text) && text[i] == '(' && !open && !closes {
		sep = '('
		i++
	}
	return i, sep, closes, sep != 0 && i < len(text) && rule.IsDigit(text[i])
}

// extension returns the end of an extension such as x4587 or ext. 12 at i.
func extension(text string, i int) int {
	j := i
	for _, p := range []string{"x", " x", " x ", " ext. ", " ext ", " ext.", "ext", ", ext. ", ", ext ", " ext: ", " extension ", ", extension ", ";ext=", " #"} {
		if rule.HasPrefixFold(text, i, p) && len(p) > j-i {
			j = i + len(p)
		}
	}
	if j == i {
		return i
	}
	k := j
	for k < len(text) && k-j < 7 && rule.IsDigit(text[k]) {
		k++
	}
	if k == j || k-j == 7 {
		return i
	}
	return k
}

// dateLike says whether the groups are those of a date, of a time, or of the
// parts of a card or an ISBN.
func dateLike(s shape) bool {
	switch string(s.groups) {
	case "\x04\x02\x02", "\x02\x02\x04", "\x01\x02\x04", "\x02\x01\x04", "\x01\x01\x04", "\x04\x01\x02", "\x04\x02\x01", "\x04\x02\x02\x02\x02", "\x04\x02\x02\x02\x02\x02":
		return !s.plus
	case "\x03\x01\x02\x06\x01", "\x04\x04\x04\x04", "\x03\x02\x04":
		return true
	}
	return false
}
