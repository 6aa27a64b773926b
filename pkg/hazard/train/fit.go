package main

import (
	"math"

	"sluice/pkg/exact"
	"sluice/pkg/hazard/internal/feature"
)

// settings are what was chosen by cross-validation within the part to train on (train -folds 4).
type settings struct {
	epochs   int
	rate     float64        // AdaGrad's first step
	decay    float64        // L2
	positive [heads]float64 // weight of a positive row
	bias     float64        // to start from
	shift    float64        // added to every calibrated logit: 0.5 is then near the best F1, and not the even odds
}

func chosen() settings {
	return settings{epochs: 20, rate: 0.03, decay: 2e-2, positive: [heads]float64{2, 4, 4, 4, 4}, bias: -2, shift: 0.5}
}

// example is a row as features, block by block.
type example struct {
	blocks [][]uint16
	labels [heads]int8
}

func examples(rows []row) []example {
	out := make([]example, len(rows))
	for i, r := range rows {
		out[i].labels = r.labels
		feature.Blocks(r.text, func(f []uint16) { out[i].blocks = append(out[i].blocks, append([]uint16(nil), f...)) })
	}
	return out
}

// model is five logistic regressions over the same features.
type model struct {
	weights [][heads]float64 // by bucket
	bias    [heads]float64
}

// window is a run of blocks.
type window struct{ first, end int }

// windows lists what a text of n blocks is judged by, as hazard.Judge does.
func windows(n int) []window {
	var out []window
	for end := 1; end <= n; end++ {
		out = append(out, window{max(0, end-feature.Wide), end})
		if end >= feature.Narrow {
			out = append(out, window{end - feature.Narrow, end})
		}
	}
	return out
}

// logits gives each head's highest logit over the windows, and the window.
func (m *model) logits(e example) (z [heads]float64, at [heads]window) {
	sums := make([][heads]float64, len(e.blocks))
	for b, features := range e.blocks {
		for _, f := range features {
			for h := range heads {
				sums[b][h] += m.weights[f][h]
			}
		}
	}
	for h := range z {
		z[h] = math.Inf(-1)
	}
	for _, w := range windows(len(e.blocks)) {
		var sum [heads]float64
		n := 0
		for b := w.first; b < w.end; b++ {
			n += len(e.blocks[b])
			for h := range heads {
				sum[h] += sums[b][h]
			}
		}
		over := 1 / math.Sqrt(float64(n))
		for h := range heads {
			// The conversion keeps a compiler from fusing the product into the sum: the same bits on every machine.
			if x := m.bias[h] + float64(sum[h]*over); x > z[h] {
				z[h], at[h] = x, w
			}
		}
	}
	return z, at
}

// fit trains by stochastic gradient descent (AdaGrad) on each text's worst window, with steps in proportion to what a
// feature is worth (ratios). It is the same, bit for bit, on
// every run: one goroutine, a fixed order, no fused multiplication, an exponential of its own.
func fit(rows []example, s settings) *model {
	m := &model{weights: make([][heads]float64, feature.Buckets)}
	seen := make([][heads]float64, feature.Buckets) // sums of squared gradients
	var seenBias [heads]float64
	for h := range m.bias {
		m.bias[h] = s.bias
		seenBias[h] = 1
	}
	worth := ratios(rows)
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	random := uint64(1)
	for range s.epochs {
		for i := len(order) - 1; i > 0; i-- {
			random = random*6364136223846793005 + 1442695040888963407
			j := int((random >> 33) % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			e := rows[i]
			if len(e.blocks) == 0 {
				continue
			}
			z, at := m.logits(e)
			for h := range heads {
				if e.labels[h] == unknown {
					continue
				}
				y := float64(e.labels[h])
				g := exact.Sigmoid(z[h]) - y
				if y == 1 {
					g *= s.positive[h]
				}
				n := 0
				for _, block := range e.blocks[at[h].first:at[h].end] {
					n += len(block)
				}
				each := g / math.Sqrt(float64(n))
				for _, block := range e.blocks[at[h].first:at[h].end] {
					for _, f := range block {
						k := worth[f][h]
						d := float64(each*k) + float64(s.decay*m.weights[f][h])
						seen[f][h] += float64(d * d)
						m.weights[f][h] -= float64(k * s.rate * d / math.Sqrt(1e-4+seen[f][h]))
					}
				}
				seenBias[h] += float64(g * g)
				m.bias[h] -= float64(s.rate * g / math.Sqrt(seenBias[h]))
			}
		}
	}
	return m
}
