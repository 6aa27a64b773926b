package rules

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sluice/pkg/scan/rule"
)

// TermType is the type of what a deny-list finds where it names none.
const TermType rule.Type = "CUSTOM_TERM"

const (
	maxPiece = 6 // bytes of a term that wake it
	maxBlank = 4 // blanks that one blank of a term stands for, at most
)

// term is one entry of a deny-list.
type term struct {
	text   []rune
	before int // bytes of the term before the literal that wakes it, at most
}

// addTerms makes detectors of a deny-list: whole words, letters of any case, and
// some white space for each blank. What wakes a term is its longest piece of ASCII; those without any are in a
// second detector, "-other" behind the id, as written, in small letters and in
// capitals.
func (f *File) addTerms(t *termsDoc, line int) error {
	kind, err := typed(t.Type, TermType)
	if err != nil {
		return err
	}
	if len(t.Terms) == 0 || t.Score < 0 || t.Score > 1 {
		return errors.New("needs terms, and a score between 0 and 1")
	}
	score := t.Score
	if score == 0 {
		score = 0.9
	}
	ascii, other := map[string][]term{}, map[string][]term{}
	for _, s := range t.Terms {
		s = strings.Join(strings.Fields(s), " ")
		if len(s) < 2 || len(s) > 200 || !utf8.ValidString(s) {
			return errors.New("a term must be UTF-8 of 2 to 200 bytes")
		}
		if piece, before := asciiPiece(s); piece != "" {
			ascii[piece] = append(ascii[piece], term{[]rune(s), before})
			continue
		}
		for _, form := range []string{s, strings.ToLower(s), strings.ToUpper(s)} {
			if !slices.ContainsFunc(other[form], func(o term) bool { return string(o.text) == s }) {
				other[form] = append(other[form], term{[]rune(s), 0})
			}
		}
	}
	base := rule.Detector{Rule: t.ID, Type: kind, Score: score, About: t.Description, Validator: "whole word", Revision: revision(t)}
	if len(ascii) > 0 {
		f.detectors = append(f.detectors, termDetector(base, ascii, true, score))
	}
	if len(other) > 0 {
		base.Rule += "-other"
		f.detectors = append(f.detectors, termDetector(base, other, false, score))
	}
	f.Rules = append(f.Rules, Rule{ID: t.ID, Description: t.Description, Type: kind, Action: t.Action, Line: line})
	return nil
}

// asciiPiece returns the longest run of ASCII letters, digits and marks in a term with
// a letter or digit in it, in small letters and cut to maxPiece, and the most bytes that
// may stand before it.
func asciiPiece(s string) (piece string, before int) {
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] > ' ' && s[j] < utf8.RuneSelf && j-i < maxPiece {
			j++
		}
		if j-i > len(piece) && strings.ContainsFunc(s[i:j], func(r rune) bool { return rule.IsAlnum(byte(r)) }) {
			piece, before = strings.ToLower(s[i:j]), widestTerm(s[:i])
		}
		i = max(j, i+1)
	}
	return piece, before
}

// widestTerm returns the most bytes that a piece of a term has in a text.
func widestTerm(s string) int {
	return utf8.UTFMax * (utf8.RuneCountInString(s) + (maxBlank-1)*strings.Count(s, " "))
}

func termDetector(d rule.Detector, by map[string][]term, fold bool, score float64) rule.Detector {
	most, longest := 0, 0
	for piece, terms := range by {
		d.Literals = append(d.Literals, piece)
		for _, t := range terms {
			most, longest = max(most, t.before), max(longest, widestTerm(string(t.text)))
		}
	}
	slices.Sort(d.Literals)
	d.Fold = fold
	d.Hold = rule.Hold{Reach: `(?s:.)`, After: longest + utf8.UTFMax}
	if most > 0 {
		most = min(most, MaxBefore)
		d.Hold.Most, d.Hold.Back = most+utf8.UTFMax, func(_ string, at int) int { return max(0, at-most) }
	}
	d.Find = func(text string, at, end int) (int, int, float64) {
		woken := text[at:end]
		if fold {
			woken = strings.ToLower(woken)
		}
		for _, t := range by[woken] {
			for start := at; start >= 0 && at-start <= t.before; start-- {
				if stop := t.matches(text, start); stop >= end {
					return start, stop, score
				}
			}
		}
		return 0, 0, 0
	}
	return d
}

// matches returns the end of the term as a whole word at at, or -1.
func (t *term) matches(text string, at int) int {
	i := at
	for _, want := range t.text {
		if want == ' ' {
			next := skipBlanks(text, i)
			if next == i {
				return -1
			}
			i = next
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if n == 0 || !sameLetter(r, want) {
			return -1
		}
		i += n
	}
	prev, _ := utf8.DecodeLastRuneInString(text[:at])
	next, _ := utf8.DecodeRuneInString(text[i:])
	if wordRune(t.text[0]) && wordRune(prev) || wordRune(t.text[len(t.text)-1]) && wordRune(next) {
		return -1
	}
	return i
}

// skipBlanks steps over maxBlank white-space characters at most.
func skipBlanks(text string, i int) int {
	for range maxBlank {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

func sameLetter(a, b rune) bool {
	if a == b {
		return true
	}
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return false
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || rule.IsAlnum(byte(r))
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
