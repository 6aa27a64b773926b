package scan

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// streamContext is how many released bytes a Stream keeps for detectors that
// look back. No detector looks back further than 512 bytes.
const streamContext = 1024

// HoldBack says how much text around a wake-up of a rule a Stream may hold.
type HoldBack struct {
	Rule   string
	Before int // bytes before the literal or run of digits, at most
	After  int // bytes from there on, at most; MaxHeld where nothing but that bounds it
}

// HoldBacks returns the hold-back of every rule, sorted. What is held in
// ordinary text is far less: the hold ends with the first byte that ends what
// may be a finding.
func (s *Set) HoldBacks() []HoldBack {
	var all []HoldBack
	for i := range s.detectors {
		d := &s.detectors[i]
		if d.turned {
			continue
		}
		h := HoldBack{Rule: d.Rule, Before: max(d.Before, d.Hold.Most), After: maxFlow}
		if w := &d.watch; w.width > 0 && w.width+d.Hold.After < maxFlow {
			h.After = w.width + d.Hold.After
		}
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b HoldBack) int { return strings.Compare(a.Rule, b.Rule) })
	return all
}

// checkHold checks what can be checked of a detector's Hold.
func checkHold(d *Detector) error {
	h := &d.Hold
	switch {
	case d.Find != nil && (h.Reach == "") == (h.Ends == nil):
		return errors.New("a detector with Find needs either Hold.Reach or Hold.Ends")
	case d.Find == nil && (h.Reach != "" || h.Ends != nil):
		return errors.New("of a pattern, Hold.Reach and Hold.Ends are the pattern")
	case h.After < 0 || h.Most < 0 || h.Most > streamContext/2 || h.After > streamContext:
		return errors.New("Hold.After or Hold.Most is out of bounds")
	case h.Back != nil && h.Most < d.Before, h.Look != nil && h.Back == nil:
		return errors.New("Hold.Most is less than Before, or Hold.Look has no Hold.Back")
	}
	if h.Reach != "" {
		if _, err := syntax.Parse(h.Reach, syntax.Perl); err != nil {
			return fmt.Errorf("Hold.Reach: %w", err)
		}
	}
	return nil
}

// wholeRunes returns the length of text without a rune that it ends within.
func wholeRunes(text string) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		c := text[len(text)-n]
		if c < utf8.RuneSelf {
			break
		}
		if utf8.RuneStart(c) {
			if !utf8.FullRuneInString(text[len(text)-n:]) {
				return len(text) - n
			}
			break
		}
	}
	return len(text)
}
