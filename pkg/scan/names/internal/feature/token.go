// Package feature turns a sentence into tokens and their hashed features for package names, the same for the trainer
// and for the tagger. It holds no weights and decides nothing.
package feature

import (
	"unicode"
	"unicode/utf8"
)

// MaxSentence bounds a sentence, in bytes; a Sentence has room for as many tokens.
const MaxSentence = 1024

// The shapes of a token.
const (
	edge     = iota // before the first or after the last token
	lower           // word
	title           // Word
	initial         // W
	capitals        // WORD
	inner           // McWord
	camel           // iPhone
	letters         // of a script without case
	mixed           // a1
	sign            // anything else, one rune
	digits          // and up: digits+length, 1 to 6
)

// The ways a token follows the one before it.
const (
	glued = iota // no blank between
	blank
	newline
)

// Token is a word, a number or a sign. A word is a run of letters and digits with the apostrophes inside it; a final
// 's is a token of its own.
type Token struct {
	Start, End int32 // bytes of the sentence

	word, pre2, pre3, suf2, suf3, suf4 uint64 // hashes of the lower-case letters, digits as 0
	shape                              uint8
	follows                            uint8
	mask                               uint16 // of the lexicon
	class                              uint8  // the mask in brief
	number, street                     uint8  // tokens since the last number and the last word of a street, at most far
	ahead                              uint8  // tokens to the next word of a street, at most far
	runFirst, runEnd                   int16  // the run of capitalised tokens around this one
	lineFirst                          int16  // the first token of this line
	listFirst, listEnd                 int16  // the list of runs around this one
	items                              uint8  // of that list, at most most
	left, right                        int16  // the telling words on either side
	again                              int16  // the same word elsewhere in the sentence, where it was seen, or -1
}

// Newline reports whether a line ends between the token before and this one.
func (t *Token) Newline() bool { return t.follows == newline }

// Glued reports whether no blank is between the token before and this one.
func (t *Token) Glued() bool { return t.follows == glued }

// Wordlike reports whether the token has a letter; Numeric whether it is all digits.
func (t *Token) Wordlike() bool { return t.shape != sign && t.shape < digits }

// Numeric reports whether the token is digits alone.
func (t *Token) Numeric() bool { return t.shape >= digits }

// Lower reports whether the token is a word in small letters.
func (t *Token) Lower() bool { return t.shape == lower }

// Word is the hash of the token in lower case.
func (t *Token) Word() uint64 { return t.word }

// Hash is the hash of a word as tokens carry it.
func Hash(word string) uint64 {
	h := uint64(offset)
	for _, r := range word {
		h = step(h, fold(r))
	}
	return h
}

const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func step(h uint64, r rune) uint64 { return (h ^ uint64(r)) * prime }

func fold(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			return r + 32
		}
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	case r == '’':
		return '\''
	case unicode.IsDigit(r):
		return '0'
	}
	return unicode.ToLower(r)
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\r' || r == '\n' || r == '\v' || r == '\f' || r == 0x85 || r == 0xa0 || r >= 0x1680 && unicode.IsSpace(r)
}

// tokenize fills s.Tokens.
func (s *Sentence) tokenize(text string) {
	s.n, s.uppers, s.lowers, s.signs = 0, 0, 0, 0
	follows := uint8(newline)
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if isBlank(r) {
			if r == '\n' {
				follows = newline
			} else if follows == glued {
				follows = blank
			}
			at += size
			continue
		}
		end := at + size
		if isWord(r) {
			end = wordEnd(text, end)
		} else if (r == '\'' || r == '’') && possessive(text[at:], size) {
			end++
		}
		switch r {
		case '(', ')', '{', '}', '[', ']', '<', '>', '=', ';', '_', '`', '|', '\\', '+':
			s.signs++
		}
		t := &s.tokens[s.n]
		*t = Token{Start: int32(at), End: int32(end), follows: follows}
		s.describe(t, text[at:end])
		s.n++
		at, follows = end, glued
	}
}

// possessive reports whether text, at an apostrophe of size bytes, is 's and no more of a word.
func possessive(text string, size int) bool {
	if len(text) <= size || text[size]|32 != 's' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[size+1:])
	return len(text) == size+1 || !isWord(r)
}

func wordEnd(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if isWord(r) {
			at += size
			continue
		}
		if r != '\'' && r != '’' || possessive(text[at:], size) {
			return at
		}
		if next, _ := utf8.DecodeRuneInString(text[at+size:]); !isWord(next) {
			return at
		}
		at += size
	}
	return at
}
