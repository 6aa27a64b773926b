package main

import (
	"fmt"
	"io"
	"slices"

	"sluice/pkg/injection/likeness"
)

func roundName(round int) string {
	return [rounds]string{"in the wild, XSTest, moderation", "BIPIA", "our lists a, Wikipedia", "our lists b, tweets, sentences, secrets"}[round]
}

// hold trains rounds models, each without the sources of one round, and judges those by it. On dev no row of the test
// half is used at all; on test the held-out sources' rows are those of the test half.
func hold(log io.Writer, rows []row, on side, s settings) error {
	var pooled [heads][]scored
	for round := range rounds {
		var learn, apart []row
		for _, r := range rows {
			switch {
			case r.round == round && (r.own || half(r.group) == on):
				apart = append(apart, r)
			case r.round != round && (r.own || on == test || half(r.group) == dev):
				learn = append(learn, r)
			}
		}
		c, err := likeness.Load(build(learn, s))
		if err != nil {
			return err
		}
		for head, name := range [heads]string{"user", "untrusted"} {
			result := judge(c, apart, head)
			pooled[head] = append(pooled[head], result...)
			if f := measure(result); f.attacks > 0 && f.benign > 0 {
				fmt.Fprintf(log, "%s, without %s: %v\n", name, roundName(round), f)
			}
		}
	}
	for head, name := range [heads]string{"user", "untrusted"} {
		fmt.Fprintf(log, "%s, pooled: %v\n", name, measure(pooled[head]))
		public := slices.DeleteFunc(slices.Clone(pooled[head]), func(r scored) bool { return r.own })
		fmt.Fprintf(log, "%s, pooled, public rows alone: %v\n", name, measure(public))
		bySource(log, pooled[head])
	}
	return nil
}
