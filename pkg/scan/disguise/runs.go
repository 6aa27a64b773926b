package disguise

import "strings"

// Kind says how a run was disguised.
type Kind uint8

const (
	Base64   Kind = iota + 1 // base64 or base64url, also wrapped over lines; compressed data inside is unpacked
	Hex                      // at least 16 hexadecimal digits in a row
	Base32                   // RFC 4648, 6
	Numbers                  // a list of character codes: hexadecimal, decimal, octal or binary
	Spaced                   // single characters with the same separator between them
	Joined                   // string literals put together in code
	Split                    // a token broken by the end of a line
	Reversed                 // base64 that decodes back to front
	Literals                 // whole string literals with an operator of code between
)

// Run is an encoded stretch of the source and what it decodes to.
type Run struct {
	Start, End int // source range in bytes
	Kind       Kind
	Text       string // decoded child text
	Bomb       bool   // what it unpacks to is over the bound; Text is the beginning
	Open       bool   // it reached the limit and goes on
}

// MaxRun is the limit for streams, in source bytes.
const MaxRun = 4096

const (
	minToken = 16      // encoded characters that are worth a look
	minItems = 8       // items of a list that are worth a look
	maxGap   = 64      // bytes between two tokens beyond which nothing goes on
	maxGlue  = 8       // punctuation inside a word
	maxLead  = 32      // bytes before the first item of a list that may belong to it
	maxChild = 1 << 20 // unpacked bytes of one run
)

// Runs finds the encoded runs of a text that comes in pieces. Use NewRuns.
//
// It reads the text as tokens (ASCII letters and digits) and gaps, and keeps two things open at a time: a chain (a word
// with its punctuation, and further words joined to it by a line break or by two quotes with an operator between) and a
// list (short items). In prose the chain is the last word, over the end of a line the last two, and the list a few
// words of one or two letters. What is open is looked at once, when it closes.
//
// A run that reaches the limit is yielded with Open set and what was decoded of it; then once more for each further
// limit and at last for its rest, without Text, the last of them with Open not set. All of it belongs to the run.
type Runs struct {
	limit, cap int
	buf        string
	base       int // source offset of buf
	pos        int // source offset of what is read
	mark       int // source offset where the token or gap at pos begins
	gap        bool
	skip       bool // in a gap over maxGap
	cut        bool // the token goes on one that was cut
	lead       int  // source offset from which the gap before the token may belong to a list
	chain      chain
	list       list
	literals   literals
	decoder    decoder
	joined     []byte
	kept       *strings.Builder
	yield      func(Run)
	only       func(start, end int) bool
}

// NewRuns makes a Runs that holds at most limit source bytes back; 0 is for whole texts: no limit.
func NewRuns(limit int) *Runs {
	r := &Runs{}
	r.Reset(limit)
	return r
}

// Reset makes r ready for another text and keeps its memory.
func (r *Runs) Reset(limit int) {
	pieces, items, d, joined, literal := r.chain.pieces[:0], r.list.items[:0], r.decoder, r.joined, r.literals.pieces[:0]
	if limit > 0 {
		limit = max(limit, 1024)
	}
	*r = Runs{limit: limit, cap: limit / 8, gap: true, decoder: d, joined: joined, kept: r.kept}
	r.decoder.spent = 0
	r.chain.pieces, r.list.items, r.literals.pieces = pieces, items, literal
}

// Only says that of the text to come just the runs are wanted in which only says that
// something is new. Reset ends it.
func (r *Runs) Only(only func(start, end int) bool) { r.only = only }

// Write takes the next piece and yields the runs that closed in it. With final set the text ends behind it.
func (r *Runs) Write(piece string, final bool, yield func(Run)) {
	r.yield = yield
	if keep := r.needed(); keep > r.base {
		r.buf = r.buf[keep-r.base:]
		r.base = keep
	}
	if r.buf == "" {
		r.buf = piece
	} else {
		r.buf += piece
	}
	r.scan()
	if final {
		r.finish()
	}
	r.yield = nil
}

// Held is the source offset from which a run may be open; the whole length read so far where none is.
func (r *Runs) Held() int {
	held := r.pos
	if !r.skip {
		held = r.mark
	}
	switch {
	case r.skip || r.chain.open || r.list.open:
	case r.gap:
		held = max(r.mark, r.pos-maxLead)
	case !r.cut:
		held = min(held, r.lead)
	}
	if r.chain.open {
		held = min(held, r.chain.start)
	}
	if r.list.open {
		held = min(held, r.list.start)
	}
	if r.literals.open {
		held = min(held, r.literals.first())
	}
	return max(held, r.base)
}

// needed is the source offset from which the text is asked for again: a gap is looked at whole when it ends.
func (r *Runs) needed() int {
	if r.skip {
		return r.Held()
	}
	return min(r.Held(), r.mark-maxGlue)
}

func (r *Runs) text(start, end int) string { return r.buf[start-r.base : end-r.base] }

func (r *Runs) scan() {
	buf, base := r.buf, r.base
	end := base + len(buf)
	for r.pos < end {
		if !r.gap && !r.cut && r.pos == r.mark {
			r.swift()
		}
		i := r.pos - base
		if r.gap {
			stop := len(buf)
			if !r.skip {
				stop = min(stop, r.mark-base+maxGap)
			}
			for i < stop && !alnum[buf[i]] {
				i++
			}
			r.pos = base + i
			if i < len(buf) && alnum[buf[i]] {
				if r.skip {
					r.chain.lead, r.lead = r.pos, r.pos
				} else {
					r.endGap(r.mark, r.pos)
					r.lead = max(r.mark, r.pos-maxLead)
				}
				r.gap, r.skip, r.cut, r.mark = false, false, false, r.pos
			} else if !r.skip && r.pos == r.mark+maxGap {
				r.breakAll(r.pos)
				r.skip = true
			}
			continue
		}
		stop := len(buf)
		if r.cap > 0 {
			stop = min(stop, r.mark-base+r.cap)
		}
		for i < stop && alnum[buf[i]] {
			i++
		}
		r.pos = base + i
		if i < len(buf) && !alnum[buf[i]] {
			if r.pos > r.mark {
				r.endToken(r.mark, r.pos)
			}
			r.gap, r.mark = true, r.pos
		} else if r.cap > 0 && r.pos == r.mark+r.cap {
			r.endToken(r.mark, r.pos)
			r.cut, r.mark = true, r.pos
		}
	}
}

func (r *Runs) finish() {
	switch {
	case r.skip:
	case r.gap:
		r.endGap(r.mark, r.pos)
	case r.pos > r.mark:
		r.endToken(r.mark, r.pos)
	}
	r.breakAll(r.pos)
	r.gap, r.skip, r.mark = true, false, r.pos
}

func (r *Runs) endToken(start, end int) {
	r.chainToken(start, end)
	r.listToken(start, end)
	if r.literals.open && end-r.literals.start > maxLiteral {
		r.literalLong(end)
	}
}

func (r *Runs) endGap(start, end int) {
	r.chainGap(start, end)
	r.listGap(start, end)
	if end-start != 1 || r.literals.open || quote[r.buf[start-r.base]] {
		r.literalGap(start, end)
	}
}

func (r *Runs) breakAll(at int) {
	if r.chain.open {
		r.closeChain()
	}
	if r.list.open {
		r.closeList(at)
	}
	if r.literals.open {
		r.closeLiterals()
	}
	r.chain.lead = at
}

// full says that a run from start must be cut at end, so that no more than the limit is ever held.
func (r *Runs) full(start, end int) bool {
	return r.limit > 0 && end-start+r.cap+maxGap > r.limit
}

var alnum = func() (t [256]bool) {
	for b := range t {
		t[b] = asciiAlnum(byte(b))
	}
	return t
}()
