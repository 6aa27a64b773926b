package personal

import (
	"slices"
	"strings"

	"sluice/pkg/scan/rule"
)

// identity is a number that a state or a registry gives, written in one of a
// few forms. One whose form and check digits are distinctive is found wherever
// it stands; any other is found after a word that names it.
type identity struct {
	Rule, About, Validator string
	Type                   rule.Type
	Forms                  []form                 // the first that fits decides
	Check                  func(id string) bool   // of the letters and digits alone, letters as capitals; nil takes all
	Written                func(text string) bool // of the number as written; nil takes all
	Words                  []string               // lower case; what names the number, in the country's language and English
	Named                  float64                // score near a word; 0 means 0.95 with a Check, 0.75 without
	Revision               int                    // 0 means 1

	Match, NoMatch []string
}

// form is one way to write a number.
type form struct {
	Mask  string
	Alone float64 // score without a word nearby; 0 asks for the word
	Wake  int     // which byte of the mask begins the run of digits that wakes, where the first does not
}

const (
	wordsBefore = 60 // bytes between a word and the number that it names
	wordsAfter  = 24
)

func (n identity) detector() rule.Detector {
	d := rule.Detector{
		Rule: n.Rule, Type: n.Type, About: n.About, Validator: n.Validator,
		Revision: max(n.Revision, 1), Match: n.Match, NoMatch: n.NoMatch,
	}
	if n.Named == 0 {
		n.Named = 0.75
		if n.Check != nil {
			n.Named = 0.95
		}
	}
	d.Score = n.Named
	if slices.ContainsFunc(n.Forms, func(f form) bool { return f.Alone > 0 }) {
		n.wokenByDigits(&d)
	} else {
		n.wokenByWords(&d)
	}
	return d
}

// wokenByWords looks at the text after each word for the first number.
func (n identity) wokenByWords(d *rule.Detector) {
	widest := 0
	for _, f := range n.Forms {
		widest = max(widest, len(f.Mask))
	}
	d.Literals, d.Fold = n.Words, true
	d.Hold = rule.Hold{Reach: `(?s:.)`, After: wordsBefore + widest + 4}
	others := otherForms(n.Forms)
	d.Find = func(text string, at, end int) (int, int, float64) {
		if !wordStands(text, at, end) {
			return 0, 0, 0
		}
		for i := end; i <= end+wordsBefore && i < len(text); i++ {
			if !rule.IsAlnum(text[i]) && text[i] != '+' || rule.IsAlnum(text[i-1]) && i > end {
				continue
			}
			for f := 0; f < len(n.Forms); {
				mask := n.Forms[f].Mask
				stop, fits := matchMask(mask, text, i, true)
				if fits == len(mask) && n.takes(text, i, stop) {
					return i, stop, n.Named
				}
				f = others[f][fits]
			}
		}
		return 0, 0, 0
	}
}

// otherForms has for each form, and for each byte of its mask that does not fit,
// the next form whose mask is another up to there.
func otherForms(forms []form) [][]int {
	others := make([][]int, len(forms))
	for f := range forms {
		mask := forms[f].Mask
		others[f] = make([]int, len(mask)+1)
		for fits := range others[f] {
			next := f + 1
			for fits < len(mask) && next < len(forms) && strings.HasPrefix(forms[next].Mask, mask[:fits+1]) {
				next++
			}
			others[f][fits] = next
		}
	}
	return others
}

// wordStands says whether the word text[at:end] is no part of another: nothing
// of a word stands before it, nor after it where it is short.
func wordStands(text string, at, end int) bool {
	if at > 0 && rule.IsLetter(text[at]) && rule.IsLetter(text[at-1]) && !(rule.IsUpper(text[at]) && rule.IsLower(text[at-1])) {
		return false
	}
	return end-at >= 5 || end >= len(text) || !rule.IsLetter(text[end]) || !rule.IsLetter(text[end-1])
}

// wokenByDigits reads each form around a run of digits.
func (n identity) wokenByDigits(d *rule.Detector) {
	d.Digits = true
	var reach []string
	leads, most := make([][]int, len(n.Forms)), 0
	for i := range n.Forms {
		f := &n.Forms[i]
		if f.Wake == 0 {
			f.Wake = strings.IndexAny(f.Mask, "#0123456789")
		}
		leads[i] = maskLeads(f.Mask, f.Wake)
		d.Lengths = append(d.Lengths, maskRuns(f.Mask, f.Wake)...)
		reach = append(reach, maskPattern(f.Mask[f.Wake:]))
		most = max(most, f.Wake)
	}
	slices.Sort(d.Lengths)
	d.Lengths = slices.Compact(d.Lengths)
	d.Hold = rule.Hold{Reach: strings.Join(reach, "|"), After: wordsAfter + 2}
	if most > 0 {
		d.Hold.Back, d.Hold.Most = func(_ string, at int) int { return max(0, at-most) }, most
	}
	d.Find = func(text string, at, _ int) (int, int, float64) {
		for i, f := range n.Forms {
			for _, lead := range leads[i] {
				start := at - lead
				if start < 0 {
					continue
				}
				stop, fits := matchMask(f.Mask, text, start, false)
				if fits < len(f.Mask) || stop <= at || !n.takes(text, start, stop) {
					continue
				}
				if len(n.Words) > 0 && rule.Near(text, start, stop, wordsBefore, wordsAfter, n.Words...) {
					return start, stop, n.Named
				}
				return start, stop, f.Alone
			}
		}
		return 0, 0, 0
	}
}

// takes says whether what has the form of a number is one.
func (n identity) takes(text string, at, end int) bool {
	if !standsAlone(text, at, end) || n.Written != nil && !n.Written(text[at:end]) {
		return false
	}
	id := compact(text[at:end])
	return !oneDigit(id) && (n.Check == nil || n.Check(id))
}

// evenly returns a check that a number is written with as many gaps of one
// kind, or without any.
func evenly(gaps int) func(string) bool {
	return func(written string) bool {
		n, first := 0, byte(0)
		for i := range len(written) {
			if !maskGap(written[i]) {
				continue
			}
			if n++; first != 0 && written[i] != first {
				return false
			}
			first = written[i]
		}
		return n == 0 || n == gaps
	}
}

// oneDigit says whether a number of five digits or more has no two different
// ones, as those that stand for a number have.
func oneDigit(id string) bool {
	first, n := byte(0), 0
	for i := range len(id) {
		c := id[i]
		if !rule.IsDigit(c) {
			continue
		}
		if first != 0 && c != first {
			return false
		}
		first = c
		n++
	}
	return n > 4
}
