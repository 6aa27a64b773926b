package judged

import "math"

// bins is how many parts of the scores a calibration looks at.
const bins = 10

// Bin is the rows whose scores lie in one tenth.
type Bin struct {
	Rows     int     `json:"rows"`
	Positive int     `json:"positive"`
	Mean     float64 `json:"mean_score"`
}

// share is the part of a bin's rows that is positive.
func (b Bin) share() float64 { return float64(b.Positive) / float64(b.Rows) }

// Calibration says how far a score may be read as a probability.
type Calibration struct {
	Bins  [bins]Bin `json:"bins"`
	ECE   float64   `json:"expected_calibration_error"` // mean distance of score and share over the bins, by rows
	Brier float64   `json:"brier"`                      // mean square of the distance of score and label
}

func calibrate(samples []sample) Calibration {
	var c Calibration
	if len(samples) == 0 {
		return c
	}
	for _, s := range samples {
		b := &c.Bins[min(bins-1, int(s.score*bins))]
		b.Rows++
		b.Mean += s.score
		label := 0.0
		if s.positive {
			b.Positive++
			label = 1
		}
		c.Brier += (s.score - label) * (s.score - label) / float64(len(samples))
	}
	for i := range c.Bins {
		b := &c.Bins[i]
		if b.Rows == 0 {
			continue
		}
		b.Mean /= float64(b.Rows)
		c.ECE += math.Abs(b.Mean-b.share()) * float64(b.Rows) / float64(len(samples))
	}
	return c
}
