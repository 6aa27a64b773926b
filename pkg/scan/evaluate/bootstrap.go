package evaluate

import (
	"math/rand/v2"
	"slices"
)

// replicates is how often the groups are drawn again. Their seed is fixed, so
// that the same findings give the same intervals.
const replicates = 1000

// Figure is a value with its 95 % interval. Without Known there was nothing to
// divide by: no finding for a precision, no label for a recall.
type Figure struct {
	Known bool    `json:"known"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Score is one type's, or several types' together (micro-averaged). Its
// intervals are percentiles of a bootstrap that draws whole groups (templates),
// as rows of one template are alike.
type Score struct {
	Count
	Precision Figure `json:"precision"`
	Recall    Figure `json:"recall"`
	F1        Figure `json:"f1"`
}

// ratios are precision, recall and F1 as numerators and denominators.
func (c Count) ratios() [3][2]int {
	return [3][2]int{{c.TP, c.TP + c.FP}, {c.TP, c.TP + c.FN}, {2 * c.TP, 2*c.TP + c.FP + c.FN}}
}

// cell is a group's count of one of the sums that are bootstrapped together.
type cell struct {
	sum int
	Count
}

// bootstrap scores every sum over all groups.
func bootstrap(groups [][]cell, sums int) []Score {
	drawn := make([][3][]float64, sums)
	once := func(group func(i int) []cell) []Count {
		total := make([]Count, sums)
		for i := range groups {
			for _, c := range group(i) {
				total[c.sum] = total[c.sum].plus(c.Count)
			}
		}
		return total
	}
	random := rand.New(rand.NewPCG(5, SplitVersion))
	for range replicates {
		for sum, c := range once(func(int) []cell { return groups[random.IntN(len(groups))] }) {
			for i, r := range c.ratios() {
				if r[1] > 0 {
					drawn[sum][i] = append(drawn[sum][i], float64(r[0])/float64(r[1]))
				}
			}
		}
	}
	out := make([]Score, sums)
	for sum, c := range once(func(i int) []cell { return groups[i] }) {
		out[sum].Count = c
		for i, to := range []*Figure{&out[sum].Precision, &out[sum].Recall, &out[sum].F1} {
			r := c.ratios()[i]
			if r[1] == 0 {
				continue
			}
			*to = Figure{Known: true, Value: float64(r[0]) / float64(r[1])}
			to.Low, to.High = middle95(drawn[sum][i], to.Value)
		}
	}
	return out
}

// middle95 are the 2.5th and the 97.5th percentile; the value itself without any.
func middle95(of []float64, value float64) (low, high float64) {
	if len(of) == 0 {
		return value, value
	}
	slices.Sort(of)
	last := float64(len(of) - 1)
	return of[int(0.025*last)], of[int(0.975*last+0.5)]
}
