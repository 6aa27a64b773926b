package sanitize

import (
	"sort"
	"strings"
	"unicode/utf8"

	"sluice/pkg/scan"
)

// view reads a text in pieces, as it is or without one layer of JSON escapes, and scans it.
// Offsets are in the whole text that it reads, those of escapes as in layer.
type view struct {
	scan    *scan.Stream
	under   *view  // whose text it reads without escapes; nil where it reads the pass's text
	raw     int    // how much of that it took, without part
	part    string // an escape at the end of it that is not finished
	read    int    // how long its own text is
	safe    int    // up to where that is decided
	escapes layer
}

// plain takes the next piece of the text below, and returns what it adds to the view's own.
func (v *view) plain(piece string, final bool) string {
	if v.under == nil {
		return piece
	}
	s := v.part + piece
	v.part = ""
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		v.raw += len(s)
		return s
	}
	b := make([]byte, 0, len(s))
	done := 0
	for ; i >= 0; i = next(s, i) {
		if unfinished(s[i+1:]) {
			if !final {
				v.part = s[i:]
			}
			break
		}
		r, n := sequence(s[i+1:])
		if n == 0 {
			continue
		}
		b = append(b, s[done:i]...)
		start := v.read + len(b)
		b = utf8.AppendRune(b, r)
		done = i + 1 + n
		v.escapes = append(v.escapes, escape{start, v.read + len(b), v.raw + i, v.raw + done})
		i = done - 1
	}
	b = append(b, s[done:len(s)-len(v.part)]...)
	v.raw += len(s) - len(v.part)
	return string(b)
}

// unfinished says whether s, which follows a backslash, may be the start of a longer escape.
func unfinished(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != 'u' || len(s) > 4 {
		return false
	}
	_, ok := hex4(s[1:] + "0000"[len(s)-1:])
	return ok
}

// look scans the next piece of the view's own text, and appends what is found.
func (v *view) look(piece string, final bool, found []sighting) []sighting {
	v.read += len(piece)
	found = v.take(v.scan.Write(piece), found)
	if final {
		found = v.take(v.scan.Close(), found)
	}
	return found
}

func (v *view) take(r scan.Release, found []sighting) []sighting {
	for i, f := range r.Findings {
		f.Start += v.safe
		f.End += v.safe
		for w := v; w.under != nil; w = w.under {
			f.Start, f.End = w.escapes.start(f.Start), w.escapes.end(f.End)
		}
		found = append(found, sighting{f, i == 0 && r.Continues})
	}
	v.safe += len(r.Text)
	return found
}

// original returns where a place in the view's text was written.
func (v *view) original(at int) int {
	for w := v; w.under != nil; w = w.under {
		at = w.escapes.start(at)
	}
	return at
}

// trim forgets the escapes before a place in the text below, but for the last, and returns the
// place in the view's text.
func (v *view) trim(at int) int {
	n := sort.Search(len(v.escapes), func(i int) bool { return v.escapes[i].rawEnd > at })
	if n == 0 {
		return at
	}
	e := v.escapes[n-1]
	if n > 64 {
		v.escapes = append(v.escapes[:0], v.escapes[n-1:]...)
	}
	return e.plainEnd + at - e.rawEnd
}
