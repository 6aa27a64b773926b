package scan

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxHeld is how many bytes a Stream holds back at most. What is not decided
// by then is decided by force: see Stream.
const MaxHeld = 4096

// streamContext is how many released bytes a Stream keeps for detectors that
// look back. No detector looks back further than 512 bytes.
const streamContext = 1024

// Hold says what a detector looks at around its wake-up, so that a Stream can
// tell when its answer is final and which bytes it may still claim. A pattern
// says most of it by itself.
type Hold struct {
	// Reach is an RE2 expression over what Find reads from the last byte of
	// the literal, or from the first digit, on: Find must read no byte behind the first one
	// with which no match of Reach can go on, and must find nothing unless
	// Reach matches. Where it still goes on after MaxHeld bytes, what Find
	// says then is taken, and must not be nothing where more text would make
	// it something; of two wake-ups of which one is within the Reach of the
	// other, the earlier one must then not end earlier. Of a pattern, Reach is
	// the pattern.
	Reach string

	// After is how many bytes further, behind that byte, Find or Check may
	// read where Reach matched.
	After int

	// Ends stands in for Reach where an expression would be too coarse. It
	// goes on from p, and is true once no further text can change what Find
	// says; p.At is then no earlier than the end of a finding. It must not
	// look at the bytes before p.At once p.Stage is above 0.
	Ends func(text string, at int, p *Progress) bool

	// Back returns the first byte that a finding may have whose literal or
	// run of digits begins at at, or has begun there and ends beyond text. It
	// looks at Most bytes before at and no further. Where it is nil, findings
	// begin with the literal, or Before bytes earlier.
	Back func(text string, at int) int
	Most int

	// Look is for a detector that finds things apart from its literal: from
	// from on it looks for one that a literal before until would make a
	// finding. start is negative where there is none so far; next is where
	// it will go on.
	Look func(text string, from int) (start, until, next int)
}

// Progress is how far Ends came.
type Progress struct{ At, Stage int }

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
	watches := s.watches()
	var all []HoldBack
	for i := range s.detectors {
		d := &s.detectors[i]
		h := HoldBack{Rule: d.Rule, Before: max(d.Before, d.Hold.Most), After: MaxHeld}
		if w := &watches[i]; w.width > 0 && w.width+d.Hold.After < MaxHeld {
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

// backRun is a Hold.Back for findings whose bytes before the literal are of
// one class. The class must have the literal's bytes too.
func backRun(class *Class, most int) func(string, int) int {
	return func(text string, at int) int {
		i := at
		for i > 0 && at-i < most && class.has[text[i-1]] {
			i--
		}
		return i
	}
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
