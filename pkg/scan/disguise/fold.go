package disguise

import "unicode/utf8"

// fold decides what becomes of the non-ASCII character at i:
//   - a styled letter or digit (fullwidth, mathematical, circled, another script's digit, tag) always becomes ASCII;
//   - a look-alike letter does in a word that holds ASCII letters or digits too, or "_" inside, so that prose in Cyrillic
//     or Greek stands;
//   - an accented Latin letter does in a word that holds an ASCII digit, so that prose in French or Turkish stands;
//   - punctuation does behind ASCII, spaces and dashes only between ASCII that is no blank and more ASCII;
//   - what is not seen (and marks over a letter) goes where it follows ASCII, a blank only if ASCII comes next too, so
//     that emoji and Indic scripts stand.
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
	blank := f.last <= ' '
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
		if mark := e.byte(0) != ' ' && e.byte(0) != '-'; mark && (behind || blank) {
			v = replace
		} else if !mark && behind {
			v = f.beside(rest[n:], final)
		}
		if v == keep {
			f.word = word{}
		}
	case classInvisible:
		if behind {
			return dropped(n)
		}
		if blank && f.last != 0 {
			if v = f.unseen(rest, final); v == replace {
				return dropped(n)
			}
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

// beside decides on a space or a dash behind ASCII by what comes next.
func (f *Flat) beside(rest string, final bool) verdict {
	if rest == "" || !utf8.FullRuneInString(rest) {
		return unsure(final)
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

// unseen decides on what is not seen behind a blank by what the next is that is seen.
func (f *Flat) unseen(rest string, final bool) verdict {
	for i := 0; i < wordAhead; {
		if i == len(rest) || !final && !utf8.FullRuneInString(rest[i:]) {
			return unsure(final)
		}
		if rest[i] < utf8.RuneSelf {
			return replace
		}
		r, n := utf8.DecodeRuneInString(rest[i:])
		switch f.foldings.of(r).class() {
		case classInvisible:
			i += n
		case classHard:
			return replace
		default:
			return keep
		}
	}
	return keep
}

// unsure is the verdict where the source ends before it can be told.
func unsure(final bool) verdict {
	if final {
		return keep
	}
	return wait
}
