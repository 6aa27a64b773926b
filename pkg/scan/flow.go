package scan

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// flow scans a text that comes in pieces as it is written, and releases of it
// what no further text can make part of a finding. A finding is released whole,
// with its text. Findings are those of plain on the whole text, with these
// exceptions:
//
//   - No more than maxFlow bytes are held back. What may still become a
//     finding then, as an unfinished block of a key, counts as one, and so
//     does all that follows up to where it can no longer go on. A row of
//     overlapping findings that long is reported as one.
//   - Such a finding comes in several releases: see Release.Continues. Its
//     rule may be the sibling for open or short texts of the same type.
//   - A run of more than 64 digits is looked at as one of 64.
//
// Time grows linearly with the text, whatever the pieces; memory is bounded by
// the largest piece and a few times maxFlow.
type flow struct {
	set *Set

	buf      strings.Builder
	text     string // what buf holds: context, then what is held back
	released int    // text[:released] was given out
	scanned  int    // text[:scanned] went through the automaton
	state    uint16
	run      int // where the digits that the text ends in begin; noRun, longRunOn

	pending []pending
	tried   []Finding // space for one answer
	lookers []looker
	found   []Finding
	sorted  bool // found is
	forced  int  // how many of pending are
	cutAt   int  // a finding that may go on was cut here; -1 is nowhere
}

const (
	noRun     = -1
	longRunOn = -2 // within a run of digits longer than maxRun
	maxRun    = 64
)

// newFlow starts a scan of a text that goes on after one that was released
// already: before is only looked back at.
func (s *Set) newFlow(before string) *flow {
	st := &flow{set: s, run: noRun, cutAt: -1, sorted: true}
	st.lookers = make([]looker, len(s.lookers))
	if before != "" {
		st.append(before[max(0, len(before)-streamContext):])
		st.released = len(st.text)
		st.walk()
		st.settle(false)
	}
	return st
}

// Context returns the end of what was released, at most 1 KiB.
func (s *flow) Context() string {
	return s.text[max(0, s.released-streamContext):s.released]
}

// Held returns how many bytes are held back.
func (s *flow) Held() int { return len(s.text) - s.released }

// Pending returns the text that is held back.
func (s *flow) Pending() string { return s.text[s.released:] }

// Write takes the next piece and returns what is decided by it.
func (s *flow) Write(piece string) Release {
	if piece == "" {
		return Release{}
	}
	s.append(piece)
	s.walk()
	return s.advance(false)
}

// Close says that the text has ended, and returns the rest. Nothing may be
// written afterwards.
func (s *flow) Close() Release {
	if s.run >= 0 {
		s.wakeDigits(s.run, len(s.text))
		s.run = noRun
	}
	return s.advance(true)
}

// append adds a piece to the text, and drops what nobody looks back at.
func (s *flow) append(piece string) {
	if s.buf.Cap()-s.buf.Len() < len(piece) {
		drop := s.released
		for i := range s.pending {
			if p := &s.pending[i]; !p.forced {
				drop = min(drop, p.hold)
			}
		}
		drop = max(0, drop-streamContext)
		keep := s.text[drop:]
		s.buf = strings.Builder{}
		s.buf.Grow(max(maxFlow, 2*(len(keep)+len(piece))))
		s.buf.WriteString(keep)
		s.shift(drop)
	}
	s.buf.WriteString(piece)
	s.text = s.buf.String()
}

// shift moves all offsets down.
func (s *flow) shift(by int) {
	if by == 0 {
		return
	}
	s.released -= by
	s.scanned -= by
	s.cutAt = max(s.cutAt-by, -1)
	if s.run >= 0 {
		s.run -= by
	}
	for i := range s.pending {
		s.pending[i].shift(by)
	}
	for i := range s.lookers {
		l := &s.lookers[i]
		l.next = max(l.next-by, 0)
		for k := range l.marks {
			l.marks[k].start -= by
			l.marks[k].until -= by
		}
	}
	for i := range s.found {
		s.found[i].Start -= by
		s.found[i].End -= by
	}
}

// walk sends the new text through the automaton and looks for runs of digits.
func (s *flow) walk() {
	s.look()
	a := &s.set.words
	text, state := s.text, s.state
	digits := s.set.lengths
	for i := s.scanned; i < len(text); i++ {
		c := text[i]
		if state = a.step(state, c); state&hitFlag != 0 {
			state &^= hitFlag
			for _, h := range a.hitsOf(state) {
				s.wakeWord(h, i+1-int(h.after))
			}
		}
		switch {
		case !digits:
		case !rule.IsDigit(c):
			if s.run >= 0 {
				s.wakeDigits(s.run, i)
			}
			s.run = noRun
		case s.run == noRun:
			s.run = i
		case s.run >= 0 && i-s.run == maxRun:
			s.wakeDigits(s.run, i)
			s.run = longRunOn
		}
	}
	s.scanned, s.state = len(text), state
}

// advance decides what can be decided, and releases it.
func (s *flow) advance(final bool) Release {
	s.settle(final)
	s.expire(0)
	var out []Finding
	from, cutAt, limit := s.released, s.cutAt, 0
	for {
		var some []Finding
		some, limit = s.decide(s.hold(final))
		out = append(out, some...)
		if final || len(s.text)-limit <= maxFlow {
			break
		}
		if !s.force(len(s.text) - maxFlow) {
			var one Finding
			one, limit = s.cut()
			out = append(out, one)
			break
		}
	}
	r := Release{Text: s.text[from:limit], Findings: out}
	for i := range out {
		r.Continues = r.Continues || i == 0 && out[0].Start == cutAt
		out[i].Start -= from
		out[i].End -= from
	}
	s.released = limit
	return r
}

// hold returns the first byte that a finding to come may have.
func (s *flow) hold(final bool) int {
	text := s.text
	if final {
		return len(text)
	}
	whole := wholeRunes(text)
	h := min(whole, len(text)-s.set.begins().ends(text[:s.scanned]))
	digits := whole
	if s.run >= 0 {
		digits = s.run
		h = min(h, s.run)
	}
	if s.set.turned {
		h = min(h, turnedBack(text, whole))
	}
	for _, n := range s.set.backers {
		d := &s.set.detectors[n]
		at := whole
		if d.Digits {
			at = digits
		}
		if at-max(d.Hold.Most, d.Before) < h {
			h = min(h, d.back(text, at))
		}
	}
	for i := range s.pending {
		if p := &s.pending[i]; !p.forced {
			h = min(h, p.hold)
		}
	}
	for i := range s.lookers {
		if m := s.lookers[i].marks; len(m) > 0 {
			h = min(h, m[0].start)
		}
	}
	return max(h, s.released)
}
