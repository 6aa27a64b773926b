package scan

import (
	"errors"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"

	"sluice/pkg/scan/rule"
)

// maxWidth bounds the window of one match, and so the work of one wake-up.
const maxWidth = 16 << 10

var (
	errUnbounded = errors.New("a repetition without an upper bound")
	errAnchor    = errors.New("anchors and word boundaries are not allowed, use Left and Right")
	errFold      = errors.New("(?i) on a letter that has a form outside ASCII, where no literal wakes the detector")
)

// widest returns the most bytes that a match of re can have.
func widest(re *syntax.Regexp) (int, error) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpNoMatch:
		return 0, nil
	case syntax.OpLiteral:
		n := 0
		for _, r := range re.Rune {
			if re.Flags&syntax.FoldCase != 0 && foldsOut(r) {
				return 0, errFold
			}
			n += utf8.RuneLen(r)
		}
		return n, nil
	case syntax.OpCharClass:
		if len(re.Rune) == 0 {
			return 0, nil
		}
		return utf8.RuneLen(re.Rune[len(re.Rune)-1]), nil
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax, nil
	case syntax.OpStar, syntax.OpPlus:
		return 0, errUnbounded
	case syntax.OpCapture, syntax.OpQuest:
		return widest(re.Sub[0])
	case syntax.OpRepeat:
		if re.Max < 0 {
			return 0, errUnbounded
		}
		n, err := widest(re.Sub[0])
		return n * re.Max, err
	case syntax.OpConcat, syntax.OpAlternate:
		sum, most := 0, 0
		for _, sub := range re.Sub {
			n, err := widest(sub)
			if err != nil {
				return 0, err
			}
			sum, most = sum+n, max(most, n)
		}
		if re.Op == syntax.OpConcat {
			return sum, nil
		}
		return most, nil
	}
	return 0, errAnchor
}

// foldsOut says whether a letter of any case has a form outside ASCII, as k
// and s have. The parser itself makes a folded literal of [aA].
func foldsOut(r rune) bool {
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		if f >= utf8.RuneSelf {
			return true
		}
	}
	return r >= utf8.RuneSelf
}

// bytesIn adds all bytes that a match of re may have to a class.
func bytesIn(re *syntax.Regexp, c *rule.Class) {
	add := func(lo, hi rune) {
		for r := lo; r <= min(hi, utf8.RuneSelf-1); r++ {
			c.Add(byte(r))
		}
		for b := utf8.RuneSelf; hi >= utf8.RuneSelf && b < 256; b++ {
			c.Add(byte(b))
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			add(r, r)
			if re.Flags&syntax.FoldCase != 0 {
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					add(f, f)
				}
			}
		}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			add(re.Rune[i], re.Rune[i+1])
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		add(0, unicode.MaxRune)
	}
	for _, sub := range re.Sub {
		bytesIn(sub, c)
	}
}
