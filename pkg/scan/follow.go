package scan

import (
	"sync/atomic"

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

func (s *Set) followState(state uint16) *follow {
	f, hits := &follow{}, s.words.hitsOf(state)
	if len(hits) > fewHits {
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

func newFollow(d *compiled) *follow {
	if d.watch.reach == nil {
		return &anything
	}
	f, r := &follow{lead: leads(d)}, d.watch.reach.table()
	for _, l := range d.Literals {
		at := r.begin()
		if d.Find != nil {
			l = l[len(l)-1:] // where Reach begins
		} else {
			for range d.Before {
				at = r.step(at, allBytes)
			}
		}
		for i := range len(l) {
			class := &rule.Class{}
			class.Add(l[i])
			if d.Fold && rule.IsLower(l[i]) {
				class.Add(l[i] &^ 0x20)
			}
			at = r.step(at, class)
		}
		if at.matched {
			f.bytes, f.end = every, true
			return f
		}
		for b := range 256 {
			if r.goesOn(at, byte(b)) {
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
	at, r := ways{}, (*reach)(nil)
	if d.Find == nil && d.Before > 0 {
		r = d.watch.reach.table()
		at = r.begin()
		for range d.Before - 1 {
			at = r.step(at, allBytes)
		}
	}
	for b := range 256 {
		if (d.Lead == nil || d.Lead.Has(byte(b))) && (r == nil || at.matched || r.goesOn(at, byte(b))) {
			bits[b>>6] |= 1 << (b & 63)
		}
	}
	return bits
}

var allBytes = rule.Bytes("\x00-\xff")

// ways are the states of a reach that a text of which only the classes of its
// bytes are known may lead to.
type ways struct {
	states  []bool // by state
	matched bool   // on some way the expression has matched
}

func (r *reach) begin() ways {
	w := ways{states: make([]bool, len(r.match)), matched: r.match[reachStart]}
	w.states[reachStart] = true
	return w
}

// step reads any one byte of a class.
func (r *reach) step(from ways, class *rule.Class) ways {
	to := ways{states: make([]bool, len(r.match)), matched: from.matched}
	takes := make([]bool, r.classes)
	for b := range 256 {
		if class.Has(byte(b)) {
			takes[r.class[b]] = true
		}
	}
	for s, is := range from.states {
		for c, takes := range takes {
			if is && takes {
				n := r.next[s*r.classes+c]
				to.states[n] = n != 0
				to.matched = to.matched || r.match[n]
			}
		}
	}
	return to
}

// goesOn says whether there is a way on with this byte.
func (r *reach) goesOn(from ways, b byte) bool {
	for s, is := range from.states {
		if is && r.next[s*r.classes+int(r.class[b])] != 0 {
			return true
		}
	}
	return false
}

func (w ways) none() bool {
	for _, is := range w.states {
		if is {
			return false
		}
	}
	return true
}
