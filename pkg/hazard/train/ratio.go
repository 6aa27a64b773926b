package main

import (
	"math"

	"sluice/pkg/exact"
	"sluice/pkg/hazard/internal/feature"
)

const (
	smoothing = 0.3 // added to every count
	mostRatio = 4
	even      = 1.5 // the ratio at which a step is neither longer nor shorter
)

// ratios gives what each feature is worth for each head: the absolute logarithm of how much more often it is in rows
// of one label than of the other (Wang and Manning, ACL 2012, where it scales the feature).
func ratios(rows []example) [][heads]float64 {
	in := [2][][heads]float64{make([][heads]float64, feature.Buckets), make([][heads]float64, feature.Buckets)}
	var total [2][heads]float64
	for _, e := range rows {
		seen := map[uint16]bool{}
		for _, block := range e.blocks {
			for _, f := range block {
				seen[f] = true
			}
		}
		for h, l := range e.labels {
			if l == unknown {
				continue
			}
			total[l][h]++
			for f := range seen {
				in[l][f][h]++
			}
		}
	}
	worth := in[0]
	for f := range worth {
		for h := range heads {
			no := (in[0][f][h] + smoothing) / (total[0][h] + 2*smoothing)
			yes := (in[1][f][h] + smoothing) / (total[1][h] + 2*smoothing)
			worth[f][h] = min(mostRatio, math.Abs(exact.Logarithm(yes/no))) / even
		}
	}
	return worth
}
