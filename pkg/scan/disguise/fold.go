package disguise

import "unicode/utf8"

// fold decides what becomes of the non-ASCII character at i:
//   - a styled letter or digit (fullwidth, mathematical, circled, another script's digit, tag) always becomes ASCII;
//   - a look-alike letter does in a word that holds ASCII letters or digits too, so that prose in Cyrillic or Greek stands;
//   - an accented Latin letter does in a word that holds an ASCII digit, so that prose in French or Turkish stands;
//   - punctuation does behind ASCII, spaces and dashes only before ASCII too;
//   - what is not seen (and marks over a letter) goes where it follows ASCII, so that emoji and Indic scripts stand.
func (f *Flat) fold(buf string, i int, final bool) place {
	if f.foldings == nil {
		f.foldings = allFoldings()
	}
	rest := buf[i:]
	if !final && !utf8.FullRuneInString(rest) {
		return place{verdict: wait}
	}
	r, n := utf8.DecodeRuneInString(rest)
	e := f.foldings.of(r)
	behind := f.last > ' ' && f.last < 0x7f
	v := keep
	switch e.class() {
	case classNone:
	case classBreak:
		f.word = word{}
	case classHard:
		v = replace
	case classTwin:
		v = f.mixed(buf, i, false, final)
	case classAccent:
		v = f.mixed(buf, i, true, final)
	case classSoft:
		if behind {
			v = f.soft(e, rest[n:], final)
		}
		if v == keep {
			f.word = word{}
		}
	case classInvisible:
		if behind {
			return dropped(n)
		}
	}
	if v != replace {
		return place{verdict: v, used: n}
	}
	p := place{verdict: replace, used: n, size: e.size()}
	for k := range p.size {
		p.text[k] = e.byte(k)
	}
	return p
}

// soft decides on punctuation that follows ASCII.
func (f *Flat) soft(e folding, rest string, final bool) verdict {
	if b := e.byte(0); b != ' ' && b != '-' {
		return replace
	}
	if rest == "" || !utf8.FullRuneInString(rest) {
		if final {
			return keep
		}
		return wait
	}
	if rest[0] < utf8.RuneSelf {
		if asciiAlnum(rest[0]) {
			return replace
		}
		return keep
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if f.foldings.of(r).class() == classHard {
		return replace
	}
	return keep
}
