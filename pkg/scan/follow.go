package scan

import (
	"slices"
	"sync/atomic"

	"sluice/pkg/scan/internal/reach"
	"sluice/pkg/scan/rule"
)

// follow has the bytes that may stand behind a literal in anything that is found, at
// each of the places ahead, and those that may stand before it. Most literals that
// stand in ordinary text stop here, before a detector is looked at. It is made when
// the literal is first met, and not changed then.
type follow struct {
	bytes [256]uint8 // by byte: bit k says that it may stand ahead[k] bytes behind the literal
	lead  [4]uint64  // by byte, a bit
	end   bool       // the text may end behind the literal
	free  bool       // anything may stand behind it
}

// ahead are the places behind a literal that are looked at: most bodies of tokens
// have at least so many bytes of one class, which words have not.
var ahead = [8]int{0, 1, 2, 3, 5, 9, 14, 19}

const (
	aheadAll  = 1<<len(ahead) - 1
	aheadSize = 20 // the bytes that all of them stand in
)

var every = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}

var anything = func() follow {
	f := follow{lead: every}
	f.freely()
	return f
}()

// freely lets anything stand behind the literal.
func (f *follow) freely() {
	f.end, f.free = true, true
	f.allFrom(0)
}

// allFrom lets any byte stand at the places from the k-th on.
func (f *follow) allFrom(k int) {
	for b := range f.bytes {
		f.bytes[b] |= aheadAll &^ (1<<k - 1)
	}
}

func (f *follow) may(text string, end int) bool {
	if f.free {
		return true
	}
	if end+aheadSize > len(text) {
		return f.mayNearEnd(text, end)
	}
	t := text[end : end+aheadSize]
	if f.bytes[t[0]]&1 == 0 {
		return false
	}
	return f.bytes[t[1]]&(1<<1)|f.bytes[t[2]]&(1<<2)|f.bytes[t[3]]&(1<<3)|f.bytes[t[5]]&(1<<4)|
		f.bytes[t[9]]&(1<<5)|f.bytes[t[14]]&(1<<6)|f.bytes[t[19]]&(1<<7) == aheadAll-1
}

// mayNearEnd is may where the text ends before the last place.
func (f *follow) mayNearEnd(text string, end int) bool {
	if end == len(text) {
		return f.end
	}
	for k, at := range ahead {
		if end+at < len(text) && f.bytes[text[end+at]]>>k&1 == 0 {
			return false
		}
	}
	return true
}

// led says whether what stands before at lets anything be found.
func (f *follow) led(text string, at int) bool {
	return at == 0 || f.lead[text[at-1]>>6]>>(text[at-1]&63)&1 != 0
}

func (f *follow) has(b byte) bool { return f.bytes[b]&1 != 0 }

// follows are made as texts ask for them. Two callers may make the same one.
type follows struct {
	detectors []atomic.Pointer[follow]
	states    []atomic.Pointer[gate] // of the automaton
}

// fewHits is how many detectors a hit may be of for the bytes behind it to be worth
// a look before each is looked at for itself.
const fewHits = 12

// gate says whether a hit in a state is worth a closer look.
func (s *Set) gate(state uint16, text string, end int) bool {
	g := s.follows.states[state].Load()
	if g == nil {
		g = s.gateOf(state)
	}
	return g.may(text, end-g.after) && (g.length == 0 || g.led(text, end-g.after-g.length))
}

// gate is the follow of all detectors that a hit in a state may be of.
type gate struct {
	follow
	after  int // bytes behind the literals that the machine has read
	length int // of the literals; 0 where they differ, and lead is not looked at
}

// gateOf makes the gate of a state. Where only the end of a longer literal was seen, it
// is not worth to make the tables of all that it may be of.
func (s *Set) gateOf(state uint16) *gate {
	hits := s.words.hitsOf(state)
	g := &gate{follow: anything}
	if len(hits) <= fewHits && !slices.ContainsFunc(hits, func(h hit) bool { return int(h.length) > s.words.keep || h.after != hits[0].after }) {
		g = &gate{after: int(hits[0].after), length: int(hits[0].length)}
		for _, h := range hits {
			g.add(s.followOf(h.detector))
			if g.length != int(h.length) {
				g.length = 0
			}
		}
	}
	s.follows.states[state].Store(g)
	return g
}

// add lets pass what another lets pass.
func (f *follow) add(other *follow) {
	for b, bits := range other.bytes {
		f.bytes[b] |= bits
	}
	for i, bits := range other.lead {
		f.lead[i] |= bits
	}
	f.end, f.free = f.end || other.end, f.free || other.free
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
	f, of := &follow{lead: leads(d)}, d.watch.reach
	switch {
	case d.Tail != "":
		of = reach.Of(d.Tail)
	case of == nil:
		f.freely()
		return f
	}
	r := of.Table()
	for _, l := range d.Literals {
		at := r.Begin()
		switch {
		case d.Tail != "":
		case d.Find != nil:
			l = l[len(l)-1:] // where Reach begins
		default:
			for range d.Before {
				at = r.Any(at)
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
		f.end = f.end || at.Matched
		f.read(r, at)
	}
	return f
}

// read adds what may stand behind a literal that its detector's table has read.
func (f *follow) read(r *reach.Table, at reach.Ways) {
	for k, place := range ahead {
		for n := 0; k > 0 && n < place-ahead[k-1]; n++ {
			at = r.Any(at)
		}
		if at.Matched {
			f.allFrom(k)
			return
		}
		on := r.GoOn(at)
		for b := range f.bytes {
			if on[r.Class[b]] {
				f.bytes[b] |= 1 << k
			}
		}
	}
}

// leads are the bytes that may stand before a literal: as the detector says, or as its
// pattern does.
func leads(d *compiled) [4]uint64 {
	var bits [4]uint64
	may := func(byte) bool { return true }
	if d.Find == nil && d.Before > 0 {
		r := d.watch.reach.Table()
		at := r.Begin()
		for range d.Before - 1 {
			at = r.Any(at)
		}
		on := r.GoOn(at)
		may = func(b byte) bool { return at.Matched || on[r.Class[b]] }
	}
	for b := range 256 {
		if (d.Lead == nil || d.Lead.Has(byte(b))) && may(byte(b)) {
			bits[b>>6] |= 1 << (b & 63)
		}
	}
	return bits
}
