package main

import (
	"fmt"
	"io"
	"slices"

	"sluice/pkg/hazard"
)

// scored is a row with the model's scores.
type scored struct {
	row
	scores [heads]float64
	score  float64
}

// counts of a decision at a threshold.
type counts struct{ tp, fp, fn, tn int }

func (c *counts) add(unsafe, said bool) {
	switch {
	case unsafe && said:
		c.tp++
	case unsafe:
		c.fn++
	case said:
		c.fp++
	default:
		c.tn++
	}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (c counts) f1() float64 { return ratio(2*c.tp, 2*c.tp+c.fp+c.fn) }

func (c counts) String() string {
	return fmt.Sprintf("rows %d, unsafe %d, precision %.3f, recall %.3f, F1 %.3f, false positives %d of %d (%.1f %%)",
		c.tp+c.fp+c.fn+c.tn, c.tp+c.fn, ratio(c.tp, c.tp+c.fp), ratio(c.tp, c.tp+c.fn), c.f1(), c.fp, c.fp+c.tn, 100*ratio(c.fp, c.fp+c.tn))
}

// report writes the figures of every head and source at a threshold.
func report(out io.Writer, rows []scored, threshold float64) {
	var all counts
	bySource := map[string]*counts{}
	var byHead [heads]counts
	for _, r := range rows {
		all.add(r.unsafe(), r.score >= threshold)
		if bySource[r.source] == nil {
			bySource[r.source] = &counts{}
		}
		bySource[r.source].add(r.unsafe(), r.score >= threshold)
		for h, l := range r.labels {
			if l != unknown && r.source == "moderation" {
				byHead[h].add(l == 1, r.scores[h] >= threshold)
			}
		}
	}
	fmt.Fprintf(out, "threshold %.2f\n", threshold)
	var sources []string
	for s := range bySource {
		sources = append(sources, s)
	}
	slices.Sort(sources)
	for _, s := range sources {
		fmt.Fprintf(out, "  %-14s %v\n", s, *bySource[s])
	}
	for h, code := range hazard.Codes() {
		fmt.Fprintf(out, "  moderation %-3s %v\n", code, byHead[h])
	}
	fmt.Fprintf(out, "  all            %v\n", all)
}

// auprc is the average precision of the scores of the moderation set.
func auprc(rows []scored) float64 {
	var of []scored
	total := 0
	for _, r := range rows {
		if r.source == "moderation" {
			of = append(of, r)
			if r.unsafe() {
				total++
			}
		}
	}
	slices.SortStableFunc(of, func(a, b scored) int {
		if a.score > b.score {
			return -1
		} else if a.score < b.score {
			return 1
		}
		return 0
	})
	sum, hit := 0.0, 0
	for i, r := range of {
		if r.unsafe() {
			hit++
			sum += float64(hit) / float64(i+1)
		}
	}
	return sum / float64(total)
}
