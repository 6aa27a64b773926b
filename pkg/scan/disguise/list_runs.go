package disguise

import "strings"

// maxSeparator is the widest separator between single characters.
const maxSeparator = 4

// singles yields the stretches of single characters with the same separator between them.
func (r *Runs) singles(text string, emit func(Run)) {
	for w := 1; w <= maxSeparator; w++ {
		for i := 0; i+w < len(text); {
			step := w + 1
			if alnum[text[i+1]] || i+step < len(text) && !graphic(text, i+step) {
				i++
				continue
			}
			sep := text[i+1 : i+1+w]
			if !separates(sep) {
				i++
				continue
			}
			end, letters := i, 0
			for graphic(text, end) {
				if alnum[text[end]] {
					letters++
				}
				if !strings.HasPrefix(text[end+1:], sep) || !graphic(text, end+step) {
					end++
					break
				}
				end += step
			}
			count := (end - i + w) / step
			if count < minItems || letters*2 < count {
				i++
				continue
			}
			child := make([]byte, 0, count)
			for at := i; at < end; at += step {
				child = append(child, text[at])
			}
			emit(Run{Start: r.list.start + i, End: r.list.start + end, Kind: Spaced, Text: string(child)})
			i = end
		}
	}
}

func graphic(s string, i int) bool { return i < len(s) && s[i] > ' ' && s[i] < 0x7f }

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
