package sanitize

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"sluice/pkg/scan"
)

// stream is a row of leaves whose texts are read one after the other without a separator, as a
// reader of the document might.
type stream []int

// streams returns what is to be read joined: all string values; the leaves of every path
// pattern, so that the parts of contents, the contents of messages and the numbers of an array
// meet; the names that are the sender's; runs of names and values in turn; and the alternatives
// of one rank of all tokens.
func streams(leaves []leaf) []stream {
	var strs, names, mixed stream
	var all []stream
	byPattern := map[int]stream{}
	byRank := ranked{}
	closeMixed := func() {
		if len(mixed) > 1 {
			all = append(all, mixed)
		}
		mixed = nil
	}
	for i := range leaves {
		l := &leaves[i]
		if l.inert || l.text == "" {
			continue
		}
		if !l.foreign {
			closeMixed()
		}
		switch l.kind {
		case rawLeaf:
			continue
		case keyLeaf:
			names = append(names, i)
			if l.foreign {
				mixed = append(mixed, i)
			}
			continue
		case stringLeaf:
			if !l.tokens {
				strs = append(strs, i)
			}
		case numberLeaf:
			if l.tokens {
				continue // a log-probability
			}
		}
		if l.foreign && l.kind != bytesLeaf {
			mixed = append(mixed, i)
		}
		byPattern[l.pattern] = append(byPattern[l.pattern], i)
		byRank.add(l, i)
	}
	closeMixed()
	for _, s := range []stream{strs, names} {
		if len(s) > 1 {
			all = append(all, s)
		}
	}
	return byRank.append(appendPatterns(all, byPattern, leaves, strs))
}

// ranked are rows of alternatives, by path pattern and rank.
type ranked map[[2]int]stream

func (r ranked) add(l *leaf, i int) {
	if l.rank > 0 {
		k := [2]int{l.pattern, l.rank}
		r[k] = append(r[k], i)
	}
}

// append adds the rows of patterns that have more than one: of the others the pattern's own row
// is the same.
func (r ranked) append(all []stream) []stream {
	keys := slices.SortedFunc(maps.Keys(r), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, k := range keys {
		if _, more := r[[2]int{k[0], 2}]; more && len(r[k]) > 1 {
			all = append(all, r[k])
		}
	}
	return all
}

// appendPatterns adds the rows of the patterns, in document order, but for those that stand
// unbroken in strs: they are read there.
func appendPatterns(all []stream, byPattern map[int]stream, leaves []leaf, strs stream) []stream {
	for i := range leaves {
		s := byPattern[leaves[i].pattern]
		if len(s) < 2 || s[0] != i {
			continue
		}
		at := sort.SearchInts(strs, s[0])
		if at+len(s) <= len(strs) && slices.Equal(strs[at:at+len(s)], s) {
			continue
		}
		all = append(all, s)
	}
	return all
}

// joined scans a stream around the seams between its leaves. Only what spans a seam counts, and
// only of rules that are strong enough to join. What lies within scan.MaxJoin of a seam is read,
// once, so that the work stays linear.
func (r *run) joined(f *findings, s stream) {
	for from := 0; from < len(s); {
		// A window: leaves from..to, the first and last of which may be cut.
		to := from
		for to+1 < len(s) && (to == from || len(f.leaves[s[to]].text) < 2*scan.MaxJoin) {
			to++
		}
		if to > from {
			r.window(f, s[from:to+1], scan.MaxJoin)
		}
		if to+1 == len(s) {
			break
		}
		from = to
	}
	r.fragments(f, s)
}

// window scans the leaves of s as one text; of the first the last bytes, of the last the first,
// most bytes at most.
func (r *run) window(f *findings, s stream, most int) {
	first, last := f.leaves[s[0]].text, f.leaves[s[len(s)-1]].text
	skip := max(len(first)-most, 0)
	ends := make([]int, len(s)) // where each leaf ends in the joined text
	var b strings.Builder
	b.WriteString(first[skip:])
	ends[0] = b.Len()
	for i := 1; i < len(s)-1; i++ {
		b.WriteString(f.leaves[s[i]].text)
		ends[i] = b.Len()
	}
	b.WriteString(cut(last, most))
	ends[len(s)-1] = b.Len()
	for _, found := range r.set.Scan(b.String()) {
		i := sort.SearchInts(ends, found.Start+1)
		if found.End <= ends[i] || !r.set.Joins(found.Rule) {
			continue
		}
		var spans []span
		for at := found.Start; at < found.End; i++ {
			begin := -skip // where the leaf's text begins in the joined text
			if i > 0 {
				begin = ends[i-1]
			}
			stop := min(found.End, ends[i])
			spans = append(spans, span{s[i], at - begin, stop - begin})
			at = stop
		}
		r.add(f, found, spans...)
	}
}

const (
	maxFragments = 4       // leaves in a row that are read without their neighbours
	fragmentEdge = 1 << 10 // bytes of the first and last leaf that are read
	fewLeaves    = 8       // up to so many, digits alone may be a fragment
)

// fragments scans short rows of leaves without what stands before and after. Joined with a
// neighbour that goes on in letters, a secret that begins or ends with its leaf has no border
// and is not seen: "AKIA…" and "…EXAMPLE" and "please".
func (r *run) fragments(f *findings, s stream) {
	whole := make([]bool, len(s)) // may lie in a secret from end to end
	some := false
	for i := range s {
		whole[i] = fragment(&f.leaves[s[i]], len(s) <= fewLeaves)
		some = some || whole[i]
	}
	if !some || len(s) < 3 {
		return
	}
	glued := func(i int) bool { // leaves i and i+1 meet without a border
		if i < 0 || i+1 >= len(s) {
			return false
		}
		a, b := f.leaves[s[i]].text, f.leaves[s[i+1]].text
		return !border(a[len(a)-1]) && !border(b[0])
	}
	for i := range s {
		for j := i + 1; j < min(i+maxFragments, len(s)); j++ {
			if whole[i] && glued(i-1) || whole[j] && glued(j) {
				r.window(f, s[i:j+1], fragmentEdge)
			}
			if !whole[j] {
				break
			}
		}
	}
}

// fragment says whether the whole leaf may be a piece from the middle of a secret: a single
// word, or groups of digits and capitals.
func fragment(l *leaf, digits bool) bool {
	if l.kind == numberLeaf || l.tokens || len(l.text) > scan.MaxJoin {
		return false
	}
	spaces, lower, letters := false, false, false
	for i := 0; i < len(l.text); i++ {
		switch c := l.text[i]; {
		case c >= utf8.RuneSelf:
			return false
		case c == ' ' || '\t' <= c && c <= '\r':
			spaces = true
		case 'a' <= c && c <= 'z':
			lower, letters = true, true
		case 'A' <= c && c <= 'Z':
			letters = true
		}
		if spaces && lower {
			return false
		}
	}
	return letters || digits
}

func border(c byte) bool { return c <= ' ' }
