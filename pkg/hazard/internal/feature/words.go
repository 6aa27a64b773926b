// Package feature turns text into the hashed features of package hazard's classifier: what the classifier reads and
// what its trainer reads is the same code.
package feature

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord bounds a word in bytes; a longer run of letters is several words.
const maxWord = 32

// words calls visit with each word of text: a run of letters and digits, in lower case and compatibility form (NFKD,
// Unicode TR 15) without accents, signs or invisible characters within. The words "safe" and "unsafe" are left out, so
// that text which calls itself safe, in every place, says nothing and hides nothing. The slice is valid only during
// the call. Time is linear, and nothing is allocated.
func words(text string, visit func(word []byte)) {
	var buffer [maxWord + 2*utf8.UTFMax]byte
	word := buffer[:0]
	end := func() {
		if len(word) > 0 && string(word) != "safe" && string(word) != "unsafe" {
			visit(word)
		}
		word = buffer[:0]
	}
	add := func(r rune) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word = utf8.AppendRune(word, unicode.ToLower(r))
			if len(word) >= maxWord {
				end()
			}
		case joins(r):
		default:
			end()
		}
	}
	for at := 0; at < len(text); {
		c := text[at]
		if c < utf8.RuneSelf {
			at++
			switch {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c == '\'':
				continue
			default:
				end()
				continue
			}
			if word = append(word, c); len(word) >= maxWord {
				end()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if d := norm.NFKD.PropertiesString(text[at:]).Decomposition(); d != nil {
			for len(d) > 0 {
				part, n := utf8.DecodeRune(d)
				add(part)
				d = d[n:]
			}
		} else {
			add(r)
		}
		at += size
	}
	end()
}

// joins reports whether r within a word is not seen: an accent, an invisible character, an apostrophe.
func joins(r rune) bool {
	return r == '’' || r == '\'' || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)
}
