package personal

import (
	"slices"
	"strings"

	"sluice/pkg/scan/rule"
)

// labelled is a number of no form that stands behind a label: a licence, an
// account, a file, a policy. The first word behind the label that has a digit is
// it, or nothing is.
type labelled struct {
	Rule, About string
	Type        rule.Type
	Words       []string                // lower case labels; at least one stands before each number
	Takes       func(value string) bool // of the number as written
	Unless      []string                // lower case words that make the label speak of something else
	Most        int                     // bytes of a number; 0 means 28
	Score       float64

	Match, NoMatch []string
}

const (
	labelReach = 48 // bytes between a label and its number
)

func (l labelled) detector() rule.Detector {
	if l.Most == 0 {
		l.Most = 28
	}
	return rule.Detector{
		Rule: l.Rule, Type: l.Type, About: l.About, Validator: "a label before it", Score: l.Score,
		Literals: l.Words, Fold: true, Revision: 2, Match: l.Match, NoMatch: l.NoMatch,
		Hold: rule.Hold{Reach: `(?s:.)`, After: labelReach + l.Most + 3},
		Find: func(text string, at, end int) (int, int, float64) {
			if !wordStands(text, at, end) {
				return 0, 0, 0
			}
			start, stop := labelValue(text, end, l.Most)
			if start == end && at > 0 && rule.IsDigit(text[at-1]) {
				return 0, 0, 0 // a label glued between digits is a part of an id
			}
			if stop == 0 || !l.Takes(text[start:stop]) || len(l.Unless) > 0 && rule.Near(text, at, end, 24, 0, l.Unless...) {
				return 0, 0, 0
			}
			return start, stop, l.Score
		},
	}
}

// labelValue returns the first word behind from that has a digit.
func labelValue(text string, from, most int) (start, stop int) {
	for i := from; i < len(text) && i-from < labelReach; {
		if !rule.IsAlnum(text[i]) {
			if text[i] == '\n' && i+1 < len(text) && text[i+1] == '\n' || strings.IndexByte(";?!{}<>|", text[i]) >= 0 || i > from && sentenceEnds(text, i) {
				return 0, 0
			}
			i++
			continue
		}
		end, digits := i, 0
		for end < len(text) && end-i <= most && (rule.IsAlnum(text[end]) || joint(text, end)) {
			if rule.IsDigit(text[end]) {
				digits++
			}
			end++
		}
		if digits > 0 {
			if end-i > most || end < len(text) && (text[end] == '_' || text[end] == '%' || text[end] == '@' || text[end] == ':') && end+1 < len(text) && rule.IsAlnum(text[end+1]) {
				return 0, 0
			}
			return i, end
		}
		i = end
	}
	return 0, 0
}

// sentenceEnds says whether text[i] is the full stop of a sentence, and not of
// an abbreviation.
func sentenceEnds(text string, i int) bool {
	if text[i] != '.' || i < 4 || i+1 < len(text) && !rule.IsSpace(text[i+1]) {
		return false
	}
	for k := i - 4; k < i; k++ {
		if !rule.IsLetter(text[k]) {
			return false
		}
	}
	return true
}

// joint says whether a dash, dot or slash joins two parts of a number.
func joint(text string, i int) bool {
	return (text[i] == '-' || text[i] == '.' || text[i] == '/') && i+1 < len(text) && rule.IsAlnum(text[i+1]) && rule.IsAlnum(text[i-1])
}

// numberOf returns a check for values of least to most digits with at most
// letters capitals, and dashes between them.
func numberOf(least, most, letters int) func(string) bool {
	return func(v string) bool {
		k := rule.KindsOf(v)
		return k.Digit >= least && k.Digit <= most && k.Letters() <= letters && k.Lower == 0 && strings.IndexByte(v, '.') < 0 && !(k.Letters() == 0 && oneDigit(v)) && !dateWritten(v)
	}
}

// dateWritten says whether a value is a date, in numbers.
func dateWritten(v string) bool {
	parts := strings.FieldsFunc(v, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(parts) != 3 || slices.ContainsFunc(parts, func(p string) bool { return !allDigits(p) }) {
		return false
	}
	return len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 || len(parts[2]) == 4 && len(parts[0]) <= 2 && len(parts[1]) <= 2
}
