package main

import (
	"math"
	"math/rand/v2"

	"sluice/pkg/scan/docclass"
	"sluice/pkg/scan/docclass/internal/feature"
)

const heads = 3

// settings are what was chosen by cross-validation (-dev).
type settings struct {
	fills   int // of each template
	epochs  int
	windows int            // of each text, in each epoch
	rate    float64        // AdaGrad's first step
	decay   float64        // L2
	against float64        // weight of what a class is not
	keep    uint32         // of 256 features of a window, how many a step sees: no few of them shall decide
	shift   [heads]float64 // added to a bias: more recall, and more false alarms
}

func chosen() settings {
	return settings{fills: 40, epochs: 6, windows: 4, rate: 0.05, decay: 2e-3, against: 0.3, keep: 128, shift: [heads]float64{0, -0.1, 0.15}}
}

// example is a text as features, block by block.
type example struct {
	blocks [][]uint32
	class  int
}

func examples(texts []text) []example {
	out := make([]example, len(texts))
	var s feature.Scratch
	for i, t := range texts {
		out[i].class = t.class
		for at := 0; at < len(t.text); {
			b := s.Next(t.text, at)
			out[i].blocks = append(out[i].blocks, append([]uint32(nil), b.Features...))
			at = b.End
		}
	}
	return out
}

// window picks a run of blocks such as the classifier judges: one block, narrow or wide.
func (e example) window(d *rand.Rand) [][]uint32 {
	size := min([]int{1, feature.Narrow, feature.Narrow, feature.Wide}[d.IntN(4)], len(e.blocks))
	first := d.IntN(len(e.blocks) - size + 1)
	return e.blocks[first : first+size]
}

// model is three linear models over the same features.
type model struct {
	weights [][heads]float64 // by bucket
	bias    [heads][docclass.Widths]float64
}

// fit trains by stochastic gradient descent (AdaGrad) on the hinge loss, each class against all others. It is the
// same, bit for bit, on every run and machine: one goroutine, a fixed order, and no arithmetic but sums, products,
// quotients and square roots, none of them fused (the conversions keep a compiler from it).
func fit(in []example, s settings) *model {
	m := &model{weights: make([][heads]float64, feature.Buckets)}
	seen := make([][heads]float64, feature.Buckets) // sums of squared gradients
	var seenBias [heads][docclass.Widths]float64
	d := rand.New(rand.NewPCG(2, 2))
	var kept []uint32
	lots := uint32(1)
	order := make([]int, 0, len(in)*s.windows)
	for i, e := range in {
		if len(e.blocks) == 0 {
			continue
		}
		for range s.windows {
			order = append(order, i)
		}
	}
	for epoch := range s.epochs {
		rate := s.rate / float64(1+epoch)
		for i := len(order) - 1; i > 0; i-- {
			j := d.IntN(i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			window := in[i].window(d)
			kept = kept[:0]
			for _, block := range window {
				for _, f := range block {
					if lots = lots*1664525 + 1013904223; lots>>24 < s.keep {
						kept = append(kept, f)
					}
				}
			}
			n := len(kept)
			var sum [heads]float64
			for _, f := range kept {
				for h := range heads {
					sum[h] += m.weights[f][h]
				}
			}
			if n == 0 {
				continue
			}
			width, over := docclass.Width(len(window)), 1/math.Sqrt(float64(n))
			for h := range heads {
				y, weight := -1.0, s.against
				if in[i].class == h+1 {
					y, weight = 1, 1
				}
				if float64(y*(m.bias[h][width]+float64(sum[h]*over))) >= 1 {
					continue
				}
				g := -y * weight
				each := g * over
				for _, f := range kept {
					step := each + float64(s.decay*m.weights[f][h])
					seen[f][h] += float64(step * step)
					m.weights[f][h] -= float64(rate * step / math.Sqrt(1e-3+seen[f][h]))
				}
				seenBias[h][width] += float64(g * g)
				m.bias[h][width] -= float64(rate * g / math.Sqrt(1+seenBias[h][width]))
			}
		}
	}
	for h := range m.bias {
		for i := range m.bias[h] {
			m.bias[h][i] += s.shift[h]
		}
	}
	return m
}
