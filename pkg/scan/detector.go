package scan

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// Detector is one rule: what it looks for, how it is found quickly, and what
// it must and must not match. It is a value; New compiles it.
//
// A detector is woken either at every occurrence of one of its Literals or,
// when Digits is set, at the start of every run of digits. Woken, it matches
// either Pattern or Find.
type Detector struct {
	Rule  string  // id, lower case with dashes, unique and stable: it is in policies and records
	Type  Type    // what a finding is
	Score float64 // confidence of a finding when Check and Find do not say otherwise; 0 means 0.9

	// Literals are keywords, at least 1 byte each, one of which stands in
	// every match, Before bytes after its start. ASCII letters of any case
	// wake the detector when Fold is set.
	Literals []string
	Fold     bool
	Before   int
	Digits   bool

	// Pattern is an RE2 expression without anchors or word boundaries,
	// and with a longest match of less than 16 KiB. The finding is group 1
	// where there is one. Left and Right are bytes that must not stand
	// directly before and after the match.
	Pattern     string
	Left, Right *Class

	// Check returns the score of a match of Pattern, 0 to reject it.
	Check func(text string, m Match) float64

	// Find matches by hand. The literal or run of digits that woke it is
	// text[at:end]. It returns a score of 0 where nothing is found, must look
	// at a bounded window (or one that no other call looks at), and must not
	// depend on anything but text, at and end. Revision is part of the digest
	// and grows with each change of Find or Check.
	Find     func(text string, at, end int) (start, stop int, score float64)
	Revision int

	// Hold is what a Stream must know beyond that.
	Hold Hold

	// Joins says that the format is so strong (prefix or checksum) that a
	// match made by joining two neighbouring strings is taken for one.
	Joins bool

	Match   []string // texts that hold exactly one finding of this rule; « and » may mark it
	NoMatch []string // texts that hold none of this rule
}

// Match is where Pattern matched: the whole of it, and the part to report.
type Match struct {
	Start, End int
	From, To   int
}

// compiled is a detector with its regular expression and the most bytes that
// a match of it can have.
type compiled struct {
	Detector
	re    *regexp.Regexp
	plan  plan
	width int
	group bool
}

// cut is what a window has beyond the longest match, so that a rune cut by
// the window's end is never part of one.
const cut = 4

// try appends what the detector finds at the wake-up text[at:end].
func (d *compiled) try(text string, at, end int, found []Finding) []Finding {
	if d.Find != nil {
		if start, stop, score := d.Find(text, at, end); score > 0 {
			found = append(found, Finding{Type: d.Type, Rule: d.Rule, Start: start, End: stop, Score: score})
		}
		return found
	}
	start := at - d.Before
	if start < 0 || d.Left.before(text, start) {
		return found
	}
	if m, ok := d.match(text, start); ok {
		if f, ok := d.judge(text, m); ok {
			found = append(found, f)
		}
	}
	return found
}

// match matches the pattern at start, by its plan or as a whole.
func (d *compiled) match(text string, start int) (Match, bool) {
	if len(d.plan.steps) > 0 {
		if m, failed := d.plan.match(text, start, d.width); failed <= 0 {
			return m, failed < 0
		}
	}
	loc := d.re.FindStringSubmatchIndex(text[start:min(len(text), start+d.width+cut)])
	if loc == nil {
		return Match{}, false
	}
	return d.located(start, loc), true
}

// located makes a match of the locations that a regexp found from start on.
func (d *compiled) located(start int, loc []int) Match {
	m := Match{Start: start + loc[0], End: start + loc[1], From: start + loc[0], To: start + loc[1]}
	if d.group && loc[2] >= 0 {
		m.From, m.To = start+loc[2], start+loc[3]
	}
	return m
}

// judge checks what follows a match, and the match itself.
func (d *compiled) judge(text string, m Match) (Finding, bool) {
	f := Finding{Type: d.Type, Rule: d.Rule, Start: m.From, End: m.To, Score: d.Score}
	if m.From == m.To || d.Right.after(text, m.End) {
		return f, false
	}
	if d.Check != nil {
		f.Score = d.Check(text, m)
	}
	return f, f.Score > 0
}

func compile(d Detector) (compiled, error) {
	c := compiled{Detector: d}
	if c.Score == 0 {
		c.Score = 0.9
	}
	switch {
	case !validRule(d.Rule):
		return c, errors.New("rule id must be lower case letters, digits and single dashes")
	case d.Type == "":
		return c, errors.New("no type")
	case c.Score < 0 || c.Score > 1:
		return c, errors.New("score is not between 0 and 1")
	case (len(d.Literals) > 0) == d.Digits:
		return c, errors.New("needs either literals or Digits")
	case (d.Pattern != "") == (d.Find != nil):
		return c, errors.New("needs either a pattern or Find")
	case d.Pattern != "" && d.Digits:
		return c, errors.New("a detector woken by digits needs Find")
	}
	if err := checkHold(&d); err != nil {
		return c, err
	}
	for _, l := range d.Literals {
		if l == "" || len(l) > 255 {
			return c, errors.New("a literal must have 1 to 255 bytes")
		}
		if d.Fold && l != strings.ToLower(l) {
			return c, errors.New("literals of a folding detector must be lower case")
		}
	}
	if d.Find != nil {
		return c, nil
	}
	tree, err := syntax.Parse(d.Pattern, syntax.Perl)
	if err != nil {
		return c, fmt.Errorf("pattern: %w", err)
	}
	if c.width, err = widest(tree); err != nil {
		return c, fmt.Errorf("pattern: %w", err)
	}
	if c.width > maxWidth {
		return c, fmt.Errorf("pattern: a match can have %d bytes, more than %d", c.width, maxWidth)
	}
	if d.Joins && c.width > MaxJoin {
		return c, fmt.Errorf("pattern: a match can have %d bytes, more than MaxJoin", c.width)
	}
	if c.re, err = regexp.Compile("^(?:" + d.Pattern + ")"); err != nil {
		return c, fmt.Errorf("pattern: %w", err)
	}
	c.group = c.re.NumSubexp() > 0
	if c.plan, err = newPlan(tree); err != nil {
		return c, fmt.Errorf("pattern: %w", err)
	}
	return c, nil
}

func validRule(id string) bool {
	if id == "" || len(id) > 64 || id[0] == '-' || id[len(id)-1] == '-' || strings.Contains(id, "--") {
		return false
	}
	for i := range len(id) {
		if c := id[i]; c != '-' && !isDigit(c) && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}
