package main

import "slices"

// parts is the number of parts for calibration.
const parts = 4

// calibrate finds the logit from which the share of benign rows given by the settings is called an attack, each source
// counting the same: it trains parts models, each on all groups but a part, and scores that part.
func calibrate(rows []row, all []example, head int, s settings) (threshold float64) {
	type scored struct{ z, weight float64 }
	var benign []scored
	of := map[string]int{}
	for _, r := range rows {
		if r.labels[head] == 0 {
			of[r.source]++
		}
	}
	for p := range uint64(parts) {
		var learn []example
		var apart []int
		for i, r := range rows {
			if part(r.group, parts) != p {
				learn = append(learn, all[i])
			} else if r.labels[head] == 0 && len(all[i].blocks) > 0 {
				apart = append(apart, i)
			}
		}
		m := fit(learn, head, s)
		for _, i := range apart {
			z, _ := m.logit(all[i], false)
			benign = append(benign, scored{z, 1 / (float64(of[rows[i].source]) * float64(len(of)))})
		}
	}
	slices.SortStableFunc(benign, func(a, b scored) int {
		if a.z > b.z {
			return -1
		} else if a.z < b.z {
			return 1
		}
		return 0
	})
	share := 0.0
	for _, b := range benign {
		if share += b.weight; share > s.alarms[head] {
			return b.z
		}
	}
	return 0
}
