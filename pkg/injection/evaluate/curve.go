package evaluate

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// replicates is how often the groups are drawn again. Their seed is fixed, so that the same verdicts give the same
// intervals.
const replicates = 1000

// trial is one row as a system sees it.
type trial struct {
	score         float64
	found, attack bool
	group         int
}

// values are a system's figures in the order of its fields, and which of them are known.
type values struct {
	of    [6]float64
	known [6]bool
}

func (v *values) ratio(i int, a, b float64) {
	if v.known[i] = b > 0; v.known[i] {
		v.of[i] = a / b
	}
}

// measure goes down the trials, which are sorted by score, each counted as often as its group was drawn.
func measure(sorted []trial, drawn []int) (v values) {
	attacks, benign, caught, alarms := 0.0, 0.0, 0.0, 0.0
	for _, t := range sorted {
		n := float64(drawn[t.group])
		if t.attack {
			attacks += n
		} else {
			benign += n
		}
		if t.found && t.attack {
			caught += n
		} else if t.found {
			alarms += n
		}
	}
	pairs, hit, above, atOne := 0.0, 0.0, 0.0, 0.0
	for i := 0; i < len(sorted); {
		end, more, wrong := i, 0.0, 0.0
		for ; end < len(sorted) && sorted[end].score == sorted[i].score; end++ {
			if n := float64(drawn[sorted[end].group]); sorted[end].attack {
				more += n
			} else {
				wrong += n
			}
		}
		pairs += more * (benign - above - wrong/2)
		hit, above = hit+more, above+wrong
		if 100*above <= benign {
			atOne = hit
		}
		i = end
	}
	v.ratio(0, pairs, attacks*benign)
	if benign > 0 {
		v.ratio(1, atOne, attacks)
	}
	v.ratio(2, caught, caught+alarms)
	v.ratio(3, caught, attacks)
	v.ratio(4, 2*caught, caught+alarms+attacks)
	v.ratio(5, alarms, benign)
	return v
}

// figures measures the trials, and again with groups drawn by chance.
func figures(name string, trials []trial, groups int) System {
	slices.SortStableFunc(trials, func(a, b trial) int { return cmp.Compare(b.score, a.score) })
	drawn := make([]int, groups)
	for g := range drawn {
		drawn[g] = 1
	}
	is := measure(trials, drawn)
	var again [6][]float64
	random := rand.New(rand.NewPCG(7, 1))
	for range replicates {
		clear(drawn)
		for range groups {
			drawn[random.IntN(groups)]++
		}
		v := measure(trials, drawn)
		for i, known := range v.known {
			if known {
				again[i] = append(again[i], v.of[i])
			}
		}
	}
	s := System{Name: name}
	for i, to := range []*Figure{&s.AUC, &s.AtOne, &s.Precision, &s.Recall, &s.F1, &s.Alarms} {
		if !is.known[i] {
			continue
		}
		*to = Figure{Known: true, Value: is.of[i], Low: is.of[i], High: is.of[i]}
		if n := len(again[i]); n > 0 {
			slices.Sort(again[i])
			to.Low, to.High = again[i][int(0.025*float64(n-1))], again[i][int(0.975*float64(n-1)+0.5)]
		}
	}
	return s
}
