package docclass

import (
	"encoding/binary"
	"errors"
	"math"

	"sluice/pkg/scan/docclass/internal/feature"
)

// The file of weights: Magic, then for each class one bias a width of windows and a scale (float32, little endian),
// then for each bucket of the hash one signed byte a class.
const (
	// Magic starts a file of weights.
	Magic = "sluice-docclass-1\n"

	// Widths is the number of widths of windows that have a bias of their own: one block, two, and more.
	Widths = 3

	perHead  = (Widths + 1) * 4
	fileSize = len(Magic) + heads*perHead + feature.Buckets*heads
)

// Width is the number of the bias for a window of so many blocks.
func Width(blocks int) int { return min(blocks, Widths) - 1 }

var errWeights = errors.New("docclass: the weights are not a file of this version; make docclass-train writes one")

type weights struct {
	bias  [heads][Widths]float64
	scale [heads]float64
	rows  string // feature.Buckets times heads bytes
}

// parse reads a file of weights.
func parse(file string) (*weights, error) {
	if len(file) != fileSize || file[:len(Magic)] != Magic {
		return nil, errWeights
	}
	w := &weights{rows: file[len(Magic)+heads*perHead:]}
	at := len(Magic)
	next := func() float64 {
		f := math.Float32frombits(binary.LittleEndian.Uint32([]byte(file[at : at+4])))
		at += 4
		return float64(f)
	}
	for h := range heads {
		for i := range w.bias[h] {
			if w.bias[h][i] = next(); !(math.Abs(w.bias[h][i]) < 1e6) {
				return nil, errWeights
			}
		}
		if w.scale[h] = next(); !(w.scale[h] > 0 && w.scale[h] < 1e6) {
			return nil, errWeights
		}
	}
	return w, nil
}

// part is what some blocks add up to: weights before scaling, and features.
type part struct {
	sum [heads]int32
	n   int32
}

func (w *weights) sum(features []uint32) part {
	p := part{n: int32(len(features))}
	for _, f := range features {
		row := w.rows[int(f)*heads : int(f)*heads+heads]
		p.sum[0] += int32(int8(row[0]))
		p.sum[1] += int32(int8(row[1]))
		p.sum[2] += int32(int8(row[2]))
	}
	return p
}

func (p part) plus(q part) part {
	for h := range p.sum {
		p.sum[h] += q.sum[h]
	}
	p.n += q.n
	return p
}

// less takes off what q adds up to. Sums wrap around, and their differences come out right.
func (p part) less(q part) part {
	for h := range p.sum {
		p.sum[h] -= q.sum[h]
	}
	p.n -= q.n
	return p
}

// margin judges a window of so many blocks for one class: the class is there from 0 on.
func (w *weights) margin(h, blocks int, p part) float64 {
	return w.bias[h][Width(blocks)] + w.scale[h]*float64(p.sum[h])/math.Sqrt(float64(max(p.n, 1)))
}

// steep is how fast a score rises with the margin: the trainer asks for a margin of 1, which scores 0.88.
const steep = 2

func score(margin float64) float64 { return 1 / (1 + math.Exp(-steep*margin)) }
