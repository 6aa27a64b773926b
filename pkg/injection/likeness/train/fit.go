package main

import (
	"math"

	"sluice/pkg/exact"
	"sluice/pkg/injection/likeness/internal/feature"
)

// settings are what was chosen by holding out whole sources of the dev half (train -rounds).
type settings struct {
	epochs   int
	rate     float64        // AdaGrad's first step
	decay    float64        // L2
	positive float64        // weight of an attack
	bias     float64        // to start from
	alarms   [heads]float64 // the share of benign texts over the threshold, each source counting the same
}

func chosen() settings {
	return settings{epochs: 12, rate: 0.05, decay: 1e-2, positive: 1, bias: -2, alarms: [heads]float64{0.007, 0.008}}
}

// example is a row as features, block by block.
type example struct {
	blocks [][]uint16
	news   [][3]int // how many of a block's features count, by window
	labels labels

	first, end int // the blocks with a planted attack; nothing where the text is one
}

func examples(rows []row) []example {
	out := make([]example, len(rows))
	scratch := feature.NewScratch(feature.NewClasses())
	for i, r := range rows {
		out[i].labels = r.labels
		scratch.Blocks(r.text, func(b feature.Block) {
			if b.Start < r.end && b.End > r.start {
				if out[i].end == 0 {
					out[i].first = len(out[i].blocks)
				}
				out[i].end = len(out[i].blocks) + 1
			}
			out[i].blocks = append(out[i].blocks, append([]uint16(nil), b.Features...))
			out[i].news = append(out[i].news, b.New)
		})
	}
	return out
}

// model is the logistic regression of one head.
type model struct {
	weights []float64 // by bucket
	bias    float64
}

// classWeight is what a class counts, a word being 1.
const classWeight = 3.0

func weigh(f uint16) float64 {
	if f >= feature.FirstClass {
		return classWeight
	}
	return 1
}

// window is a run of blocks, of the width by that number.
type window struct{ first, end, width int }

// in gives the features of a window of e, block by block.
func (w window) in(e example) (out [][]uint16) {
	for b := w.first; b < w.end; b++ {
		out = append(out, e.blocks[b][:e.news[b][w.width]])
	}
	return out
}

// logit gives the highest logit over the windows of a text, as package likeness does, and the window. Within a planted
// attack it is that of the windows that have some of it.
func (m *model) logit(e example, within bool) (z float64, at window) {
	within = within && e.end > 0
	widths := feature.Widths()
	sums := make([][len(widths)]float64, len(e.blocks))
	for b, features := range e.blocks {
		for i, f := range features {
			w := float64(weigh(f) * m.weights[f])
			for width, n := range e.news[b] {
				if i < n {
					sums[b][width] += w
				}
			}
		}
	}
	z = math.Inf(-1)
	for to := 1; to <= len(e.blocks); to++ {
		for i, width := range widths {
			from := max(0, to-width)
			if i > 0 && to <= widths[i-1] || within && (from >= e.end || to <= e.first) {
				continue
			}
			sum, size := 0.0, 0
			for b := from; b < to; b++ {
				sum, size = sum+sums[b][i], size+e.news[b][i]
			}
			// The conversion keeps a compiler from fusing the product into the sum.
			if x := m.bias + float64(sum/math.Sqrt(float64(max(size, feature.Least)))); x > z {
				z, at = x, window{from, to, i}
			}
		}
	}
	return z, at
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
			z, at := m.logit(e, true)
			g := exact.Sigmoid(z) - float64(e.labels[head])
			if e.labels[head] == 1 {
				g *= s.positive
			}
			n := 0
			for _, block := range at.in(e) {
				n += len(block)
			}
			each := g / math.Sqrt(float64(max(n, feature.Least)))
			for _, block := range at.in(e) {
				for _, f := range block {
					d := float64(each*weigh(f)) + float64(s.decay*m.weights[f])
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
