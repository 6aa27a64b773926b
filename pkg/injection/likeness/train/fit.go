package main

import (
	"math"

	"sluice/pkg/injection/likeness/internal/feature"
)

// settings are what was chosen by holding out whole sources of the dev half (train -rounds).
type settings struct {
	epochs   int
	rate     float64 // AdaGrad's first step
	decay    float64 // L2
	positive float64 // weight of an attack
	bias     float64 // to start from
	alarms   [heads]float64
}

func chosen() settings {
	return settings{epochs: 12, rate: 0.05, decay: 1e-3, positive: 1, bias: -2, alarms: [heads]float64{0.005, 0.01}}
}

// example is a row as features, block by block.
type example struct {
	blocks [][]uint16
	labels labels
}

func examples(rows []row) []example {
	out := make([]example, len(rows))
	for i, r := range rows {
		out[i].labels = r.labels
		feature.Blocks(r.text, func(b feature.Block) {
			out[i].blocks = append(out[i].blocks, append([]uint16(nil), b.Features...))
		})
	}
	return out
}

// model is the logistic regression of one head.
type model struct {
	weights []float64 // by bucket
	bias    float64
}

// logit gives the highest logit over the windows of a text, as package likeness does, and the window.
func (m *model) logit(e example) (z float64, first, end int) {
	sums, sizes := make([]float64, len(e.blocks)+1), make([]int, len(e.blocks)+1)
	for b, features := range e.blocks {
		sum := 0.0
		for _, f := range features {
			sum += m.weights[f]
		}
		sums[b+1], sizes[b+1] = sum, sizes[b]+len(features)
	}
	z = math.Inf(-1)
	for to := 1; to <= len(e.blocks); to++ {
		for _, width := range feature.Widths() {
			from := max(0, to-width)
			sum := 0.0
			for b := from; b < to; b++ {
				sum += sums[b+1]
			}
			// The conversion keeps a compiler from fusing the product into the sum.
			if x := m.bias + float64(sum/math.Sqrt(float64(sizes[to]-sizes[from]))); x > z {
				z, first, end = x, from, to
			}
		}
	}
	return z, first, end
}

// fit trains one head by stochastic gradient descent (AdaGrad) on each text's worst window. It is the same, bit for
// bit, on every run: one goroutine, a fixed order, no fused multiplication, an exponential of its own.
func fit(rows []example, head int, s settings) *model {
	m := &model{weights: make([]float64, feature.Buckets), bias: s.bias}
	seen, seenBias := make([]float64, feature.Buckets), 1.0 // sums of squared gradients
	var order []int
	for i, e := range rows {
		if e.labels[head] != unknown && len(e.blocks) > 0 {
			order = append(order, i)
		}
	}
	random := dice(1)
	for range s.epochs {
		for i := len(order) - 1; i > 0; i-- {
			j := random.below(i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			e := rows[i]
			z, first, end := m.logit(e)
			g := sigmoid(z) - float64(e.labels[head])
			if e.labels[head] == 1 {
				g *= s.positive
			}
			n := 0
			for _, block := range e.blocks[first:end] {
				n += len(block)
			}
			each := g / math.Sqrt(float64(n))
			for _, block := range e.blocks[first:end] {
				for _, f := range block {
					d := each + float64(s.decay*m.weights[f])
					seen[f] += float64(d * d)
					m.weights[f] -= float64(s.rate * d / math.Sqrt(1e-4+seen[f]))
				}
			}
			seenBias += float64(g * g)
			m.bias -= float64(s.rate * g / math.Sqrt(seenBias))
		}
	}
	return m
}
