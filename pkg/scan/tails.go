package scan

import (
	"slices"
	"sync"
	"sync/atomic"

	"sluice/pkg/scan/internal/reach"
	"sluice/pkg/scan/rule"
)

// digitTails tells which detectors a run of digits need not be shown to: by its
// length and the bytes around it most of them can find nothing there. It is made as
// far as texts ask for it.
type digitTails struct {
	once     sync.Once
	class    [257]uint8 // of a byte, and of the end of the text: what all detectors treat alike
	samples  []int      // by class, one of it; textEnd is the end
	byLength [maxRun + 1]tails
}

// textEnd stands for the ends of the text behind all bytes.
const textEnd = 256

// tails is about runs of one length. Of the detectors that look at these, bit n is
// the n-th; those from the 64th on are always asked.
type tails struct {
	once   sync.Once
	made   atomic.Bool
	behind [len(behindRun)][]uint64 // by the class of the byte at such a place: what can find something
	before []uint64                 // by the class of the byte before: those whose Lead has it
	left   []uint64                 // by the class of the byte before: those whose Beside has it
	right  []uint64                 // by the class of the byte behind: the same
	joins  uint64                   // those with Joins
}

// behindRun are the places behind a run that are looked at.
var behindRun = [...]int{0, 1, 2, 3, 6, 10}

const behindSize = 11 // the bytes that all of them stand in

// around returns the detectors to ask about a run of digits.
func (s *Set) around(t *tails, text string, at, end int) uint64 {
	class := &s.tails.class
	before, first, may := class[textEnd], class[textEnd], ^uint64(0)
	if at > 0 {
		before = class[text[at-1]]
	}
	if end+behindSize <= len(text) {
		b := text[end : end+behindSize]
		first = class[b[0]]
		may = t.behind[1][class[b[1]]] & t.behind[2][class[b[2]]] & t.behind[3][class[b[3]]] & t.behind[4][class[b[6]]] & t.behind[5][class[b[10]]]
	} else {
		for i, place := range behindRun {
			c := class[textEnd]
			if end+place < len(text) {
				c = class[text[end+place]]
			}
			if may &= t.behind[i][c]; i == 0 {
				first = c
			}
		}
	}
	return may & t.behind[0][first] & t.before[before] & (t.left[before] | t.right[first])
}

// tailsOf is about runs of a size.
func (s *Set) tailsOf(size int) *tails {
	t := &s.tails.byLength[size]
	if !t.made.Load() {
		t.once.Do(func() { s.makeTails(t, size) })
	}
	return t
}

func (s *Set) makeTails(t *tails, size int) {
	defer t.made.Store(true)
	s.tails.once.Do(s.classifyTails)
	samples := s.tails.samples
	for _, table := range []*[]uint64{&t.before, &t.left, &t.right} {
		*table = make([]uint64, len(samples))
	}
	for i := range t.behind {
		t.behind[i] = make([]uint64, len(samples))
	}
	for k, at := range s.digits[size][:min(64, len(s.digits[size]))] {
		d, bit := &s.detectors[at], uint64(1)<<k
		for c, b := range samples {
			if b == textEnd || d.Lead == nil || d.Lead.Has(byte(b)) {
				t.before[c] |= bit
			}
			if d.Beside == nil || b != textEnd && d.Beside.Has(byte(b)) {
				t.left[c] |= bit
				t.right[c] |= bit
			}
		}
		if d.Joins {
			t.joins |= bit
		}
		t.note(d.watch.reach, samples, size, bit)
	}
}

// note notes what may stand behind a run of a size where a detector finds something.
func (t *tails) note(r *reach.Lazy, samples []int, size int, bit uint64) {
	if r == nil || size == maxRun {
		for i := range t.behind {
			for c := range t.behind[i] {
				t.behind[i][c] |= bit
			}
		}
		return
	}
	table := r.Table()
	at := table.Begin()
	for range size {
		at = table.Step(at, digitBytes)
	}
	place := 0
	for i, next := range behindRun {
		for ; place < next; place++ {
			if place == 0 {
				at = table.Step(at, noDigits)
			} else {
				at = table.Any(at)
			}
		}
		on := table.GoOn(at)
		for c, b := range samples {
			if at.Matched || b != textEnd && on[table.Class[b]] {
				t.behind[i][c] |= bit
			}
		}
	}
}

var digitBytes, noDigits = rule.Bytes("0-9"), rule.AllBut("0-9")

// classifyTails numbers the bytes that no detector of digits tells apart.
func (s *Set) classifyTails() {
	var tables []*reach.Table
	var classes []*rule.Class
	seen := map[int]bool{}
	for _, list := range s.digits {
		for _, n := range list {
			if d := &s.detectors[n]; !seen[n] {
				if d.watch.reach != nil {
					tables = append(tables, d.watch.reach.Table())
				}
				classes = append(classes, d.Lead, d.Beside)
			}
			seen[n] = true
		}
	}
	classes = slices.DeleteFunc(classes, func(c *rule.Class) bool { return c == nil })
	known := map[string]uint8{}
	sign := make([]byte, len(tables)+len(classes))
	for b := range 256 {
		for i, r := range tables {
			sign[i] = r.Class[b]
		}
		for i, c := range classes {
			sign[len(tables)+i] = 0
			if c.Has(byte(b)) {
				sign[len(tables)+i] = 1
			}
		}
		id, ok := known[string(sign)]
		if !ok {
			id = uint8(len(known))
			known[string(sign)] = id
			s.tails.samples = append(s.tails.samples, b)
		}
		s.tails.class[b] = id
	}
	s.tails.class[textEnd] = uint8(len(known))
	s.tails.samples = append(s.tails.samples, textEnd)
}
