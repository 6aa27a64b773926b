package disguise

import (
	"strings"
	"unicode/utf8"
)

// list is a stretch of short items: single characters, pairs of hexadecimal digits, character codes. Its start is that
// of the marks before the first.
type list struct {
	open       bool
	start, end int
	count      int
	rest       Kind
	items      []item
}

// maxMarks is how many bytes that are not white space may stand between two items.
const maxMarks = 40

func (r *Runs) listToken(start, end int) {
	l := &r.list
	if r.cut || !listItem(r.text(start, end)) {
		if l.open {
			r.closeList(start)
		}
		return
	}
	if !l.open {
		l.open, l.start, l.count, l.rest = true, r.lead, 0, 0
	}
	l.count++
	l.end = end
	if r.full(l.start, end) {
		r.cutList(end)
	}
}

func (r *Runs) listGap(start, end int) {
	l := &r.list
	if !l.open || end-start == 1 {
		return
	}
	gap, marks := r.text(start, end), 0
	for i := 0; i < len(gap); {
		n := 1
		switch b := gap[i]; {
		case b >= utf8.RuneSelf:
			if n = lone(gap, i); n == 0 {
				r.closeList(l.end)
				return
			}
			l.count++
			l.end, marks = start+i+n, 0
		case b > ' ':
			marks++
		}
		if marks > maxMarks {
			r.closeList(l.end)
			return
		}
		i += n
	}
}

// lone is the size of the character at i, which is beyond ASCII, where ASCII stands on both sides of it in the gap; 0
// where it does not.
func lone(gap string, i int) int {
	_, n := utf8.DecodeRuneInString(gap[i:])
	if i == 0 || gap[i-1] >= utf8.RuneSelf || i+n >= len(gap) || gap[i+n] >= utf8.RuneSelf {
		return 0
	}
	return n
}

// closeList looks at the list and forgets it. The bytes up to limit stand behind the last item.
func (r *Runs) closeList(limit int) {
	l := &r.list
	switch {
	case l.rest != 0:
		end := max(l.end, min(limit, l.end+maxGlue))
		for end > l.end && r.text(end-1, end)[0] <= ' ' {
			end--
		}
		if end > l.start {
			r.yield(Run{Start: l.start, End: end, Kind: l.rest})
		}
	case l.count >= minItems && (r.only == nil || r.only(l.start, l.end)):
		r.listRuns(max(l.end, min(limit, l.end+maxGlue)), false)
	}
	l.open = false
}

// cutList looks at a list that reached the limit; it goes on as the rest of a run, or afresh.
func (r *Runs) cutList(end int) {
	l := &r.list
	rest := l.rest
	if rest != 0 {
		r.yield(Run{Start: l.start, End: end, Kind: rest, Open: true})
	} else if l.count >= minItems {
		rest = r.listRuns(end, true)
	}
	*l = list{open: true, start: end, end: end, rest: rest, items: l.items[:0]}
}

func (r *Runs) listRuns(end int, open bool) (rest Kind) {
	l := &r.list
	emit := func(run Run) {
		if open && run.End == end {
			run.Open = true
			rest = run.Kind
		}
		r.yield(run)
	}
	text := r.text(l.start, end)
	r.singles(text, emit)
	r.numbers(text, emit)
	return rest
}

// listItem says that a token may be an item of a list, or the name of the function around one.
func listItem(t string) bool {
	switch len(t) {
	case 1:
		return true
	case 2:
		return hexValue(t[0]) >= 0 && hexValue(t[1]) >= 0
	case 3, 4, 6, 7, 8:
		if t[0] >= '0' && t[0] <= '9' {
			return number(t)
		}
		return codeCall(t)
	}
	return false
}

// number says that a token of three characters or more may be a character code.
func number(t string) bool {
	digits, bits := true, true
	for i := range len(t) {
		digits = digits && t[i] >= '0' && t[i] <= '9'
		bits = bits && t[i]&^1 == '0'
	}
	switch len(t) {
	case 3:
		return digits
	case 4:
		return digits || (t[1] == 'x' || t[1] == 'X') && isHex(t[2:]) || (t[1] == 'o' || t[1] == 'O')
	case 7, 8:
		return bits
	}
	return false
}

// codeCall says that a word names the function that makes a character of its code.
func codeCall(t string) bool {
	switch len(t) {
	case 3:
		return strings.EqualFold(t, "chr")
	case 4:
		return strings.EqualFold(t, "char") || strings.EqualFold(t, "chrw")
	case 6:
		return strings.EqualFold(t, "unichr")
	case 7:
		return strings.EqualFold(t, "unichar")
	}
	return false
}
