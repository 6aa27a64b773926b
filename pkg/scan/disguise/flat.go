package disguise

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Flat takes one layer of character-level disguise off a text that comes in pieces. The zero value is ready.
// At most lookAhead bytes of source are held back for the sake of an unfinished place.
type Flat struct {
	held     string // source not decided yet
	read     int    // source offset of held
	made     int    // decoded bytes given out
	last     byte   // last decoded byte, 0 at the start
	word     word
	look     look
	quoted   int // source offset behind the last quoted-printable place, 0 for none
	sources  places
	changed  bool
	dry      bool // stop at the first change
	foldings *foldings
}

// lookAhead is the most source bytes, from the place itself, that any decision needs.
const lookAhead = 80

type verdict uint8

const (
	keep    verdict = iota // the source stands as it is
	replace                // the source becomes the decoded bytes
	wait                   // more source is needed
)

// place is what a decoder says of the bytes at one offset.
type place struct {
	verdict verdict
	used    int // source bytes it covers
	size    int // decoded bytes, in text
	text    [utf8.UTFMax]byte
}

func kept(n int) place { return place{used: n} }

func dropped(n int) place { return place{verdict: replace, used: n} }

func asByte(b byte, used int) place {
	return place{verdict: replace, used: used, size: 1, text: [utf8.UTFMax]byte{b}}
}

func asRune(r rune, used int) place {
	p := place{verdict: replace, used: used}
	p.size = utf8.EncodeRune(p.text[:], r)
	return p
}

// Write takes the next piece and returns what it adds to the decoded text. With final set the text ends behind it.
// Where nothing is decoded the result shares the piece's memory.
func (f *Flat) Write(piece string, final bool) string {
	buf := piece
	if f.held != "" {
		buf = f.held + piece
	}
	var out strings.Builder
	i, copied := 0, 0
	for i < len(buf) {
		start := i
		i = nextSpecial(buf, i)
		stretch := buf[start:i]
		if i > start {
			f.last = buf[i-1]
		}
		if i == len(buf) || buf[i] >= utf8.RuneSelf {
			if f.word.stretch(stretch); i == len(buf) {
				break
			}
			stretch = ""
		}
		p := f.place(buf, i, final)
		if p.verdict == wait {
			f.word.stretch(stretch)
			break
		}
		if p.verdict == replace {
			f.word.stretch(stretch)
			f.changed = true
			if f.dry {
				return ""
			}
			if copied == 0 {
				out.Grow(len(buf)) // what is decoded is seldom longer than what it is written as
			}
			out.WriteString(buf[copied:i])
			f.sources.add(f.made+out.Len(), f.read+i, p.size, p.used)
			out.Write(p.text[:p.size])
			copied = i + p.used
			for _, b := range p.text[:p.size] {
				f.word.add(b)
				f.last = b
			}
		} else {
			f.last = buf[i+p.used-1]
			if f.last < utf8.RuneSelf {
				f.word.stretch(buf[i : i+p.used])
			}
		}
		i += p.used
	}
	text := buf[:i]
	if copied > 0 {
		out.WriteString(buf[copied:i])
		text = out.String()
	}
	f.made += len(text)
	f.read += i
	f.held = buf[i:]
	return text
}

// place decides what becomes of the special byte at i.
func (f *Flat) place(buf string, i int, final bool) place {
	switch buf[i] {
	case '\\':
		return backslash(buf[i:], final)
	case '%':
		return percent(buf[i:], final)
	case '&':
		return entity(buf[i:], final)
	case '=':
		p := printable(buf[i:], final, f.last, f.quoted > 0 && f.read+i-f.quoted <= quotedNear)
		if p.verdict == replace {
			f.quoted = f.read + i + p.used
		}
		return p
	}
	return f.fold(buf, i, final)
}

// Changed says whether some place was decoded so far.
func (f *Flat) Changed() bool { return f.changed }

// SourceHeld is the source offset up to which the output is final.
func (f *Flat) SourceHeld() int { return f.read }

// Source is the smallest source range that made the decoded range, both in bytes. A place that was decoded belongs to
// the range whole, invisible characters inside the range with it. Offsets that were forgotten give the nearest known.
func (f *Flat) Source(start, end int) (from, to int) {
	from = f.sources.first(start)
	if end <= start {
		return from, from
	}
	return from, f.sources.behind(end - 1)
}

// Forget drops what is known of decoded offsets before this one, so that a stream's memory stays bounded.
func (f *Flat) Forget(decoded int) { f.sources.forget(decoded) }

// Reset makes f ready for another text and keeps its memory.
func (f *Flat) Reset() {
	list := f.sources.list[:0]
	*f = Flat{foldings: f.foldings}
	f.sources.list = list
}

// Plain says that Flat would change nothing. It allocates nothing, and stops at the first change.
func Plain(text string) bool {
	for i := 0; i < len(text); i++ {
		if special[text[i]] {
			f := Flat{dry: true}
			if i > 0 {
				f.last = text[i-1]
				f.word.stretch(text[:i])
			}
			f.Write(text[i:], true)
			return !f.changed
		}
	}
	return true
}

// nextSpecial returns where the first special byte from from on is, or the length of
// text. It looks at eight bytes at once.
func nextSpecial(text string, from int) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for ; from+8 <= len(text); from += 8 {
		t := text[from : from+8]
		w := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 | uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		// The high bit of a byte is set where it is one of the four, and perhaps behind such a byte.
		a, b, c, d := w^'\\'*ones, w^'%'*ones, w^'&'*ones, w^'='*ones
		if found := (w | (a-ones)&^a | (b-ones)&^b | (c-ones)&^c | (d-ones)&^d) & high; found != 0 {
			return from + bits.TrailingZeros64(found)/8
		}
	}
	for from < len(text) && !special[text[from]] {
		from++
	}
	return from
}

// special marks the bytes at which Flat stops to look.
var special = func() (t [256]bool) {
	for _, b := range `\%&=` {
		t[b] = true
	}
	for b := utf8.RuneSelf; b < len(t); b++ {
		t[b] = true
	}
	return t
}()
