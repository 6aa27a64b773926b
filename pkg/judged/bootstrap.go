package judged

import (
	"math"
	"math/rand/v2"
	"slices"
)

// replicates is how often the groups are drawn again. Their seed is fixed, so that the
// same verdicts give the same intervals.
const replicates = 1000

// bootstrap makes the numbers of samples whose groups are drawn again, with replacement.
func bootstrap(sorted []sample, threshold float64) []numbers {
	groups := numbered(sorted)
	random := rand.New(rand.NewPCG(5, 1))
	times := make([]int, groups)
	out := make([]numbers, replicates)
	for i := range out {
		clear(times)
		for range groups {
			times[random.IntN(groups)]++
		}
		out[i] = pass(sorted, threshold, func(group int) int { return times[group] })
	}
	return out
}

// numbered gives groups numbers from 0 without gaps, and says how many there are.
func numbered(samples []sample) int {
	seen := map[int]int{}
	for i := range samples {
		n, ok := seen[samples[i].group]
		if !ok {
			n = len(seen)
			seen[samples[i].group] = n
		}
		samples[i].group = n
	}
	return len(seen)
}

// figure is a value with the 2.5th and the 97.5th percentile of what was drawn.
func figure(value float64, drawn []numbers, of func(numbers) float64) Figure {
	if math.IsNaN(value) {
		return Figure{}
	}
	var known []float64
	for _, n := range drawn {
		if v := of(n); !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	if len(known) == 0 {
		return Figure{Known: true, Value: value, Low: value, High: value}
	}
	slices.Sort(known)
	last := float64(len(known) - 1)
	return Figure{Known: true, Value: value, Low: known[int(0.025*last)], High: known[int(0.975*last+0.5)]}
}
