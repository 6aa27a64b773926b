package main

import "sluice/pkg/scan/names/internal/feature"

// hide picks the features that a sentence is learnt without, each with a chance of percent, by bit. The others have to
// do without those that tell one template from all others, and so learn what names look like elsewhere.
func hide(d *dice, percent int) (hidden uint64) {
	for i := range feature.Count {
		if d.chance(percent) {
			hidden |= 1 << i
		}
	}
	return hidden
}

// strengthen makes the steps between labels as strong against all features as they were against those not hidden.
func (m *model) strengthen(percent int) {
	for from := range labels {
		m.startSum[from] = m.startSum[from] * 100 / int64(100-percent)
		for to := range labels {
			m.nextSum[from][to] = m.nextSum[from][to] * 100 / int64(100-percent)
		}
	}
}
