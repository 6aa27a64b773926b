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
	rows        string // feature.Buckets times heads bytes, and the bytes before them that sum reads along
}

// parse reads a file of weights.
func parse(file string) (*weights, error) {
	if len(file) != fileSize || file[:len(Magic)] != Magic {
		return nil, errWeights
	}
	w := &weights{rows: file[len(Magic)+heads*8-(8-heads):]}
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

// atOnce is how many bytes add up to no more than 16 bits hold.
const atOnce = 256

// sum adds up the rows of features, all heads of one at once: a row is the end of eight
// bytes, of which every other is added in a lane of 16 bits. Bytes with a sign are made
// ones without by adding 128.
func (w *weights) sum(features []uint16) part {
	const lanes, sign = 0x00ff00ff00ff00ff, 0x8080808080808080
	p := part{n: int32(len(features))}
	for len(features) > 0 {
		some := features[:min(len(features), atOnce)]
		features = features[len(some):]
		var even, odd uint64 // bytes 0, 2, 4 and 6, and 1, 3, 5 and 7
		for _, f := range some {
			row := eight(w.rows[int(f)*heads:]) ^ sign
			even += row & lanes
			odd += row >> 8 & lanes
		}
		over := 128 * int32(len(some))
		p.sum[0] += int32(odd>>16&0xffff) - over
		p.sum[1] += int32(even>>32&0xffff) - over
		p.sum[2] += int32(odd>>32&0xffff) - over
		p.sum[3] += int32(even>>48) - over
		p.sum[4] += int32(odd>>48) - over
	}
	return p
}

// eight reads eight bytes, the first lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
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
