package injection

import (
	"unicode"
	"unicode/utf8"

	"sluice/pkg/injection/internal/fold"
)

// Inspect returns where a completion discloses something, sorted by Start, at
// most MaxFindings of a rule, those of one rule not overlapping; nil where
// nothing is found. Time grows linearly with the completion, memory does not
// grow with it.
//
// A growing completion can be inspected in windows that repeat the last
// Overlap bytes of the one before: nothing whose disguise stretches over less
// than that is missed. Watch misses nothing, and looks at every byte once.
func (d *Disclosure) Inspect(completion string) []Finding {
	if d.Empty() {
		return nil
	}
	return d.Watch().Next(completion)
}

// Watch inspects one growing completion. One goroutine uses it.
type Watch struct {
	d     *Disclosure
	base  int    // bytes of the pieces before this one
	carry string // the beginning of a character

	ring   [ringSize]place // where the last folded bytes came from
	folded [ringSize]byte
	n      int    // folded bytes so far
	hash   uint64 // of the last gramSize
	tail   uint64 // the last 8

	runs  [maxPlaces]run
	open  int
	found []Finding
	told  map[string]int
}

const (
	ringSize = 1 << 10
	ringMask = ringSize - 1
)

// run is a stretch of the completion that equals a protected text so far.
type run struct {
	system, at int // the next byte of the text
	start, end int // in the completion
	size       int // folded bytes
	told       bool
}

// Watch begins the inspection of a completion that comes in pieces.
func (d *Disclosure) Watch() *Watch { return &Watch{d: d, told: make(map[string]int)} }

// Next takes the next piece, which may end anywhere, and returns what is found
// by it. Offsets count from the beginning of the first piece. A run of a
// protected text is told as soon as it is long enough, and again, longer, when
// it goes on in later pieces.
func (w *Watch) Next(piece string) []Finding {
	text := w.carry + piece
	start := w.base - len(w.carry)
	w.base += len(piece)
	w.carry = ""
	w.found = nil
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf {
			if f := w.d.ascii[c]; f != 0 {
				w.take(f, place{start + at, start + at + 1})
			}
			at++
			continue
		}
		if !utf8.FullRuneInString(text[at:]) {
			w.carry = text[at:]
			break
		}
		c, size := utf8.DecodeRuneInString(text[at:])
		var buf [4]byte
		for _, f := range foldRune(buf[:0], c) {
			w.take(f, place{start + at, start + at + size})
		}
		at += size
	}
	for i := range w.open {
		w.tell(&w.runs[i])
	}
	if len(w.found) == 0 {
		return nil
	}
	return merge(w.found)
}

// take adds one folded byte.
func (w *Watch) take(c byte, from place) {
	d := w.d
	if w.open > 0 {
		w.extend(c, from)
	}
	if w.n >= gramSize {
		w.hash -= (uint64(w.folded[(w.n-gramSize)&ringMask]) + 1) * d.power
	}
	w.hash = w.hash*d.base + uint64(c) + 1
	w.tail = w.tail<<8 | uint64(c)
	w.ring[w.n&ringMask], w.folded[w.n&ringMask] = from, c
	w.n++
	if w.n >= 8 && d.tails.has(w.tail) {
		for _, n := range d.needles[w.tail] {
			w.needle(n, from.end)
		}
	}
	if w.n >= gramSize && d.heads.has(w.hash) {
		for _, g := range d.grams[w.hash] {
			w.begin(g, from.end)
		}
	}
}

// extend lets the open runs grow by a byte, and closes those that end.
func (w *Watch) extend(c byte, from place) {
	kept := 0
	for i := range w.open {
		r := w.runs[i]
		text := w.d.systems[r.system]
		if r.at < len(text) && text[r.at] == c {
			r.at, r.size, r.end = r.at+1, r.size+1, from.end
			w.runs[kept] = r
			kept++
			continue
		}
		w.tell(&r)
	}
	w.open = kept
}

// equal says whether the last folded bytes are text.
func (w *Watch) equal(text string) bool {
	if len(text) > w.n || len(text) > ringSize {
		return false
	}
	for i := range len(text) {
		if w.folded[(w.n-len(text)+i)&ringMask] != text[i] {
			return false
		}
	}
	return true
}

func (w *Watch) needle(n needle, end int) {
	if w.equal(n.text) {
		w.report(n.rule, w.ring[(w.n-len(n.text))&ringMask].start, end)
	}
}

// begin opens a run where a piece of a protected text was found, and looks how
// far back it reaches.
func (w *Watch) begin(g gramAt, end int) {
	for i := range w.open {
		if w.runs[i].system == g.system && w.runs[i].at == g.end {
			return
		}
	}
	text := w.d.systems[g.system]
	if w.open == len(w.runs) || !w.equal(text[g.end-gramSize:g.end]) {
		return
	}
	size := gramSize
	for size < g.end && size < w.n && size < ringSize && w.folded[(w.n-size-1)&ringMask] == text[g.end-size-1] {
		size++
	}
	w.runs[w.open] = run{system: g.system, at: g.end, start: w.ring[(w.n-size)&ringMask].start, end: end, size: size}
	w.open++
}

func (w *Watch) tell(r *run) {
	if r.size < minRun {
		return
	}
	if r.told { // the same run, longer
		w.found = append(w.found, Finding{ruleSystemDisclosure, r.start, r.end})
		return
	}
	r.told = w.report(ruleSystemDisclosure, r.start, r.end)
}

func (w *Watch) report(rule string, start, end int) bool {
	if w.told[rule] >= MaxFindings {
		return false
	}
	w.told[rule]++
	w.found = append(w.found, Finding{rule, start, end})
	return true
}

// foldRune appends the folded form of a character that is not ASCII, nothing
// for what is no letter or digit.
func foldRune(dst []byte, c rune) []byte {
	switch s, k := fold.Rune(c); {
	case k != fold.Letter && k != fold.Digit:
		return dst
	case s != "":
		return append(dst, s...)
	}
	return utf8.AppendRune(dst, unicode.ToLower(c))
}

// foldText returns the letters and digits of a text, folded.
func foldText(text string) string {
	out, ascii := make([]byte, 0, len(text)), fold.ASCII()
	for _, c := range text {
		if c < utf8.RuneSelf {
			if f := ascii[c]; f != 0 {
				out = append(out, f)
			}
			continue
		}
		out = foldRune(out, c)
	}
	return string(out)
}
