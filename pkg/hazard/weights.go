package hazard

import (
	"encoding/binary"
	"errors"
	"math"

	"sluice/pkg/hazard/internal/feature"
)

// The file of weights: Magic, then for each head a bias and a scale (float32, little endian), then for each bucket of
// the hash one signed byte a head.
const (
	// Magic starts a file of weights.
	Magic = "sluice-hazard-1\n"

	fileSize = len(Magic) + heads*8 + feature.Buckets*heads
)

var errWeights = errors.New("hazard: the weights are not a file of this version")

type weights struct {
	bias, scale [heads]float64
	rows        string // feature.Buckets times heads bytes
}

// parse reads a file of weights.
func parse(file string) (*weights, error) {
	if len(file) != fileSize || file[:len(Magic)] != Magic {
		return nil, errWeights
	}
	w := &weights{rows: file[len(Magic)+heads*8:]}
	for h := range heads {
		at := len(Magic) + h*8
		w.bias[h] = float(file[at : at+4])
		w.scale[h] = float(file[at+4 : at+8])
		if math.IsNaN(w.bias[h]) || math.IsInf(w.bias[h], 0) || !(w.scale[h] > 0 && w.scale[h] < 1e6) {
			return nil, errWeights
		}
	}
	return w, nil
}

func float(s string) float64 {
	return float64(math.Float32frombits(binary.LittleEndian.Uint32([]byte(s))))
}

// part is what some blocks add up to: weights before scaling, and features.
type part struct {
	sum [heads]int32
	n   int32
}

func (w *weights) sum(features []uint16) part {
	p := part{n: int32(len(features))}
	for _, f := range features {
		row := w.rows[int(f)*heads : int(f)*heads+heads]
		p.sum[0] += int32(int8(row[0]))
		p.sum[1] += int32(int8(row[1]))
		p.sum[2] += int32(int8(row[2]))
		p.sum[3] += int32(int8(row[3]))
		p.sum[4] += int32(int8(row[4]))
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

// raise lifts worst to the logits of one window where they are higher.
func (w *weights) raise(worst *[heads]float64, p part) {
	over := 1 / math.Sqrt(float64(p.n))
	for h := range worst {
		worst[h] = max(worst[h], w.bias[h]+w.scale[h]*float64(p.sum[h])*over)
	}
}
