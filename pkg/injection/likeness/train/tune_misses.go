package main

import (
	"fmt"
	"os"
	"sluice/pkg/injection/likeness"
	"sort"
)

func misses(c *likeness.Classifier, rows []row, round int) {
	if os.Getenv("MISS") == "" {
		return
	}
	for head := range heads {
		var neg []float64
		for _, r := range rows {
			if r.labels[head] == 0 {
				neg = append(neg, c.Score(r.text, likeness.Head(head)))
			}
		}
		sort.Float64s(neg)
		if len(neg) == 0 {
			continue
		}
		t := neg[len(neg)*98/100]
		hit, of := map[string]int{}, map[string]int{}
		eg := map[string]string{}
		for _, r := range rows {
			if r.labels[head] == unknown {
				continue
			}
			k := fmt.Sprint(r.labels[head], " ", r.source, " ", r.group)
			if len(k) > 60 {
				k = k[:60]
			}
			of[k]++
			x := c.Score(r.text, likeness.Head(head)) >= t
			if x {
				hit[k]++
			}
			if x != (r.labels[head] == 1) {
				eg[k] = r.text
			}
		}
		for k, e := range eg {
			if len(e) > 220 {
				e = e[:220]
			}
			fmt.Printf("MISS %d %d %s %d/%d %q\n", round, head, k, hit[k], of[k], e)
		}
	}
}
