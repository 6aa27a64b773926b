package scan

import (
	"math/bits"
	"sync"
	"sync/atomic"

	"sluice/pkg/scan/internal/reach"
	"sluice/pkg/scan/rule"
)

// digitTails tells which detectors a run of digits need not be shown to: by its
// length and the two bytes behind it most of them can find nothing there. It is
// made as far as texts ask for it.
type digitTails struct {
	once     sync.Once
	class    [257]uint8 // of a byte, and of the end of the text: what all detectors treat alike
	samples  []int      // by class, one of it; textEnd is the end
	byLength [maxRun + 1]tails
}

// textEnd stands for the end of the text behind all bytes.
const textEnd = 256

// tails is about runs of one length. Of the detectors that look at these, bit n is
// the n-th; those from the 64th on are always asked.
type tails struct {
	once    sync.Once
	made    atomic.Bool
	classes int
	may     []uint64 // by the classes of the two bytes: what can find something
	matched []uint64 // of these, those whose Reach may have matched by then
}

// scanDigits asks the detectors that look at runs of digits.
func (s *Set) scanDigits(text string, where *touched, found []Finding) []Finding {
	if !s.lengths {
		return found
	}
	for i := nextDigit(text, 0); i < len(text); i = nextDigit(text, i) {
		end := i + 1
		for end < len(text) && rule.IsDigit(text[end]) {
			end++
		}
		if where != nil && s.digitSpan > 0 && !where.in(i-streamContext, end+s.digitSpan) {
			i = end
			continue
		}
		size := min(end-i, maxRun)
		asked := s.digits[size]
		may, matched := s.tailsOf(size, text, end)
		for ; may != 0; may &= may - 1 {
			n := bits.TrailingZeros64(may)
			if d := &s.detectors[asked[n]]; matched>>n&1 != 0 || d.watch.may(text, i) {
				found = d.find(text, i, end, found)
			}
		}
		for _, n := range asked[min(64, len(asked)):] {
			found = s.detectors[n].try(text, i, end, found)
		}
		i = end
	}
	return found
}

// tailsOf returns the detectors to ask about a run of a size that ends at end.
func (s *Set) tailsOf(size int, text string, end int) (may, matched uint64) {
	t := &s.tails.byLength[size]
	if !t.made.Load() {
		t.once.Do(func() { s.makeTails(t, size) })
	}
	first, second := s.tails.class[textEnd], s.tails.class[textEnd]
	if end < len(text) {
		first = s.tails.class[text[end]]
		if end+1 < len(text) {
			second = s.tails.class[text[end+1]]
		}
	}
	k := int(first)*t.classes + int(second)
	return t.may[k], t.matched[k]
}

func (s *Set) makeTails(t *tails, size int) {
	defer t.made.Store(true)
	s.tails.once.Do(s.classifyTails)
	samples := s.tails.samples
	t.classes = len(samples)
	t.may, t.matched = make([]uint64, t.classes*t.classes), make([]uint64, t.classes*t.classes)
	for n, at := range s.digits[size][:min(64, len(s.digits[size]))] {
		bit := uint64(1) << n
		var r *reach.Table
		var run reach.Ways
		if w := &s.detectors[at].watch; w.reach != nil && size < maxRun {
			r = w.reach.Table()
			run = r.Begin()
			for range size {
				run = r.Step(run, digitBytes)
			}
		}
		for a, first := range samples {
			one := reach.Ways{Matched: true}
			if r != nil {
				one = readOn(r, run, first)
			}
			for b, second := range samples {
				two := one
				if r != nil && !one.Matched {
					two = readOn(r, one, second)
				}
				if k := a*t.classes + b; two.Matched {
					t.may[k] |= bit
					t.matched[k] |= bit
				} else if !two.None() {
					t.may[k] |= bit
				}
			}
		}
	}
}

var digitBytes = rule.Bytes("0-9")

// readOn reads one byte, or the end of the text.
func readOn(r *reach.Table, from reach.Ways, b int) reach.Ways {
	if from.Matched {
		return from
	}
	if b == textEnd {
		return reach.Ways{}
	}
	class := &rule.Class{}
	class.Add(byte(b))
	return r.Step(from, class)
}

// classifyTails numbers the bytes that no table of a detector of digits tells apart.
func (s *Set) classifyTails() {
	var tables []*reach.Table
	seen := map[int]bool{}
	for _, list := range s.digits {
		for _, n := range list {
			if w := &s.detectors[n].watch; !seen[n] && w.reach != nil {
				tables = append(tables, w.reach.Table())
			}
			seen[n] = true
		}
	}
	known := map[string]uint8{}
	sign := make([]byte, len(tables))
	for b := range 256 {
		for i, r := range tables {
			sign[i] = r.Class[b]
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
