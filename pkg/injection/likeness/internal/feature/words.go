package feature

import (
	"unicode"
	"unicode/utf8"

	"sluice/pkg/injection/internal/fold"
)

// longest bounds a word in bytes. What is longer says only that it is long, unless its letters are of a script that
// has no blanks between words: then it is several words.
const longest = 24

// Single letters, one character apart, are one word from minSpelled on.
const (
	minSpelled = 4
	maxSpelled = longest
)

// reader takes a text apart into words of lower case without disguise.
type reader struct {
	table fold.Table

	word       [longest + 2*utf8.UTFMax]byte
	size       int
	start, end int  // of the word, in bytes of the text
	letters    int  // of the alphabet
	digits     int  // in the word
	foreign    bool // a letter of another alphabet is in it
	long       bool // it was longer than it may be

	spelled [maxSpelled]spelledLetter
	spells  int
}

type spelledLetter struct {
	letter     byte
	start, end int
}

// read goes through text and hands the words to b.
func (r *reader) read(text string, b *Scratch) {
	r.size, r.spells = 0, 0
	r.clear()
	for at := 0; at < len(text); {
		c := text[at]
		if c < utf8.RuneSelf {
			if f := r.table[c]; f != 0 {
				r.letter(f, at, at+1)
				at++
				continue
			}
			if c == '\'' && r.size > 0 {
				at++
				continue
			}
			r.endWord(b)
			at += r.sign(text, at, b)
			continue
		}
		ch, size := utf8.DecodeRuneInString(text[at:])
		s, kind := fold.Rune(ch)
		switch {
		case kind == fold.Invisible, ch == '’' && r.size > 0:
		case kind == fold.Separator:
			r.endWord(b)
			if ends(ch) {
				r.flush(b)
				b.boundary()
			}
		case s != "":
			for i := range len(s) {
				r.letter(s[i], at, at+size)
			}
		default:
			r.rune(unicode.ToLower(ch), at, at+size, b)
		}
		at += size
	}
	r.endWord(b)
	r.flush(b)
}

// ends says whether a sign beyond ASCII ends a sentence.
func ends(ch rune) bool {
	switch ch {
	case '。', '！', '？', '…', '．', '：', '¿', '¡', '\u2028', '\u2029':
		return true
	}
	return false
}

// sign reads what is no letter, and returns its length.
func (r *reader) sign(text string, at int, b *Scratch) int {
	switch c := text[at]; c {
	case '\n', '|', ';':
	case '\\': // as JSON and program text write a line break
		if at+1 >= len(text) || text[at+1] != 'n' {
			return 1
		}
		r.flush(b)
		b.boundary()
		return 2
	case '.', '!', ':', '?':
		if at+1 < len(text) && r.table[text[at+1]&0x7F] != 0 && text[at+1] < utf8.RuneSelf {
			return 1
		}
		if c == '?' {
			r.flush(b)
			b.mark("?", at, at+1)
		}
	default:
		return 1
	}
	r.flush(b)
	b.boundary()
	return 1
}

func (r *reader) letter(c byte, start, end int) {
	if r.size == 0 {
		r.start = start
	}
	r.end = end
	if c <= '9' {
		r.digits++
	} else {
		r.letters++
	}
	if r.size >= longest {
		r.long = true
		return
	}
	r.word[r.size] = c
	r.size++
}

// rune takes a letter of a script that fold knows nothing of.
func (r *reader) rune(ch rune, start, end int, b *Scratch) {
	if r.size >= longest-utf8.UTFMax {
		r.endWord(b)
	}
	if r.size == 0 {
		r.start = start
	}
	r.end, r.foreign = end, true
	r.size += utf8.EncodeRune(r.word[r.size:], ch)
}

func (r *reader) clear() {
	r.size, r.letters, r.digits, r.foreign, r.long = 0, 0, 0, false, false
}

// endWord hands on the word that was read, if there is one. Single letters wait: they may spell one.
func (r *reader) endWord(b *Scratch) {
	if r.size == 0 {
		return
	}
	if r.size == 1 && r.letters == 1 {
		if n := r.spells; n == maxSpelled || n > 0 && r.start-r.spelled[n-1].end > 1 {
			r.flush(b)
		}
		r.spelled[r.spells] = spelledLetter{r.word[0], r.start, r.end}
		r.spells++
		r.clear()
		return
	}
	r.flush(b)
	switch {
	case r.letters == 0 && !r.foreign:
		b.mark([...]string{"#", "##", "###", "####"}[min(r.size, 4)-1], r.start, r.end)
	case r.long && !r.foreign:
		b.mark("~long", r.start, r.end)
	case r.digits >= 3 && r.digits*2 >= r.letters:
		b.mark("~mixed", r.start, r.end)
	default:
		if r.digits > 0 && r.letters >= 3 {
			plain(r.word[:r.size])
		}
		b.add(r.word[:r.size], r.start, r.end)
	}
	r.clear()
}

// plain reads the digits of a word as the letters that they look like.
func plain(word []byte) {
	for i, c := range word {
		if c <= '9' {
			word[i] = "oizeasgtbg"[c-'0']
		}
	}
}

// flush hands on the single letters that wait, as one word where they spell one.
func (r *reader) flush(b *Scratch) {
	n := r.spells
	if n == 0 {
		return
	}
	r.spells = 0
	if n < minSpelled {
		for _, l := range r.spelled[:n] {
			b.add([]byte{l.letter}, l.start, l.end)
		}
		return
	}
	var word [maxSpelled]byte
	for i, l := range r.spelled[:n] {
		word[i] = l.letter
	}
	b.add(word[:n], r.spelled[0].start, r.spelled[n-1].end)
}
