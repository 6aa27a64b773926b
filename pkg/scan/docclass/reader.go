package docclass

import "sluice/pkg/scan/docclass/internal/feature"

// mostKept bounds the spans that a pooled reader keeps room for.
const mostKept = 1024

// reader slides windows over the blocks of one text. A block is settled once no window can hold it any more; the
// settled ones that carry a class make up the spans.
type reader struct {
	feature.Scratch
	weights *weights
	upTo    [feature.Wide + 1]part // what all blocks up to one add up to, by number modulo its length
	blocks  int
	last    [feature.Wide]block // by number modulo its length
	open    [heads]run
	spans   []Span // Classify's
}

// block is one of the last blocks.
type block struct {
	start, end, lines int
	best              [heads]float64 // the highest margin of the windows that hold it and carry the class; below 0, none does
}

// run is a run of settled blocks that carry a class.
type run struct {
	on                bool
	start, end, lines int
	best              float64
}

func (r *reader) find(text string, found []Span) []Span {
	r.blocks, r.upTo[0], r.open = 0, part{}, [heads]run{}
	for at := 0; at < len(text); {
		b := r.Next(text, at)
		if r.blocks >= feature.Wide {
			found = r.settle(r.blocks-feature.Wide, found)
		}
		all := r.upTo[r.blocks%len(r.upTo)].plus(r.weights.sum(b.Features))
		r.last[r.blocks%len(r.last)] = block{start: b.Start, end: b.End, lines: b.Lines, best: [heads]float64{-1, -1, -1}}
		r.blocks++
		r.upTo[r.blocks%len(r.upTo)] = all
		for _, size := range [2]int{feature.Narrow, feature.Wide} {
			if r.blocks >= size {
				r.judge(size)
			}
		}
		at = b.End
	}
	if r.blocks < feature.Wide && r.blocks != feature.Narrow {
		r.judge(r.blocks)
	}
	for i := max(0, r.blocks-feature.Wide); i < r.blocks; i++ {
		found = r.settle(i, found)
	}
	for h := range heads {
		found = r.close(h, found)
	}
	return found
}

// judge takes the window of the last size blocks.
func (r *reader) judge(size int) {
	first := r.blocks - size
	window := r.upTo[r.blocks%len(r.upTo)].less(r.upTo[first%len(r.upTo)])
	for h := range heads {
		m := r.weights.margin(h, size, window)
		if m < 0 {
			continue
		}
		for i := first; i < r.blocks; i++ {
			b := &r.last[i%len(r.last)]
			b.best[h] = max(b.best[h], m)
		}
	}
}

// settle lets the block of that number lengthen a run, or end it.
func (r *reader) settle(number int, found []Span) []Span {
	b := &r.last[number%len(r.last)]
	for h := range heads {
		switch o := &r.open[h]; {
		case b.best[h] < 0:
			found = r.close(h, found)
		case o.on:
			o.end, o.lines, o.best = b.end, o.lines+b.lines, max(o.best, b.best[h])
		default:
			*o = run{on: true, start: b.start, end: b.end, lines: b.lines, best: b.best[h]}
		}
	}
	return found
}

// close ends the run of a class.
func (r *reader) close(h int, found []Span) []Span {
	o := r.open[h]
	r.open[h].on = false
	if !o.on || o.end-o.start < MinBytes || Class(h+1) == SourceCode && o.lines < MinLines {
		return found
	}
	return append(found, Span{Class: Class(h + 1), Start: o.start, End: o.end, Score: score(o.best)})
}
