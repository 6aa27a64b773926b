package scan

import (
	"slices"

	"sluice/pkg/scan/disguise"
)

// layer is a text that comes in pieces with some layers of disguise off, and
// what is looked for in it. Offsets in a layer are called places. A layer's places
// are those of the layer below up to the first character that was disguised.
type layer struct {
	window
	fed  int // the place up to which flow and runs have it
	flow *flow
	done int // the place up to which flow has decided
	runs *disguise.Runs
	from int // the place at which runs and flat begin
	open []Finding

	// flat takes the next layer off. Until it has changed something there is no
	// layer above, and flow and runs are not told what flat has not made up its
	// mind about: with that taken off, what they hold back may go on.
	flat disguise.Flat
}

func (s *Set) newLayer(before string, at int) *layer {
	return &layer{window: window{text: before, at: at - len(before)}, fed: at, flow: s.newFlow(before), done: at, runs: disguise.NewRuns(maxFlow), from: at}
}

// feed gives the next text of layer k to all that look at it.
func (s *Stream) feed(k int, piece string, final bool) {
	l := s.layers[k]
	l.append(piece, s.needed(k))
	ready := l.end()
	if k < maxDepth {
		sure, above := l.from+l.flat.SourceHeld(), l.flat.Changed()
		out := l.flat.Write(piece, final)
		switch {
		case above:
			s.feed(k+1, out, final)
		case l.flat.Changed():
			start := l.undecided()
			s.layers = append(s.layers, s.set.newLayer(l.slice(max(l.at, start-streamContext), start), start))
			s.feed(k+1, l.slice(start, sure)+out, final)
		case !final:
			ready = l.from + l.flat.SourceHeld()
		}
	}
	text := l.slice(l.fed, ready)
	l.fed = ready
	s.take(k, l.flow.Write(text))
	if final {
		s.take(k, l.flow.Close())
	}
	l.runs.Write(text, final, func(r disguise.Run) { s.run(k, r) })
}

// undecided is the first place that something to come may be found at.
func (l *layer) undecided() int { return min(l.done, l.from+l.runs.Held()) }

// take notes what the flow of layer k has found.
func (s *Stream) take(k int, r Release) {
	l := s.layers[k]
	for i, f := range r.Findings {
		f.Start += l.done
		f.End += l.done
		s.note(k, f, i == 0 && r.Continues)
	}
	l.done += len(r.Text)
}

// note takes a finding at places of layer k.
func (s *Stream) note(k int, f Finding, goesOn bool) {
	f.Start, f.End = s.written(k, f.Start, f.End)
	s.add(f, goesOn)
}

// written returns what was written for a range of layer k.
func (s *Stream) written(k, start, end int) (int, int) {
	for k--; k >= 0; k-- {
		l := s.layers[k]
		start, end = l.flat.Source(start-l.from, end-l.from)
		start, end = start+l.from, end+l.from
	}
	return start, end
}

// run looks into an encoded run of layer k. One that goes on beyond what may be
// held back counts as found where it is text so far.
func (s *Stream) run(k int, r disguise.Run) {
	l := s.layers[k]
	r.Start += l.from
	r.End += l.from
	if r.Text == "" && !r.Bomb {
		for _, f := range l.open {
			f.Start, f.End = r.Start, r.End
			s.note(k, f, true)
		}
		if !r.Open {
			l.open = nil
		}
		return
	}
	if s.unmask == nil {
		s.unmask = s.set.idle.Get().(*unmasker)
		s.unmask.left = budget(0)
	}
	s.unmask.left = max(s.unmask.left, budget(len(r.Text)))
	found := s.unmask.inside(r, l.slice(r.Start, r.End), k+1)
	if r.Open {
		if len(found) == 0 {
			found = []Finding{{Type: Unscannable, Rule: RuleOpen, Start: r.Start, End: r.End, Score: 1}}
		}
		l.open = slices.Clone(found)
	}
	for _, f := range found {
		s.note(k, f, false)
	}
}

// safe returns up to where no layer holds anything back.
func (s *Stream) safe() int {
	hold := s.layers[0].end()
	for k, l := range s.layers {
		start, _ := s.written(k, l.undecided(), l.fed)
		hold = min(hold, start)
	}
	return max(hold, s.base)
}

// needed is the first place of layer k that anybody may ask for again.
func (s *Stream) needed(k int) int {
	keep := s.layers[k].undecided()
	if k == 0 {
		keep = min(keep, s.base)
	}
	return keep - streamContext
}

// forget tells each layer what no layer above it will ask for any more.
func (s *Stream) forget() {
	need := s.layers[len(s.layers)-1].undecided()
	for k := len(s.layers) - 1; k > 0; k-- {
		need = min(need, s.layers[k].undecided())
		below := s.layers[k-1]
		below.flat.Forget(need - below.from)
		start, _ := below.flat.Source(need-below.from, need-below.from)
		need = start + below.from
	}
}
