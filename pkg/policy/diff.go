package policy

import (
	"fmt"
	"strings"
)

const (
	// diffContext is how many lines that are the same stand around a change.
	diffContext = 3
	// mostCells bounds the table of a comparison. Texts that differ over more lines
	// are shown as replaced as a whole.
	mostCells = 4 << 20
)

// Diff compares two documents line by line, in the unified format. It is "" where
// they are the same.
func Diff(fromName, toName string, from, to []byte) string {
	if string(from) == string(to) {
		return ""
	}
	edits := compare(lines(from), lines(to))
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", fromName, toName)
	for _, h := range hunks(edits) {
		h.write(&out, edits)
	}
	return out.String()
}

// lines keeps each line's end, by which a last line without one differs.
func lines(text []byte) []string {
	all := strings.SplitAfter(string(text), "\n")
	if all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

// edit is one line of a comparison: kept (' '), taken away ('-') or added ('+').
type edit struct {
	kind byte
	line string
}

// compare finds a shortest list of edits, by the longest common subsequence of
// what is between the lines that both begin and end with.
func compare(a, b []string) []edit {
	var edits []edit
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		edits = append(edits, edit{' ', a[0]})
		a, b = a[1:], b[1:]
	}
	var tail []string
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	a, tail, b = a[:len(a)-n], a[len(a)-n:], b[:len(b)-n]
	edits = append(edits, between(a, b)...)
	for _, l := range tail {
		edits = append(edits, edit{' ', l})
	}
	return edits
}

func between(a, b []string) []edit {
	var edits []edit
	i, j := 0, 0
	if (len(a)+1)*(len(b)+1) <= mostCells {
		width := len(b) + 1
		common := make([]int32, (len(a)+1)*width) // of a[i:] and b[j:]
		for i := len(a) - 1; i >= 0; i-- {
			for j := len(b) - 1; j >= 0; j-- {
				if a[i] == b[j] {
					common[i*width+j] = common[(i+1)*width+j+1] + 1
				} else {
					common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
				}
			}
		}
		for i < len(a) && j < len(b) {
			switch {
			case a[i] == b[j]:
				edits = append(edits, edit{' ', a[i]})
				i++
				j++
			case common[(i+1)*width+j] >= common[i*width+j+1]:
				edits = append(edits, edit{'-', a[i]})
				i++
			default:
				edits = append(edits, edit{'+', b[j]})
				j++
			}
		}
	}
	for ; i < len(a); i++ {
		edits = append(edits, edit{'-', a[i]})
	}
	for ; j < len(b); j++ {
		edits = append(edits, edit{'+', b[j]})
	}
	return edits
}

// hunk is a run of edits that is shown: from start up to end, with the numbers of
// the lines before it.
type hunk struct{ start, end, linesA, linesB int }

func hunks(edits []edit) []hunk {
	var out []hunk
	a, b := 0, 0 // lines before edits[i]
	before := make([][2]int, len(edits)+1)
	for i, e := range edits {
		before[i] = [2]int{a, b}
		if e.kind != '+' {
			a++
		}
		if e.kind != '-' {
			b++
		}
	}
	for i, e := range edits {
		if e.kind == ' ' {
			continue
		}
		start, end := max(0, i-diffContext), min(len(edits), i+diffContext+1)
		if n := len(out); n > 0 && start <= out[n-1].end {
			out[n-1].end = end
			continue
		}
		out = append(out, hunk{start: start, end: end, linesA: before[start][0], linesB: before[start][1]})
	}
	return out
}

func (h hunk) write(out *strings.Builder, edits []edit) {
	countA, countB := 0, 0
	for _, e := range edits[h.start:h.end] {
		if e.kind != '+' {
			countA++
		}
		if e.kind != '-' {
			countB++
		}
	}
	fmt.Fprintf(out, "@@ -%s +%s @@\n", span(h.linesA, countA), span(h.linesB, countB))
	for _, e := range edits[h.start:h.end] {
		out.WriteByte(e.kind)
		out.WriteString(e.line)
		if !strings.HasSuffix(e.line, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// span is a range of lines as the format has it: a range of none stands at the
// line before it.
func span(before, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", before)
	case 1:
		return fmt.Sprint(before + 1)
	}
	return fmt.Sprintf("%d,%d", before+1, count)
}
