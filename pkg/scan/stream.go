package scan

import (
	"slices"
	"unicode/utf8"
)

// MaxHeld is how many bytes a Stream holds back at most. What is not decided
// by then is decided by force: see Stream.
const MaxHeld = 4096

// maxFlow is what one part of a Stream holds back at most, so that all parts
// together stay within MaxHeld.
const maxFlow = MaxHeld - 512

// Stream scans a text that comes in pieces, and releases of it what no further
// text can make part of a finding, as it is written or under a disguise. What it
// released is never taken back; a finding is released whole, with its text.
// Findings are those of Scan on the whole text, with these exceptions:
//
//   - No more than MaxHeld bytes are held back. What may still become a
//     finding then, as an unfinished block of a key or an encoded run, counts as
//     one, and so does all that follows up to where it can no longer go on. A row
//     of overlapping findings that long is reported as one.
//   - Such a finding comes in several releases: see Release.Continues. Its
//     rule may be the sibling for open or short texts of the same type, or
//     RuleOpen where nobody knows what is in it.
//   - A run of more than 64 digits is looked at as one of 64.
//
// Time grows linearly with the text, whatever the pieces; memory is bounded by
// the largest piece and a few times MaxHeld for each layer of disguise. One
// goroutine may use a Stream at a time; the Set may have any number of them.
type Stream struct {
	set    *Set
	layers []*layer // the first has the text as it is written
	unmask *unmasker
	base   int // up to where the text was released
	found  []candidate
	cut    bool // what begins at base may go on from what was released
}

// candidate is a finding whose offsets are those of the whole text.
type candidate struct {
	Finding
	goesOn bool // from one before it
}

// Release is text that is decided.
type Release struct {
	Text string
	// Findings in Text, sorted and not overlapping; offsets are in Text.
	Findings []Finding
	// Continues says that the first finding goes on from the last one of the
	// release before, and is no other.
	Continues bool
}

// Stream starts a scan of a text that comes in pieces.
func (s *Set) Stream() *Stream { return s.StreamAfter("") }

// StreamAfter is Stream for a text that goes on after one that was released
// already: before is only looked back at.
func (s *Set) StreamAfter(before string) *Stream {
	before = before[max(0, len(before)-streamContext):]
	return &Stream{set: s, layers: []*layer{s.newLayer(before, 0)}}
}

// Context returns the end of what was released, at most 1 KiB.
func (s *Stream) Context() string {
	l := s.layers[0]
	return l.slice(max(l.at, s.base-streamContext), s.base)
}

// Held returns how many bytes are held back.
func (s *Stream) Held() int { return s.layers[0].end() - s.base }

// Pending returns the text that is held back.
func (s *Stream) Pending() string { return s.layers[0].slice(s.base, s.layers[0].end()) }

// Write takes the next piece and returns what is decided by it.
func (s *Stream) Write(piece string) Release {
	if piece == "" {
		return Release{}
	}
	s.feed(0, piece, false)
	return s.advance(false)
}

// Close says that the text has ended, and returns the rest. Nothing may be
// written afterwards.
func (s *Stream) Close() Release {
	s.feed(0, "", true)
	r := s.advance(true)
	if s.unmask != nil {
		s.set.idle.Put(s.unmask)
		s.unmask = nil
	}
	return r
}

// advance decides what can be decided, and releases it.
func (s *Stream) advance(final bool) Release {
	end := s.layers[0].end()
	hold := end
	if !final {
		hold = s.safe()
	}
	out, goesOn, hold := s.decide(hold)
	goesOn = goesOn && s.cut
	if !final && end-hold > MaxHeld {
		to := s.between(end)
		one := s.force(hold, to)
		goesOn = goesOn || len(out) == 0 && one.goesOn && s.cut
		out, hold = append(out, one.Finding), to
	}
	if last := len(out) - 1; !final && (last < 0 || out[last].End < hold) {
		hold = max(s.between(hold), s.base)
	}
	r := Release{Text: s.layers[0].slice(s.base, hold), Findings: out, Continues: goesOn}
	if len(r.Text) > 0 {
		last := len(out) - 1
		s.cut = last >= 0 && out[last].End == hold
	}
	for i := range out {
		out[i].Start -= s.base
		out[i].End -= s.base
	}
	s.base = hold
	s.forget()
	return r
}

// between returns the place before the rune that at is within, or may be once
// more text has come; at itself where it is within none.
func (s *Stream) between(at int) int {
	l := s.layers[0]
	if at < l.end() && utf8.RuneStart(l.text[at-l.at]) {
		return at
	}
	from := max(l.at, at-utf8.UTFMax)
	return from + wholeRunes(l.slice(from, at))
}

// decide takes the findings that none to come can overlap, up to hold. goesOn
// is said of the first of them.
func (s *Stream) decide(hold int) (out []Finding, goesOn bool, limit int) {
	if len(s.found) == 0 {
		return nil, false, hold
	}
	slices.SortStableFunc(s.found, func(a, b candidate) int { return byStart(a.Finding, b.Finding) })
	i := 0
	for i < len(s.found) {
		j, end := i+1, s.found[i].End
		for ; j < len(s.found) && s.found[j].Start < end; j++ {
			end = max(end, s.found[j].End)
		}
		if end > hold {
			hold = min(hold, s.found[i].Start)
			break
		}
		row := make([]Finding, 0, j-i)
		for _, c := range s.found[i:j] {
			goesOn = goesOn || len(out) == 0 && c.goesOn && c.Start == s.base
			row = append(row, c.Finding)
		}
		out = append(out, resolve(row)...)
		i = j
	}
	s.found = append(s.found[:0], s.found[i:]...)
	return out, goesOn, hold
}

// force makes one finding of all that is held back.
func (s *Stream) force(from, to int) candidate {
	one := candidate{Finding: Finding{Type: Unscannable, Rule: RuleOpen, Start: from, End: to, Score: 1}, goesOn: from == s.base}
	rest := s.found[:0]
	for _, c := range s.found {
		if rank(c.Type) < rank(one.Type) {
			one.Type, one.Rule, one.Score = c.Type, c.Rule, c.Score
		}
		if c.End > to {
			c.Start, c.goesOn = to, true
			rest = append(rest, c)
		}
	}
	s.found = rest
	return one
}

// add takes what a layer found, but for what was released.
func (s *Stream) add(f Finding, goesOn bool) {
	if goesOn {
		for i := range s.found {
			if c := &s.found[i]; c.Type == f.Type && c.Rule == f.Rule && c.End >= f.Start && c.Start <= f.Start {
				c.End = max(c.End, f.End)
				return
			}
		}
	}
	if f.Start < s.base {
		f.Start, goesOn = s.base, true
	}
	if f.Start < f.End {
		s.found = append(s.found, candidate{f, goesOn})
	}
}
