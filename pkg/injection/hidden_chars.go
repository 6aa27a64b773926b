package injection

import (
	"strings"
	"unicode/utf8"
)

const (
	minTagged    = 4  // tag characters in a row
	minSelectors = 8  // variation selectors in a row
	minZeroWidth = 24 // zero-width characters in a row
	minOverride  = 4  // letters under a direction override
	maxOverride  = 4 << 10
)

// findInvisible looks at runs of characters that take no room. Every one of
// them begins with a byte of UTF-8 that ASCII text does not have.
func findInvisible(in *inspection) {
	text := in.text
	flag := false // a black flag stands directly before: tags make it a country's
	for at := 0; at < len(text); {
		if text[at] < 0xE0 {
			at++
			flag = false
			continue
		}
		c, size := utf8.DecodeRuneInString(text[at:])
		class := invisibleClass(c)
		if class == none {
			flag = c == 0x1F3F4
			if c == 0x202D || c == 0x202E {
				findOverride(in, at, at+size)
			}
			at += size
			continue
		}
		start, n, w := at, 0, newWave()
		for at < len(text) {
			c, size := utf8.DecodeRuneInString(text[at:])
			if invisibleClass(c) != class {
				break
			}
			w.next(c)
			at += size
			n++
		}
		switch class {
		case tags:
			if n >= minTagged && !(flag && n <= 8) {
				in.add(start, at)
			}
		case selectors:
			if n >= minSelectors {
				in.add(start, at)
			}
		case zeroWidth:
			if n >= minZeroWidth && !w.periodic() {
				in.add(start, at)
			}
		}
		flag = false
	}
}

type runClass uint8

const (
	none runClass = iota
	tags
	selectors
	zeroWidth
)

func invisibleClass(c rune) runClass {
	switch {
	case c >= 0xE0000 && c <= 0xE007F:
		return tags
	case c >= 0xFE00 && c <= 0xFE0F, c >= 0xE0100 && c <= 0xE01EF:
		return selectors
	case c >= 0x200B && c <= 0x200F, c >= 0x2060 && c <= 0x2064, c == 0xFEFF, c == 0x180E, c == 0x34F:
		return zeroWidth
	}
	return none
}

// wave tells a message from padding: mail programs pad previews with the same
// few zero-width characters over and over.
type wave struct {
	last  [8]rune
	n     int
	match [9]int // by period: how often a character was the one so long before
}

func newWave() wave { return wave{} }

func (w *wave) next(c rune) {
	for period := 1; period <= 8 && period <= w.n; period++ {
		if w.last[(w.n-period)%8] == c {
			w.match[period]++
		}
	}
	w.last[w.n%8] = c
	w.n++
}

func (w *wave) periodic() bool {
	for period := 1; period <= 8; period++ {
		if w.match[period]*10 >= (w.n-period)*9 {
			return true
		}
	}
	return false
}

// findOverride reports letters between a direction override and what ends it.
func findOverride(in *inspection, start, from int) {
	letters := 0
	end := from
	for i, c := range in.text[from:min(len(in.text), from+maxOverride)] {
		if c == 0x202C || c == '\n' || c == 0x202D || c == 0x202E {
			if c == 0x202C {
				end = from + i + 3
			}
			break
		}
		if c < utf8.RuneSelf && strings.IndexByte(" \t\r", byte(c)) < 0 {
			letters++
		}
		end = from + i + utf8.RuneLen(c)
	}
	if letters >= minOverride {
		in.add(start, min(end, len(in.text)))
	}
}
