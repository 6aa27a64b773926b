package main

import (
	"fmt"
	"io"
	"strings"

	"sluice/pkg/scan/names"
)

// counts of names: found and right, found in all, marked in all.
type counts struct{ right, found, marked int }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (c counts) f1() float64 { return ratio(2*c.right, c.found+c.marked) }

func (c counts) String() string {
	return fmt.Sprintf("precision %.3f, recall %.3f, F1 %.3f (%d of %d marked, %d found)",
		ratio(c.right, c.found), ratio(c.right, c.marked), c.f1(), c.right, c.marked, c.found)
}

func (c *counts) add(d counts) {
	c.right, c.found, c.marked = c.right+d.right, c.found+d.found, c.marked+d.marked
}

// figures of one source.
type figures struct {
	exact   [3]counts // by kind
	overlap counts    // a name counts as found where any of the same kind overlaps it
	split   counts    // exact, with each part of an address for itself
	unseen  counts    // recall of names that are not in the docs trained on
	rows    int
}

func (f *figures) all() (sum counts) {
	for _, c := range f.exact {
		sum.add(c)
	}
	return sum
}

// tally has the figures by source.
type tally map[string]*figures

// judge compares what the tagger finds with what is marked.
func (out tally) judge(t *names.Tagger, docs []doc, known map[string]bool) {
	for _, d := range docs {
		f := out[d.source]
		if f == nil {
			f = &figures{}
			out[d.source] = f
		}
		f.rows++
		found := t.Find(d.text, nil)
		exact := map[names.Span]bool{}
		for _, s := range found {
			s.Score = 0
			exact[s] = true
			f.exact[s.Kind].found++
			f.overlap.found++
		}
		for _, g := range d.spans {
			hit := exact[names.Span{Kind: g.kind, Start: g.start, End: g.end}]
			f.exact[g.kind].marked++
			f.overlap.marked++
			if hit {
				f.exact[g.kind].right++
			}
			if touches(found, g) {
				f.overlap.right++
			}
			if !known[strings.ToLower(d.text[g.start:g.end])] {
				f.unseen.marked++
				f.unseen.found++
				if hit {
					f.unseen.right++
				}
			}
		}
		f.split.found += len(found)
		for _, p := range d.raw {
			if kind, ok := wanted(p.kind); ok {
				f.split.marked++
				if exact[names.Span{Kind: kind, Start: p.start, End: p.end}] {
					f.split.right++
				}
			}
		}
	}
}

func touches(found []names.Span, g gold) bool {
	for _, s := range found {
		if s.Kind == g.kind && s.Start < g.end && g.start < s.End {
			return true
		}
	}
	return false
}

// report writes the figures of every source.
func (by tally) report(out io.Writer) {
	for _, source := range []string{"synth", "wikigold", "btc"} {
		f := by[source]
		if f == nil {
			continue
		}
		fmt.Fprintf(out, "%s, %d texts held out\n", source, f.rows)
		for k, c := range f.exact {
			fmt.Fprintf(out, "  %-13s %v\n", names.Kind(k), c)
		}
		fmt.Fprintf(out, "  all exact     %v\n", f.all())
		fmt.Fprintf(out, "  all overlap   %v\n", f.overlap)
		fmt.Fprintf(out, "  parts exact   %v\n", f.split)
		fmt.Fprintf(out, "  names unseen in training: recall %.3f of %d\n", ratio(f.unseen.right, f.unseen.marked), f.unseen.marked)
	}
}

// knownNames are the names of the docs, in small letters.
func knownNames(docs []doc) map[string]bool {
	known := map[string]bool{}
	for _, d := range docs {
		for _, g := range d.spans {
			known[strings.ToLower(d.text[g.start:g.end])] = true
		}
	}
	return known
}
