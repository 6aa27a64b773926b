package scan

import (
	"regexp/syntax"
	"slices"
	"sort"

	"sluice/pkg/scan/internal/reach"
	"sluice/pkg/scan/rule"
)

// watch is what a Stream needs of one detector beyond the detector itself.
type watch struct {
	reach *reach.Lazy // nil where Hold.Ends says it
	width int         // bytes from where reach begins that can decide anything; 0 is no bound
	look  int         // bytes that are looked at before the detector is asked
}

// glance is how far the reach of a Find is looked at: what goes on for longer is
// read by Find itself, which is quicker on names that are glued to each other.
const glance = 96

// may says whether anything can be found at all where reach begins.
func (w *watch) may(text string, from int) bool {
	if w.reach == nil {
		return true
	}
	stop := len(text)
	if w.width > 0 {
		stop = min(stop, from+w.width)
	}
	return w.reach.Table().MayAt(text, from, stop, w.look)
}

// reachWidth returns the most bytes that a match of an expression has, and
// false where nothing bounds it.
func reachWidth(expr string) (int, bool) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return 0, false
	}
	n, err := widest(tree)
	return n, err == nil
}

func newWatch(d *compiled) watch {
	switch {
	case d.Find == nil:
		return watch{reach.Of(d.Pattern), d.width + cut, d.width + cut}
	case d.Hold.Ends != nil:
		return watch{}
	}
	w := watch{reach: reach.Of(d.Hold.Reach), look: glance}
	if n, ok := reachWidth(d.Hold.Reach); ok {
		w.width = n + 1
	}
	return w
}

// pending is a wake-up whose answer further text can change.
type pending struct {
	detector int
	at, end  int // the literal or run of digits
	hold     int // the first byte that its finding may have

	from     int // where the table of reach begins
	state    uint16
	matched  bool // reach did, on the way
	ended    bool // the table came to its end, at progress.At
	progress rule.Progress

	forced  bool    // it counts as found, and goes on
	finding Finding // what it counts as
}

func (p *pending) shift(by int) {
	p.at -= by
	p.end -= by
	p.hold -= by
	p.from -= by
	p.progress.At -= by
	p.finding.Start -= by
}

// looker is where the Hold.Look of a detector is.
type looker struct {
	next  int
	marks []mark // sorted by both
}

// mark is a text that a literal which begins before until makes a finding.
type mark struct{ start, until int }

// wakeWord notes that a literal ends at end.
func (s *flow) wakeWord(h hit, end int) {
	d := &s.set.detectors[h.detector]
	if !s.set.words.fits(h, s.text, end) || !d.stands(h, s.text, end) {
		return
	}
	at := end - int(h.length)
	p := pending{detector: int(h.detector), at: at, end: end, from: end - 1}
	if d.Find == nil {
		if p.from = at - d.Before; p.from < 0 || d.Left.Before(s.text, p.from) {
			return
		}
	}
	s.wake(p)
}

// wakeDigits notes a run of digits.
func (s *flow) wakeDigits(at, end int) {
	for _, n := range s.set.digits[min(end-at, maxRun)] {
		s.wake(pending{detector: n, at: at, end: end, from: at})
	}
}

func (s *flow) wake(p pending) {
	d := &s.set.detectors[p.detector]
	p.hold = d.back(s.text, p.at)
	p.state, p.progress.At = reach.Start, p.from
	if r := s.set.detectors[p.detector].watch.reach; r != nil {
		p.matched = r.Table().Match[reach.Start]
	}
	if d.Hold.Look != nil {
		marks := s.lookers[slices.Index(s.set.lookers, p.detector)].marks
		if n := sort.Search(len(marks), func(k int) bool { return marks[k].until > p.at }); n < len(marks) {
			p.hold = min(p.hold, marks[n].start)
		}
	}
	s.pending = append(s.pending, p)
}

// back returns the first byte of a finding that a literal at at wakes.
func (d *compiled) back(text string, at int) int {
	if d.Hold.Back != nil {
		return d.Hold.Back(text, at)
	}
	return max(at-d.Before, 0)
}

// settle asks the detectors whose answer is final, and all if the text is.
func (s *flow) settle(final bool) {
	kept := 0
	for i := range s.pending {
		p := &s.pending[i]
		switch settled := p.step(s.text, &s.set.detectors[p.detector], &s.set.detectors[p.detector].watch); {
		case p.forced && (settled || final):
			p.finding.End = len(s.text)
			if settled {
				p.finding.End = p.progress.At
			}
			s.keep(p.finding)
			s.forced--
		case settled || final:
			s.tried = s.set.detectors[p.detector].try(s.text, p.at, p.end, s.tried[:0])
			for _, f := range s.tried {
				s.keep(f)
			}
		default:
			if kept < i {
				s.pending[kept] = *p
			}
			kept++
		}
	}
	s.pending = s.pending[:kept]
}

// keep adds a candidate, but for what was released.
func (s *flow) keep(f Finding) {
	if f.Start = max(f.Start, s.released); f.Start < f.End {
		s.found = append(s.found, f)
		s.sorted = len(s.found) == 1
	}
}

// step reads on, and says whether the detector's answer is final.
func (p *pending) step(text string, d *compiled, w *watch) bool {
	if w.reach == nil {
		return d.Hold.Ends(text, p.at, &p.progress)
	}
	if !p.ended {
		stop, r := len(text), w.reach.Table()
		if w.width > 0 {
			stop = min(stop, p.from+w.width)
		}
		i := p.progress.At
		for ; i < stop; i++ {
			to := r.Next[int(p.state)*r.Classes+int(r.Class[text[i]])]
			if to == 0 {
				p.ended = true
				break
			}
			p.state = to
			p.matched = p.matched || r.Match[to]
		}
		p.progress.At = i
		if p.ended = p.ended || w.width > 0 && i == p.from+w.width; !p.ended {
			return false
		}
	}
	return !p.matched || len(text) >= p.progress.At+d.Hold.After
}

// force makes findings of what has held back text since before limit, or
// drops it. It says whether anything changed.
func (s *flow) force(limit int) bool {
	changed := s.expire(limit) > 0
	kept := s.pending[:0]
	for i := range s.pending {
		p := s.pending[i]
		d := &s.set.detectors[p.detector]
		if p.forced || p.hold >= limit {
			kept = append(kept, p)
			continue
		}
		changed = true
		p.finding = Finding{Type: d.Type, Rule: d.Rule, Start: p.hold, Score: d.Score}
		if found := d.try(s.text, p.at, p.end, nil); len(found) > 0 {
			p.finding = found[0]
		} else if d.Find != nil {
			continue
		}
		if s.set.detectors[p.detector].watch.width == 0 && slices.ContainsFunc(kept, func(q pending) bool { return q.forced && q.detector == p.detector }) {
			continue
		}
		p.finding.Start = max(p.finding.Start, s.released)
		p.forced = true
		s.forced++
		kept = append(kept, p)
	}
	s.pending = kept
	return changed
}

// look lets the detectors that have Hold.Look go on.
func (s *flow) look() {
	for i, n := range s.set.lookers {
		l, find := &s.lookers[i], s.set.detectors[n].Hold.Look
		for l.next < len(s.text) {
			var m mark
			m.start, m.until, l.next = find(s.text, l.next)
			if m.start < 0 {
				break
			}
			l.marks = append(l.marks, m)
		}
	}
}

// expire drops the marks that no literal can come for any more, and those
// that begin before limit.
func (s *flow) expire(limit int) (dropped int) {
	for i := range s.lookers {
		l := &s.lookers[i]
		n := sort.Search(len(l.marks), func(k int) bool { return l.marks[k].until > len(s.text) && l.marks[k].start >= limit })
		l.marks = slices.Delete(l.marks, 0, n)
		dropped += n
	}
	return dropped
}
