package judged

import (
	"cmp"
	"math"
	"slices"
)

// Figure is a value with its 95 % interval. Without Known there was nothing to divide
// by: no row of the kind that it counts.
type Figure struct {
	Known bool    `json:"known"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Score is how well scores part rows. Its intervals are percentiles of a bootstrap that
// draws whole groups, as rows of one group are alike.
type Score struct {
	Rows      int     `json:"rows"`
	Positive  int     `json:"positive"`
	Threshold float64 `json:"threshold"`

	AUC       Figure  `json:"auc"`                 // that a positive row scores above a negative one; a tie is a half
	Recall    Figure  `json:"recall"`              // at the threshold
	Precision Figure  `json:"precision"`           // at the threshold
	F1        Figure  `json:"f1"`                  // at the threshold
	False     Figure  `json:"false_positives"`     // at the threshold, of the negative rows
	AtRate    Figure  `json:"recall_at_1_percent"` // with at most 1 % of the negative rows
	BestF1    Figure  `json:"best_f1"`             // over all thresholds: chosen on these rows, so it flatters
	BestAt    float64 `json:"best_f1_threshold"`
}

// oneIn is of how many negative rows one may be wrong where recall is told: 1 %.
const oneIn = 100

// sample is one row's score, whether it is positive, and its group's number.
type sample struct {
	score    float64
	positive bool
	group    int
}

// numbers are what one pass over samples gives; NaN is not known.
type numbers struct{ auc, recall, precision, f1, wrong, atRate, best, bestAt float64 }

// pass reads samples from the highest score to the lowest, each as often as weight says.
func pass(sorted []sample, threshold float64, weight func(group int) int) numbers {
	var positives, negatives float64
	for _, s := range sorted {
		if s.positive {
			positives += float64(weight(s.group))
		} else {
			negatives += float64(weight(s.group))
		}
	}
	var hits, wrong, above, atHits, atWrong float64 // above: pairs in the right order
	out := numbers{atRate: math.NaN(), best: math.NaN(), bestAt: math.NaN()}
	for i := 0; i < len(sorted); {
		at, p, n := sorted[i].score, 0.0, 0.0
		for ; i < len(sorted) && sorted[i].score == at; i++ {
			if sorted[i].positive {
				p += float64(weight(sorted[i].group))
			} else {
				n += float64(weight(sorted[i].group))
			}
		}
		above += n * (hits + p/2)
		hits, wrong = hits+p, wrong+n
		if at >= threshold {
			atHits, atWrong = hits, wrong
		}
		if p+n == 0 {
			continue // drawn never
		}
		if oneIn*wrong <= negatives && positives > 0 && negatives > 0 {
			out.atRate = hits / positives
		}
		if f := f1(hits, wrong, positives); positives > 0 && !(f <= out.best) {
			out.best, out.bestAt = f, at
		}
	}
	if positives > 0 && negatives > 0 && math.IsNaN(out.atRate) {
		out.atRate = 0 // the highest score has too many false ones already
	}
	out.auc = above / (positives * negatives)
	out.recall = atHits / positives
	out.precision = atHits / (atHits + atWrong)
	out.f1 = f1(atHits, atWrong, positives)
	out.wrong = atWrong / negatives
	return out
}

// f1 is NaN without a positive row.
func f1(hits, wrong, positives float64) float64 {
	if positives == 0 {
		return math.NaN()
	}
	return 2 * hits / (hits + wrong + positives)
}

// score makes the figures of samples at a threshold.
func score(samples []sample, threshold float64) Score {
	slices.SortStableFunc(samples, func(a, b sample) int { return cmp.Compare(b.score, a.score) })
	s := Score{Rows: len(samples), Threshold: threshold}
	for _, one := range samples {
		if one.positive {
			s.Positive++
		}
	}
	n := pass(samples, threshold, func(int) int { return 1 })
	if !math.IsNaN(n.bestAt) {
		s.BestAt = n.bestAt
	}
	drawn := bootstrap(samples, threshold)
	for _, f := range []struct {
		to *Figure
		of func(numbers) float64
	}{
		{&s.AUC, func(n numbers) float64 { return n.auc }}, {&s.Recall, func(n numbers) float64 { return n.recall }},
		{&s.Precision, func(n numbers) float64 { return n.precision }}, {&s.F1, func(n numbers) float64 { return n.f1 }},
		{&s.False, func(n numbers) float64 { return n.wrong }}, {&s.AtRate, func(n numbers) float64 { return n.atRate }},
		{&s.BestF1, func(n numbers) float64 { return n.best }},
	} {
		*f.to = figure(f.of(n), drawn, f.of)
	}
	return s
}
