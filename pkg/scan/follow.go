package scan

import (
	"slices"
	"sync/atomic"

	"sluice/pkg/scan/internal/reach"
	"sluice/pkg/scan/rule"
)

// follow has the bytes that may stand behind a literal in anything that is found,
// and those that may stand before it. Most literals that stand in ordinary text stop
// here, before a detector is looked at. It is made when the literal is first met, and
// not changed then.
type follow struct {
	bytes [4]uint64 // by byte, a bit
	lead  [4]uint64
	end   bool // the text may end there
}

var every = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}

var anything = follow{every, every, true}

func (f *follow) may(text string, end int) bool {
	if end == len(text) {
		return f.end
	}
	return f.has(text[end])
}

// led says whether what stands before at lets anything be found.
func (f *follow) led(text string, at int) bool {
	return at == 0 || f.lead[text[at-1]>>6]>>(text[at-1]&63)&1 != 0
}

func (f *follow) has(b byte) bool { return f.bytes[b>>6]>>(b&63)&1 != 0 }

// follows are made as texts ask for them. Two callers may make the same one.
type follows struct {
	detectors []atomic.Pointer[follow]
	states    []atomic.Pointer[follow] // of the automaton: of all detectors that a hit there may be of
}

// fewHits is how many detectors a hit may be of for the bytes behind it to be worth
// a look before each is looked at for itself.
const fewHits = 12

// gate says whether a hit in a state is worth a closer look.
func (s *Set) gate(state uint16, text string, end int) bool {
	f := s.follows.states[state].Load()
	if f == nil {
		f = s.followState(state)
	}
	return f.may(text, end)
}

// followState makes the gate of a state. Where only the end of a longer literal was
// seen, it is not worth to make the tables of all that it may be of.
func (s *Set) followState(state uint16) *follow {
	f, hits := &follow{}, s.words.hitsOf(state)
	if len(hits) > fewHits || slices.ContainsFunc(hits, func(h hit) bool { return int(h.length) > s.words.keep }) {
		f = &anything
	} else {
		for _, h := range hits {
			one := &anything
			if h.after == 0 {
				one = s.followOf(h.detector)
			}
			for i, bits := range one.bytes {
				f.bytes[i] |= bits
			}
			f.end = f.end || one.end
		}
	}
	s.follows.states[state].Store(f)
	return f
}

func (s *Set) followOf(detector uint16) *follow {
	f := s.follows.detectors[detector].Load()
	if f == nil {
		f = newFollow(&s.detectors[detector])
		s.follows.detectors[detector].Store(f)
	}
	return f
}

// beside says whether the bytes around a literal that may end at stop let anything be
// found. Before the follow of its detector is made the literal has to stand.
func (s *Set) beside(h hit, text string, stop int) bool {
	f := s.follows.detectors[h.detector].Load()
	if f == nil {
		if !s.detectors[h.detector].stands(h, text, stop) {
			return false
		}
		f = s.followOf(h.detector)
	}
	return f.may(text, stop) && f.led(text, stop-int(h.length))
}

func newFollow(d *compiled) *follow {
	if d.watch.reach == nil {
		return &anything
	}
	f, r := &follow{lead: leads(d)}, d.watch.reach.Table()
	for _, l := range d.Literals {
		at := r.Begin()
		if d.Find != nil {
			l = l[len(l)-1:] // where Reach begins
		} else {
			for range d.Before {
				at = r.Step(at, allBytes)
			}
		}
		for i := range len(l) {
			class := &rule.Class{}
			class.Add(l[i])
			if d.Fold && rule.IsLower(l[i]) {
				class.Add(l[i] &^ 0x20)
			}
			at = r.Step(at, class)
		}
		if at.Matched {
			f.bytes, f.end = every, true
			return f
		}
		for b := range 256 {
			if r.GoesOn(at, byte(b)) {
				f.bytes[b>>6] |= 1 << (b & 63)
			}
		}
	}
	return f
}

// leads are the bytes that may stand before a literal: as the detector says, or as its
// pattern does.
func leads(d *compiled) [4]uint64 {
	var bits [4]uint64
	at, r := reach.Ways{}, (*reach.Table)(nil)
	if d.Find == nil && d.Before > 0 {
		r = d.watch.reach.Table()
		at = r.Begin()
		for range d.Before - 1 {
			at = r.Step(at, allBytes)
		}
	}
	for b := range 256 {
		if (d.Lead == nil || d.Lead.Has(byte(b))) && (r == nil || at.Matched || r.GoesOn(at, byte(b))) {
			bits[b>>6] |= 1 << (b & 63)
		}
	}
	return bits
}

var allBytes = rule.Bytes("\x00-\xff")
