package injection

import (
	"unicode/utf8"

	"sluice/pkg/injection/internal/fold"
)

// token is one word of a text, folded, and what stands before it.
type token struct {
	start, end int
	id         uint16 // in the vocabulary, 0 for every other word
	flags      flags
}

// flags tell what stands between a word and the one before it.
type flags uint8

const (
	atStart flags = 1 << iota // the beginning, a line break, or a sign other than a comma: a sentence may begin
	atStop                    // the end of a sentence, or an empty line
	atComma                   // any punctuation but a colon
	atColon                   // a colon
	atWide                    // more than one character, or a line break
	atSign                    // a quotation mark, a bracket or another sign
)

const (
	maxWord  = 48  // letters of a word that is looked up
	buffered = 512 // words held at a time
	maxReach = 40  // words that a phrase may reach over
	maxSpell = 96  // letters that are put together when a text is spelled
)

// reader reads a text as words, with a bounded number of them at hand.
type reader struct {
	book *book
	text string
	at   int // next byte to read

	toks [buffered + 2*maxSpell + maxWord + 2]token
	n    int

	word   [maxWord]byte // the word being read
	size   int           // its letters, maxWord+1 when there are more
	hash   uint32        // of the word
	digits bool          // in the word
	mark   flags         // before the word being read

	spell  [maxSpell]letterAt // single letters that may spell a word
	spells int
}

type letterAt struct {
	start, end int
	letter     byte
	flags      flags
}

func (r *reader) reset(b *book, text string) {
	r.book, r.text, r.at, r.n, r.size, r.spells = b, text, 0, 0, 0, 0
	r.mark = atStart | atStop | atWide
}

// fill reads words until the buffer is full or the text ends, and says whether
// it ended. Then a word that is nothing stands last.
func (r *reader) fill() (ended bool) {
	for r.n < buffered && r.at < len(r.text) {
		r.next()
	}
	if r.at < len(r.text) {
		return false
	}
	r.flush()
	r.toks[r.n] = token{start: len(r.text), end: len(r.text), flags: atStart | atStop | atComma}
	r.n++
	return true
}

// shift drops all but the last keep words.
func (r *reader) shift(keep int) {
	copy(r.toks[:], r.toks[r.n-keep:r.n])
	r.n = keep
}

// next reads one word, or the separators before it.
func (r *reader) next() {
	text, start, end := r.text, -1, 0
	r.size, r.hash, r.digits = 0, hashSeed, false
	for r.at < len(text) {
		if text[r.at] < utf8.RuneSelf {
			from := r.at
			r.letters()
			if r.at > from {
				end = r.at
				if start < 0 {
					start = from
				}
				continue
			}
			if text[r.at] == '\'' && r.joins(start) {
				r.at++
				continue
			}
			break
		}
		ch, size := utf8.DecodeRuneInString(text[r.at:])
		s, k := fold.Rune(ch)
		if k == fold.Invisible || ch == '’' && r.joins(start) {
			r.at += size
			continue
		}
		if k == fold.Separator {
			break
		}
		if start < 0 {
			start = r.at
		}
		if s == "" {
			s = "?" // of no alphabet that the phrases use
		}
		for i := range len(s) {
			r.letter(s[i])
		}
		r.at += size
		end = r.at
	}
	if start >= 0 {
		r.push(start, end)
		r.mark = 0
		return
	}
	r.separators()
}

// letters reads the ASCII letters and digits from here on into the word.
func (r *reader) letters() {
	text, table := r.text, &r.book.ascii
	for r.at < len(text) && text[r.at] < utf8.RuneSelf {
		f := table[text[r.at]]
		if f == 0 {
			return
		}
		r.letter(f)
		r.at++
	}
}

func (r *reader) letter(f byte) {
	if r.size < maxWord {
		r.word[r.size] = f
	}
	r.size++
	r.hash = (r.hash ^ uint32(f)) * hashPrime
	r.digits = r.digits || f <= '9'
}

// joins says whether an apostrophe stands between two letters of one word.
func (r *reader) joins(start int) bool {
	if start < 0 {
		return false
	}
	_, size := utf8.DecodeRuneInString(r.text[r.at:])
	rest := r.text[r.at+size:]
	return rest != "" && rest[0] < utf8.RuneSelf && r.book.ascii[rest[0]] != 0
}

// separators reads on to the next word and keeps what stood before it.
func (r *reader) separators() {
	text := r.text
	from, lines := r.at, 0
	for r.at < len(text) {
		c := text[r.at]
		if c >= utf8.RuneSelf {
			ch, size := utf8.DecodeRuneInString(text[r.at:])
			_, k := fold.Rune(ch)
			if k == fold.Letter || k == fold.Digit {
				break
			}
			if k == fold.Separator {
				r.markRune(ch, r.at+size)
			}
			r.at += size
			continue
		}
		if r.book.ascii[c] != 0 {
			break
		}
		size := 1
		switch c {
		case ' ', '\t', '\r', '_', '*', '\'':
		case '\n':
			lines++
			r.mark |= atStart | atWide
		case '\\': // as JSON and program text write a line break
			if r.at+1 < len(text) && (text[r.at+1] == 'n' || text[r.at+1] == 'r' || text[r.at+1] == 't') {
				size = 2
				if text[r.at+1] == 'n' {
					lines++
					r.mark |= atStart | atWide
				}
			}
		case '.', '!', '?':
			r.mark |= atStart | atComma
			if blankAt(text, r.at+1) {
				r.mark |= atStop
			}
		case ';':
			r.mark |= atStart | atComma | atStop
		case ':':
			r.mark |= atStart | atColon
		case ',':
			r.mark |= atComma
		case '-':
			r.mark |= atComma
			if blankAt(text, r.at+1) {
				r.mark |= atStart
			}
		case '<':
			size = tagSize(text[r.at:])
			r.mark |= atStart
		default:
			r.mark |= atStart | atSign
		}
		r.at += size
	}
	if r.at-from > 1 {
		r.mark |= atWide
	}
	if lines > 1 {
		r.mark |= atStop
	}
}

func (r *reader) markRune(ch rune, after int) {
	switch ch {
	case '。', '！', '？', '…', '．':
		r.mark |= atStart | atComma | atStop
	case '：':
		r.mark |= atStart | atColon
	case '，', '、', '–', '—':
		r.mark |= atComma
		if blankAt(r.text, after) {
			r.mark |= atStart
		}
	case 0xA0, 0x3000:
	default:
		r.mark |= atStart | atSign
	}
}

func blankAt(text string, at int) bool {
	return at >= len(text) || text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r' || text[at] == '\\'
}

// tagSize returns the length of an HTML tag without attributes at the start of
// text, such as <b> or </strong>, so that it does not count as a word; 1 for
// anything else.
func tagSize(text string) int {
	at := 1
	if at < len(text) && text[at] == '/' {
		at++
	}
	from := at
	for at < len(text) && at-from < 8 && (text[at] >= 'a' && text[at] <= 'z' || text[at] >= 'A' && text[at] <= 'Z' || text[at] >= '1' && text[at] <= '6') {
		at++
	}
	if at > from && at < len(text) && text[at] == '>' {
		return at + 1
	}
	return 1
}
