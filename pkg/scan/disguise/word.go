package disguise

import "unicode/utf8"

// word is what was decoded so far of the word (letters, digits, "_" and "-") that the text stands in.
type word struct {
	alnum, digit bool // an ASCII letter or digit, an ASCII digit
}

func (w *word) add(b byte) {
	switch {
	case b >= '0' && b <= '9':
		w.alnum, w.digit = true, true
	case asciiAlnum(b):
		w.alnum = true
	case b < utf8.RuneSelf && b != '_' && b != '-':
		*w = word{}
	}
}

// stretch adds a stretch of plain ASCII.
func (w *word) stretch(s string) {
	alnum, digit := false, false
	for i := len(s) - 1; i >= 0; i-- {
		switch b := s[i]; {
		case b >= '0' && b <= '9':
			alnum, digit = true, true
		case asciiAlnum(b):
			alnum = true
		case b != '_' && b != '-':
			*w = word{alnum, digit}
			return
		}
	}
	w.alnum = w.alnum || alnum
	w.digit = w.digit || digit
}

// wordAhead is how many bytes ahead an ASCII letter or digit makes a word a mixed one.
const wordAhead = 64

// look remembers the source offsets up to which the word ahead is known to hold no ASCII letter or digit, and no digit,
// so that a long foreign word is read once and not once a letter.
type look struct{ alnum, digit int }

// mixed says whether the word that goes on at i holds ASCII letters or digits (only digits where digit is set) behind
// what w has seen, at most wordAhead bytes further. A "_" between its letters makes it a name in code, as a letter does.
func (f *Flat) mixed(buf string, i int, digit, final bool) verdict {
	seen, known := f.word.alnum, &f.look.alnum
	if digit {
		seen, known = f.word.digit, &f.look.digit
	}
	if seen {
		return replace
	}
	end := i + wordAhead
	for at := max(i, *known-f.read); at < end; *known = f.read + at {
		if at >= len(buf) {
			if final {
				return keep
			}
			return wait
		}
		b := buf[at]
		if b < utf8.RuneSelf {
			if b >= '0' && b <= '9' || !digit && asciiAlnum(b) {
				return replace
			}
			if b == '_' && !digit {
				if at+1 == len(buf) && !final {
					return wait
				}
				if at+1 < len(buf) && buf[at+1] >= utf8.RuneSelf {
					return replace
				}
			}
			if !asciiAlnum(b) && b != '_' && b != '-' {
				return keep
			}
			at++
			continue
		}
		if !final && !utf8.FullRuneInString(buf[at:]) {
			return wait
		}
		r, n := utf8.DecodeRuneInString(buf[at:])
		switch e := f.foldings.of(r); e.class() {
		case classBreak, classSoft:
			return keep
		case classHard:
			if b := e.byte(0); b >= '0' && b <= '9' || !digit && asciiAlnum(b) {
				return replace
			}
		}
		at += n
	}
	return keep
}
