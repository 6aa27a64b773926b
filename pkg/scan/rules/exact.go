package rules

import (
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"sluice/pkg/scan/rule"
)

// ExactType is the type of what exact-data match finds where it names none.
const ExactType rule.Type = "CUSTOMER_DATA"

const (
	maxGap  = 3   // runes between two words of a value
	maxSpan = 512 // bytes of a value as it is written
)

func (f *File) addExact(e *exactDoc, open func(string) ([]byte, error), line int) error {
	t, err := typed(e.Type, ExactType)
	switch {
	case err != nil:
		return err
	case e.Score < 0 || e.Score > 1:
		return errors.New("score must be between 0 and 1")
	case (e.List == "") == (e.File == ""):
		return errors.New("needs either list or file: make a list of digests of the values")
	case e.File != "" && open == nil:
		return errors.New("files are not read here: put the list of digests into list")
	}
	text := e.List
	if e.File != "" {
		data, err := open(e.File)
		if err != nil {
			return fmt.Errorf("reading its file: %w", err)
		}
		text = string(data)
	}
	l, err := readList(text)
	if err != nil {
		return err
	}
	d := rule.Detector{Rule: e.ID, Type: t, Score: e.Score, About: e.Description, Validator: "HMAC-SHA-256", Revision: revision(e, text)}
	if d.Score == 0 {
		d.Score = 0.95
	}
	d.Literals, d.Fold = l.wakes()
	d.Digits = len(d.Literals) == 0
	d.Find = func(text string, at, _ int) (int, int, float64) {
		if end := l.find(text, at); end > 0 {
			return at, end, d.Score
		}
		return 0, 0, 0
	}
	d.Hold = rule.Hold{Ends: l.ends}
	f.detectors = append(f.detectors, d)
	f.Rules = append(f.Rules, Rule{ID: e.ID, Description: e.Description, Type: t, Action: e.Action, Line: line})
	return nil
}

// wakes are the bytes that a value can begin with, and whether letters among them
// are meant in any case; none where all are digits.
func (l *exactList) wakes() (out []string, fold bool) {
	digitsOnly, fold := true, true
	for c := range 256 {
		if b := byte(c); l.starts[startOf(b)] {
			out = append(out, string([]byte{b}))
			digitsOnly = digitsOnly && rule.IsDigit(b)
			fold = fold && b < utf8.RuneSelf
		}
	}
	if digitsOnly {
		return nil, false
	}
	if fold {
		out = slices.DeleteFunc(out, func(s string) bool { return rule.IsUpper(s[0]) })
	}
	return out, fold
}

// find returns where the longest value that begins at at ends, or 0. Each word
// costs a hash; only what passes the tags costs a digest.
func (l *exactList) find(text string, at int) (end int) {
	if inWord(text, at) {
		return 0
	}
	var buf [MaxValue + utf8.UTFMax]byte
	normal, h, i := buf[:0], l.key.seed, at
	for n := 1; n <= l.most; n++ {
		if n > 1 {
			var ok bool
			if i, ok = skipGap(text, i); !ok {
				return end
			}
			normal, h = append(normal, ' '), step(h, ' ')
		}
		for i < len(text) {
			if c := text[i]; c < utf8.RuneSelf {
				if !rule.IsAlnum(c) {
					break
				}
				normal, h, i = append(normal, rule.Lower(c)), step(h, rule.Lower(c)), i+1
			} else {
				r, size := utf8.DecodeRuneInString(text[i:])
				if !valueRune(r) {
					break
				}
				from := len(normal)
				normal = utf8.AppendRune(normal, foldRune(r))
				for _, c := range normal[from:] {
					h = step(h, c)
				}
				i += size
			}
			if len(normal) > MaxValue {
				return end
			}
		}
		if i-at > maxSpan {
			return end
		}
		if t := tagOf(h) & l.mask; l.words[n-1] && l.tags[t/64]>>(t%64)&1 == 1 {
			if _, ok := l.digests[[digestSize]byte(l.key.digest(normal))]; ok {
				end = i
			}
		}
	}
	return end
}

// inWord says whether a word stands directly before at.
func inWord(text string, at int) bool {
	if at == 0 {
		return false
	}
	if c := text[at-1]; c < utf8.RuneSelf {
		return rule.IsAlnum(c)
	}
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return valueRune(r)
}

// skipGap returns where the next word begins.
func skipGap(text string, i int) (int, bool) {
	for range maxGap + 1 {
		if i == len(text) {
			return i, false
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if valueRune(r) {
			return i, true
		}
		i += size
	}
	return i, false
}

// ends reads on until no value can go on. Stage is 8 times the words so far, and
// the runes since the last one.
func (l *exactList) ends(text string, at int, p *rule.Progress) bool {
	if p.Stage == 0 {
		p.At, p.Stage = at, 8
		if inWord(text, at) {
			return true
		}
	}
	for p.At < len(text) && p.At-at <= maxSpan {
		if !utf8.FullRuneInString(text[p.At:]) {
			return false
		}
		r, size := utf8.DecodeRuneInString(text[p.At:])
		words, gap := p.Stage/8, p.Stage%8
		switch {
		case valueRune(r) && gap > 0:
			words, gap = words+1, 0
		case !valueRune(r):
			gap++
		}
		if words > l.most || gap > 0 && words == l.most || gap > maxGap {
			return true
		}
		p.At, p.Stage = p.At+size, 8*words+gap
	}
	return p.At-at > maxSpan
}

// normalize returns a value's words, in small letters with one blank between two, and
// how many there are: 0 where the value cannot be on a list.
func normalize(value string) (normal []byte, words int) {
	inside := false
	for _, r := range value {
		if !valueRune(r) {
			inside = false
			continue
		}
		if !inside {
			words++
			if words > 1 {
				normal = append(normal, ' ')
			}
		}
		inside = true
		if normal = utf8.AppendRune(normal, foldRune(r)); len(normal) > MaxValue {
			return nil, 0
		}
	}
	if len(normal) < MinValue || words > MaxWords {
		return nil, 0
	}
	return normal, words
}

// startOf says of the first byte of a value what a list tells of it: that it is
// a digit or a letter, or which byte of several it is.
func startOf(first byte) byte {
	switch {
	case rule.IsDigit(first):
		return '0'
	case rule.IsLetter(first):
		return 'a'
	}
	return first
}

func valueRune(r rune) bool {
	if r < utf8.RuneSelf {
		return rule.IsAlnum(byte(r))
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		return rune(rule.Lower(byte(r)))
	}
	if f := unicode.ToLower(unicode.ToUpper(r)); f >= utf8.RuneSelf {
		return f
	}
	return r // K as in kelvin, and the i of Turkish
}
