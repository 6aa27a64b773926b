package disguise

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type class uint8

const (
	classNone      class = iota // part of a word, no ASCII twin
	classBreak                  // ends a word
	classHard                   // becomes ASCII always
	classSoft                   // punctuation: becomes ASCII beside ASCII
	classTwin                   // look-alike letter of another script
	classAccent                 // Latin letter with a mark
	classInvisible              // not seen, or a mark over a letter
)

// folding is a class and up to three ASCII bytes.
type folding uint32

func (e folding) class() class    { return class(e >> 28) }
func (e folding) size() int       { return int(e >> 24 & 15) }
func (e folding) byte(i int) byte { return byte(e >> (8 * i)) }

func newFolding(c class, text string) folding {
	e := folding(c)<<28 | folding(len(text))<<24
	for i := range len(text) {
		e |= folding(text[i]) << (8 * i)
	}
	return e
}

// foldings holds what becomes of every code point, in pages of 256.
type foldings struct {
	pages [0xE01FF>>8 + 1]*[256]folding
}

func (f *foldings) of(r rune) folding {
	if p := int(r >> 8); p < len(f.pages) && f.pages[p] != nil {
		return f.pages[p][r&0xff]
	}
	return 0
}

func (f *foldings) set(r rune, e folding) {
	p := &f.pages[r>>8]
	if *p == nil {
		*p = new([256]folding)
	}
	(*p)[r&0xff] = e
}

func (f *foldings) fill(from, to rune, c class) {
	for r := from; r <= to; r++ {
		f.set(r, newFolding(c, ""))
	}
}

// allFoldings is made once, at the first character beyond ASCII. It is not changed afterwards.
var allFoldings = sync.OnceValue(func() *foldings {
	f := new(foldings)
	for _, b := range [][2]rune{{0x80, 0xBF}, {0x2000, 0x206F}, {0x2190, 0x2BFF}, {0x3000, 0x303F}, {0xFF00, 0xFF0F}, {0x1F000, 0x1FAFF}} {
		f.fill(b[0], b[1], classBreak)
	}
	f.compatible()
	f.digits()
	f.accents()
	for _, t := range twins {
		f.series(classTwin, t.from, t.to)
	}
	for _, t := range styled {
		f.series(classHard, t.from, t.to)
	}
	for _, t := range punctuation {
		f.series(classSoft, t.from, t.to)
	}
	for _, b := range invisible {
		f.fill(b[0], b[1], classInvisible)
	}
	for r := rune(0xE0020); r <= 0xE007E; r++ {
		f.set(r, newFolding(classHard, string(r-0xE0000)))
	}
	return f
})

// series folds the characters of one text to those of the other, one to one.
func (f *foldings) series(c class, from, to string) {
	for _, r := range from {
		_, n := utf8.DecodeRuneInString(to)
		f.set(r, newFolding(c, to[:n]))
		to = to[n:]
	}
}

// compatible takes the compatibility characters (Unicode NFKC) that come out as ASCII.
func (f *foldings) compatible() {
	blocks := [][2]rune{{0xA0, 0x17F}, {0x1C4, 0x1F3}, {0x2B0, 0x2E4}, {0x1D2C, 0x1DBF}, {0x2000, 0x24FF}, {0x2C60, 0x2C7F}, {0x3000, 0x33FF},
		{0xFB00, 0xFB06}, {0xFE10, 0xFE6F}, {0xFF00, 0xFFEF}, {0x1D400, 0x1D7FF}, {0x1F100, 0x1F16F}}
	for _, b := range blocks {
		for r := b[0]; r <= b[1]; r++ {
			s := norm.NFKC.String(string(r))
			if len(s) > 3 || s == string(r) || !ascii(s) {
				continue
			}
			switch r {
			case '™', '℠', '№', '…', 'ª', 'º', '‥', '‼', '⁇', '⁈', '⁉':
				continue
			}
			c := classHard
			if len(s) == 1 && !asciiAlnum(s[0]) {
				c = classSoft
			}
			f.set(r, newFolding(c, s))
		}
	}
}

// digits takes the decimal digits of every script; each lies in a row of ten.
func (f *foldings) digits() {
	row := func(lo, hi rune) {
		for r := max(lo, utf8.RuneSelf); r <= hi && int(r>>8) < len(f.pages); r++ {
			f.set(r, newFolding(classHard, string('0'+(r-lo)%10)))
		}
	}
	for _, r := range unicode.Nd.R16 {
		row(rune(r.Lo), rune(r.Hi))
	}
	for _, r := range unicode.Nd.R32 {
		row(rune(r.Lo), rune(r.Hi))
	}
}

// accents takes the Latin letters that are an ASCII letter with marks.
func (f *foldings) accents() {
	for _, b := range [][2]rune{{0xC0, 0x24F}, {0x1E00, 0x1EFF}} {
		for r := b[0]; r <= b[1]; r++ {
			if s := norm.NFD.String(string(r)); s != string(r) && asciiAlnum(s[0]) {
				f.set(r, newFolding(classAccent, s[:1]))
			}
		}
	}
	f.series(classAccent, "øØđĐłŁħĦıŧŦƀɨʉɵ", "oOdDlLhHitTbiuo")
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
