package disguise

import (
	"strings"
	"unicode/utf8"
)

// maxSeparator is the widest separator between single characters.
const maxSeparator = 4

// singles yields the stretches of single characters with the same separator between them. A blank may be one of the
// characters, but neither the first nor the last.
func (r *Runs) singles(text string, emit func(Run)) {
	for w := 1; w <= maxSeparator; w++ {
		for i := 0; i+(minItems-1)*(1+w) < len(text); {
			next := i + 1 + w
			if alnum[text[i+1]] || text[i] < utf8.RuneSelf && text[next] < utf8.RuneSelf && text[i+1] != text[next+1] {
				i++
				continue
			}
			n := character(text, i)
			next = i + n + w
			if n == 0 || next >= len(text) || !begins(text, i, next) || !separates(text[i+n:next]) {
				i += max(n, 1)
				continue
			}
			end, items, letters := r.single(text, i, text[i+n:next])
			switch {
			case items < minItems:
				i += n
				continue
			case letters*2 >= items:
				emit(Run{Start: r.list.start + i, End: r.list.start + end, Kind: Spaced, Text: string(r.joined)})
			}
			i = end
		}
	}
}

// single puts the characters of the stretch at i together, in r.joined, and counts them.
func (r *Runs) single(text string, i int, separator string) (end, items, letters int) {
	r.joined = r.joined[:0]
	kept := 0
	for count := 1; ; count++ {
		n := character(text, i)
		if n == 0 {
			break
		}
		r.joined = append(r.joined, text[i:i+n]...)
		if b := text[i]; b > ' ' {
			end, items, kept = i+n, count, len(r.joined)
			if alnum[b] || b >= utf8.RuneSelf {
				letters++
			}
		}
		if i += n; !strings.HasPrefix(text[i:], separator) {
			break
		}
		i += len(separator)
	}
	r.joined = r.joined[:kept]
	return end, items, letters
}

// character is the size of the character at i; 0 where there is none or one that controls.
func character(s string, i int) int {
	switch {
	case i >= len(s):
		return 0
	case s[i] >= utf8.RuneSelf:
		_, n := utf8.DecodeRuneInString(s[i:])
		return n
	case s[i] >= ' ' && s[i] != 0x7f || s[i] == '\n' || s[i] == '\t':
		return 1
	}
	return 0
}

// begins says whether a stretch may begin with the character at i, where the next one is at next: with a letter, a
// digit, a dollar sign, as hashes of passwords do, a mark that is there twice, as the dashes before a key, or one between
// quotes. Other marks are the text's around it.
func begins(s string, i, next int) bool {
	return alnum[s[i]] || s[i] >= utf8.RuneSelf || s[i] == '$' || s[i] > ' ' && (s[next] == s[i] || i > 0 && quote[s[i-1]] && quote[s[i+1]])
}

func separates(s string) bool {
	for i := range len(s) {
		if alnum[s[i]] || s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// item is a character code as it is written, and where its source begins and ends.
type item struct {
	text       string
	start, end int
}

// numbers yields the lists of character codes. White space in the separators may differ.
func (r *Runs) numbers(text string, emit func(Run)) {
	l := &r.list
	l.items = l.items[:0]
	sep := ""
	behind, lead := 0, 0 // where the last item ends; where this one begins, with the name of its function
	named := false
	for i := 0; i < len(text); {
		if !alnum[text[i]] {
			i++
			continue
		}
		start := i
		for i < len(text) && alnum[text[i]] {
			i++
		}
		t := text[start:i]
		if codeCall(t) {
			if !named {
				named, lead = true, start
			}
			continue
		}
		if !named {
			lead = start
		}
		named = false
		if n := len(l.items); n > 0 {
			if s := text[behind:start]; n == 1 {
				sep = s
			} else if !sameMarks(s, sep) {
				r.numberRuns(emit)
				l.items = l.items[:0]
			}
		}
		l.items = append(l.items, item{t, lead, i})
		behind = i
	}
	r.numberRuns(emit)
}

// sameMarks compares two separators but for their white space.
func sameMarks(a, b string) bool {
	if a == b {
		return true
	}
	for {
		a, b = strings.TrimLeft(a, " \t\r\n"), strings.TrimLeft(b, " \t\r\n")
		if a == "" || b == "" {
			return a == b
		}
		if a[0] != b[0] {
			return false
		}
		a, b = a[1:], b[1:]
	}
}

// numberRuns yields the items as codes in every base that gives text.
func (r *Runs) numberRuns(emit func(Run)) {
	l := &r.list
	if len(l.items) < minItems {
		return
	}
	from, to := l.start+l.items[0].start, l.start+l.items[len(l.items)-1].end
	for _, base := range []int{10, 16, 8, 2} {
		d := &r.decoder
		d.raw = d.raw[:0]
		for _, it := range l.items {
			v := code(it.text, base)
			if v < 0 {
				break
			}
			d.raw = append(d.raw, byte(v))
		}
		if len(d.raw) < len(l.items) {
			continue
		}
		if child, bomb, ok := d.child(d.raw, to, false); ok {
			emit(Run{Start: from, End: to, Kind: Numbers, Text: child, Bomb: bomb})
		}
	}
}

// code reads a character code in one of the ways it is written in that base; -1 where it is none.
func code(t string, base int) int {
	prefixed := len(t) > 2 && t[0] == '0'
	switch {
	case base == 10 && len(t) > 3, base == 2 && len(t) != 8 && len(t) != 7:
		return -1
	case base == 16 && prefixed && (t[1] == 'x' || t[1] == 'X'), base == 8 && prefixed && (t[1] == 'o' || t[1] == 'O'):
		t = t[2:]
	case base == 16 && len(t) != 2, base == 8 && len(t) != 3 && (len(t) != 4 || t[0] != '0'):
		return -1
	}
	v := 0
	for i := range len(t) {
		d := hexValue(t[i])
		if d < 0 || d >= base {
			return -1
		}
		v = v*base + d
	}
	if v > 0xff {
		return -1
	}
	return v
}
