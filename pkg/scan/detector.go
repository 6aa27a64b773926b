package scan

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"

	"sluice/pkg/scan/rule"
)

// compiled is a detector with its regular expression and the most bytes that
// a match of it can have.
type compiled struct {
	Detector
	re    *lazyRegexp
	plan  plan
	need  need
	watch watch

	turned bool // it finds what another one does in turned text
	width  int
	group  bool
}

// cut is what a window has beyond the longest match, so that a rune cut by
// the window's end is never part of one.
const cut = 4

// try appends what the detector finds at the wake-up text[at:end].
func (d *compiled) try(text string, at, end int, found []Finding) []Finding {
	if d.Find != nil {
		if !d.watch.may(text, d.wakes(at, end)) {
			return found
		}
		return d.find(text, at, end, found)
	}
	start := at - d.Before
	if start < 0 || d.Left.Before(text, start) {
		return found
	}
	if !d.watch.may(text, start) {
		return found
	}
	if m, ok := d.match(text, start); ok {
		if f, ok := d.judge(text, m); ok {
			found = append(found, f)
		}
	}
	return found
}

// find appends what Find finds at the wake-up text[at:end].
func (d *compiled) find(text string, at, end int, found []Finding) []Finding {
	if start, stop, score := d.Find(text, at, end); score > 0 {
		found = append(found, Finding{Type: d.Type, Rule: d.Rule, Start: start, End: stop, Score: score})
	}
	return found
}

// wakes returns where Hold.Reach begins.
func (d *compiled) wakes(at, end int) int {
	if d.Digits {
		return at
	}
	return end - 1
}

// match matches the pattern at start, by its plan or as a whole.
func (d *compiled) match(text string, start int) (rule.Match, bool) {
	window := text[start:min(len(text), start+d.width+cut)]
	if !d.need.in(window) {
		return rule.Match{}, false
	}
	if len(d.plan.steps) > 0 {
		if m, failed := d.plan.match(text, start, d.width); failed <= 0 {
			return m, failed < 0
		}
	}
	loc := d.re.get().FindStringSubmatchIndex(window)
	if loc == nil {
		return rule.Match{}, false
	}
	return d.located(start, loc), true
}

// located makes a match of the locations that a regexp found from start on.
func (d *compiled) located(start int, loc []int) rule.Match {
	m := rule.Match{Start: start + loc[0], End: start + loc[1], From: start + loc[0], To: start + loc[1]}
	if d.group && loc[2] >= 0 {
		m.From, m.To = start+loc[2], start+loc[3]
	}
	return m
}

// judge checks what follows a match, and the match itself.
func (d *compiled) judge(text string, m rule.Match) (Finding, bool) {
	f := Finding{Type: d.Type, Rule: d.Rule, Start: m.From, End: m.To, Score: d.Score}
	if m.From == m.To || d.Right.After(text, m.End) {
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
	case len(d.Lengths) > 0 && (!d.Digits || slices.Min(d.Lengths) < 1):
		return c, errors.New("lengths are those of runs of digits, 1 and more")
	case d.Beside != nil && !d.Digits:
		return c, errors.New("what stands beside a run is for those that look at digits")
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
		c.watch = newWatch(&c)
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
	if err := parsesAnchored(d.Pattern); err != nil {
		return c, fmt.Errorf("pattern: %w", err)
	}
	c.re = anchored(d.Pattern)
	if d.Before > 0 && d.Hold.Back == nil {
		// What stands before the literal has the bytes of the pattern, as has the part of a literal that is there.
		class, longest := &rule.Class{}, 0
		bytesIn(tree, class)
		for _, l := range d.Literals {
			longest = max(longest, len(l))
		}
		c.Hold.Back, c.Hold.Most = rule.BackRun(class, d.Before+longest), d.Before+longest
	}
	c.group = tree.MaxCap() > 0
	c.plan, c.need = newPlan(tree), needOf(tree)
	c.watch = newWatch(&c)
	return c, nil
}

func validRule(id string) bool {
	if id == "" || len(id) > 64 || id[0] == '-' || id[len(id)-1] == '-' || strings.Contains(id, "--") {
		return false
	}
	for i := range len(id) {
		if c := id[i]; c != '-' && !rule.IsDigit(c) && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}
