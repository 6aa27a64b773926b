package main

import (
	"math"

	"sluice/pkg/exact"
	"sluice/pkg/judged"
)

// parts is the number of parts for calibration.
const parts = 4

// calibrate makes the logits of a model comparable between heads: it trains parts models, each on all rows but a
// part, and fits a slope and a shift (Platt) to the logits that each gives to the part that it has not seen.
func calibrate(rows []row, all []example, s settings) (slope, shift [heads]float64) {
	var z [][heads]float64
	var labels [][heads]int8
	for p := range uint64(parts) {
		var learn, test []example
		for i, r := range rows {
			if judged.Fold(r.group, parts, "calibrate ") == p {
				test = append(test, all[i])
			} else {
				learn = append(learn, all[i])
			}
		}
		m := fit(learn, s)
		for _, e := range test {
			if len(e.blocks) > 0 {
				l, _ := m.logits(e)
				z, labels = append(z, l), append(labels, e.labels)
			}
		}
	}
	for h := range heads {
		slope[h], shift[h] = platt(z, labels, h)
	}
	return slope, shift
}

// platt minimises the log-loss of exact.Sigmoid(a z + b) by Newton steps.
func platt(z [][heads]float64, labels [][heads]int8, h int) (a, b float64) {
	a = 1
	for range 50 {
		var ga, gb float64
		haa, hab, hbb := 1e-6, 0.0, 1e-6
		for i := range z {
			if labels[i][h] == unknown {
				continue
			}
			x := z[i][h]
			p := exact.Sigmoid(float64(a*x) + b)
			d := p - float64(labels[i][h])
			v := float64(p * (1 - p))
			ga += float64(d * x)
			gb += d
			haa += float64(float64(v*x) * x)
			hab += float64(v * x)
			hbb += v
		}
		det := float64(haa*hbb) - float64(hab*hab)
		a -= math.Max(-1, math.Min(1, (float64(hbb*ga)-float64(hab*gb))/det))
		b -= math.Max(-1, math.Min(1, (float64(haa*gb)-float64(hab*ga))/det))
	}
	return a, b
}

// adjust puts the calibration into the model.
func (m *model) adjust(slope, shift [heads]float64) {
	for h := range heads {
		m.bias[h] = float64(m.bias[h]*slope[h]) + shift[h]
		for f := range m.weights {
			m.weights[f][h] = float64(m.weights[f][h] * slope[h])
		}
	}
}
