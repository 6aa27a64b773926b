package main

import (
	"fmt"
	"io"
	"slices"

	"sluice/pkg/scan/names"
)

// develop trains on parts of the docs that are not held out and judges the rest of them: each quarter in turn, or the
// source named without. Our own templates were written by people who knew sentences of every source, so that with fewer
// of them, or none, the figures tell more of texts that nobody knew.
func develop(log io.Writer, dir, without string, templates int, show bool) error {
	s, err := read(dir)
	if err != nil {
		return err
	}
	docs, _ := split(s.marked, frozen)
	s.lists.templates = slices.DeleteFunc(s.lists.templates, func(t string) bool { return fold(t, 100, thinned) >= uint64(templates) })
	rounds := heldOut
	if without != "" {
		rounds = 1
	}
	all := tally{}
	for round := range rounds {
		out := func(d doc) bool {
			if without != "" {
				return d.source == without
			}
			return fold(d.group, heldOut, within) == uint64(round)
		}
		learn := slices.DeleteFunc(slices.Clone(docs), out)
		test := slices.DeleteFunc(slices.Clone(docs), func(d doc) bool { return !out(d) })
		file, err := build(io.Discard, s.lists, learn, s.bare, s.others, chosen())
		if err != nil {
			return err
		}
		t, err := names.Load(file)
		if err != nil {
			return err
		}
		fmt.Fprintf(log, "round %d of %d\n", round+1, rounds)
		all.judge(t, test, knownNames(learn))
		if show {
			mistakes(log, t, test)
		}
	}
	all.report(log)
	return nil
}

// mistakes prints the lines of what is missed and wrongly found.
func mistakes(log io.Writer, t *names.Tagger, docs []doc) {
	for _, d := range docs {
		exact := map[names.Span]bool{}
		for _, g := range d.spans {
			exact[names.Span{Kind: g.kind, Start: g.start, End: g.end}] = true
		}
		for _, s := range t.Find(d.text, nil) {
			score := s.Score
			s.Score = 0
			if !exact[s] {
				fmt.Fprintf(log, "%s wrong  %v %q %.2f in %s %q\n", d.source, s.Kind, d.text[s.Start:s.End], score, d.group, d.text)
			}
			delete(exact, s)
		}
		for _, g := range d.spans {
			if exact[names.Span{Kind: g.kind, Start: g.start, End: g.end}] {
				fmt.Fprintf(log, "%s missed %v %q in %s %q\n", d.source, g.kind, d.text[g.start:g.end], d.group, d.text)
			}
		}
	}
}
