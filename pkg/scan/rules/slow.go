package rules

import (
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"

	"sluice/pkg/scan/rule"
)

// Bounds of expressions with look-around or back-references, which take time
// that is not linear.
const (
	SlowTimeout = 50 * time.Millisecond // for one window
	SlowBefore  = 128                   // bytes that a match may begin before its keyword
	SlowAfter   = 2048                  // bytes from a keyword that a match ends within
	slowStack   = 100_000               // slots of the backtracking stack
	slowDepth   = 16                    // groups in each other: compiling takes twice as long for every other one
	slowPattern = 2 << 10               // bytes
	slowRules   = 200
	slowMemo    = 1024                   // windows whose outcome is remembered
	slowShare   = 200 * time.Millisecond // what windows that are given up may take of each second
)

// slow finds, around each keyword, the first match that ends behind its start.
// It remembers by a digest of the window which ones ran out of time, so that
// both detectors of a rule say the same.
type slow struct {
	re   *regexp2.Regexp
	seed maphash.Seed

	mu    sync.Mutex
	late  map[uint64]bool
	spent time.Duration // on windows that were given up, since
	since time.Time
}

// addSlow makes the two detectors of a rule that needs regexp2.
func (f *File) addSlow(r *ruleOf, d rule.Detector, expr string) error {
	switch f.slow++; {
	case f.slow > slowRules:
		return fmt.Errorf("more than %d rules that are not RE2: split the document", slowRules)
	case len(expr) > slowPattern || deepest(expr) > slowDepth:
		return fmt.Errorf("an expression that is not RE2 has at most %d bytes, and %d groups in each other: simplify it", slowPattern, slowDepth)
	}
	re, err := regexp2.Compile(expr, regexp2.RE2, regexp2.OptionMaxBacktrackingStackSize(slowStack))
	if err != nil {
		return errors.New("the expression does not parse, neither as RE2 nor with look-around: correct its syntax")
	}
	re.MatchTimeout = SlowTimeout
	if len(r.keywords) == 0 {
		return errors.New("an expression with look-around needs keywords that stand in each match or shortly before it: add keywords = [\"…\"]")
	}
	f.note("rule %s has look-around or back-references: it runs in windows around its keywords, %v at most each", d.Rule, SlowTimeout)
	s := &slow{re: re, seed: maphash.MakeSeed(), late: map[uint64]bool{}}
	for _, k := range r.keywords {
		if k == "" || len(k) > maxLiteral {
			return fmt.Errorf("a keyword must have 1 to %d bytes", maxLiteral)
		}
	}
	d.Literals, d.Fold = r.keywords, true
	r.keywords = nil
	r.setFurther()
	further := max(r.further, utf8.UTFMax)
	d.Hold = rule.Hold{Most: SlowBefore, Back: slowBack, Ends: func(text string, at int, p *rule.Progress) bool {
		p.At, p.Stage = min(len(text), at+SlowAfter), 1
		return len(text) >= at+SlowAfter+further
	}}
	late := d
	late.Rule, late.Type, late.Score = d.Rule+"-unscannable", rule.Unscannable, 1
	late.About = "a window that rule " + d.Rule + " could not look at in time"
	d.Find = func(text string, at, _ int) (int, int, float64) {
		loc, timedOut := s.find(text, at)
		if timedOut || loc == nil {
			return 0, 0, 0
		}
		return r.judge(text, loc)
	}
	late.Find = func(text string, at, _ int) (int, int, float64) {
		if !s.isLate(text, at) {
			return 0, 0, 0
		}
		return at, windowEnd(text, at), 1
	}
	f.detectors = append(f.detectors, d, late)
	return nil
}

// deepest returns how many groups of an expression are in each other, at most.
func deepest(expr string) int {
	depth, most, class := 0, 0, false
	for i := 0; i < len(expr); i++ {
		switch c := expr[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			depth++
			most = max(most, depth)
		case c == ')':
			depth--
		}
	}
	return most
}

func slowBack(text string, at int) int {
	i := max(0, at-SlowBefore)
	for n := 0; n < 3 && i > 0 && i < at && !utf8.RuneStart(text[i]); n++ {
		i++
	}
	return i
}

func windowEnd(text string, at int) int {
	end := min(len(text), at+SlowAfter)
	for n := 0; n < 3 && end < len(text) && end > at && !utf8.RuneStart(text[end]); n++ {
		end--
	}
	return end
}

// find returns the groups of the match that belongs to the keyword at at, and
// whether time or stack ran out.
func (s *slow) find(text string, at int) (loc []int, timedOut bool) {
	from := slowBack(text, at)
	window := text[from:windowEnd(text, at)]
	start := time.Now()
	if s.tired(start) {
		s.remember(window, true, 0)
		return nil, true
	}
	m, err := s.re.FindStringMatch(window)
	for err == nil && m != nil {
		i, n := m.ByteRange()
		if from+i+n > at && n > 0 {
			break
		}
		if time.Since(start) > SlowTimeout {
			err = errTimeout
			break
		}
		m, err = s.re.FindNextMatch(m)
	}
	s.remember(window, err != nil, time.Since(start))
	if err != nil || m == nil {
		return nil, err != nil
	}
	for _, g := range m.Groups() {
		i, n := g.ByteRange()
		if len(g.Captures) == 0 {
			loc = append(loc, -1, -1)
			continue
		}
		loc = append(loc, from+i, from+i+n)
	}
	return loc, false
}

var errTimeout = errors.New("out of time")

// tired says whether windows that were given up took their share of this second:
// then each counts as given up, so that no text can keep a core busy.
func (s *slow) tired(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.since) > time.Second {
		s.since, s.spent = now, 0
	}
	return s.spent > slowShare
}

func (s *slow) remember(window string, late bool, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.late) >= slowMemo {
		clear(s.late)
	}
	s.late[maphash.String(s.seed, window)] = late
	if late {
		s.spent += took
	}
}

// isLate says whether the window around a keyword was given up, and tries it
// where nothing is remembered.
func (s *slow) isLate(text string, at int) bool {
	window := text[slowBack(text, at):windowEnd(text, at)]
	s.mu.Lock()
	late, known := s.late[maphash.String(s.seed, window)]
	s.mu.Unlock()
	if known {
		return late
	}
	_, late = s.find(text, at)
	return late
}
