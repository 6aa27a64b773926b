package main

import (
	"fmt"
	"io"

	"sluice/pkg/scan/docclass"
)

// cuts are the lengths, in bytes, that held-out texts are judged at.
func cuts() []int { return []int{200, 600, 2000, 1 << 20} }

// tally counts verdicts by length, true class and verdict.
type tally map[int]*[heads + 1][heads + 1]int

// judge counts what c makes of texts, each cut to every length that it has.
func (t tally) judge(c *docclass.Classifier, texts []text) {
	before := 0
	for _, cut := range cuts() {
		if t[cut] == nil {
			t[cut] = new([heads + 1][heads + 1]int)
		}
		for _, x := range texts {
			if len(x.text) > before {
				t[cut][x.class][c.Classify(x.text[:min(cut, len(x.text))]).Class]++
			}
		}
		before = cut
	}
}

func (t tally) report(log io.Writer) {
	for _, cut := range cuts() {
		name := fmt.Sprintf("first %d bytes", cut)
		if cut > longest {
			name = "whole, from 2 KB on"
		}
		n := t[cut]
		for _, class := range docclass.Classes() {
			found, is := 0, 0
			for k := range heads + 1 {
				found += n[k][class]
				is += n[class][k]
			}
			right := float64(n[class][class])
			precision, recall := right/max(1, float64(found)), right/max(1, float64(is))
			fmt.Fprintf(log, "  %-20s %-19s precision %.3f, recall %.3f, F1 %.3f (%d of %d, %d found)\n", name, class.Type(),
				precision, recall, 2*right/max(1, float64(found+is)), n[class][class], is, found)
		}
		none, flagged := 0, 0
		for k, v := range n[docclass.None] {
			none += v
			if k != int(docclass.None) {
				flagged += v
			}
		}
		fmt.Fprintf(log, "  %-20s %-19s flagged %d of %d\n", name, "none", flagged, none)
	}
}
