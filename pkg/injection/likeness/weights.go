package likeness

import (
	"encoding/binary"
	"errors"
	"math"

	"sluice/pkg/injection/likeness/internal/feature"
)

// The file of weights: Magic, then for each head a bias and a scale (float32, little endian), then for each head one
// signed byte a bucket of the hash.
const (
	// Magic starts a file of weights.
	Magic = "sluice-inject-1\n"

	fileSize = len(Magic) + heads*(8+2*feature.Buckets)
)

var errWeights = errors.New("likeness: the weights are not a file of this version")

type weights struct {
	bias, scale [heads]float64
	rows        [heads][feature.Buckets]int16
}

// parse reads a file of weights.
func parse(file string) (*weights, error) {
	if len(file) != fileSize || file[:len(Magic)] != Magic {
		return nil, errWeights
	}
	w := &weights{}
	for h := range heads {
		at := len(Magic) + h*8
		w.bias[h] = float(file[at : at+4])
		w.scale[h] = float(file[at+4 : at+8])
		if math.IsNaN(w.bias[h]) || math.IsInf(w.bias[h], 0) || !(w.scale[h] > 0 && w.scale[h] < 1e6) {
			return nil, errWeights
		}
		from := len(Magic) + heads*8 + h*2*feature.Buckets
		for f := range w.rows[h] {
			w.rows[h][f] = int16(binary.LittleEndian.Uint16([]byte(file[from+2*f : from+2*f+2])))
		}
	}
	return w, nil
}

func float(s string) float64 {
	return float64(math.Float32frombits(binary.LittleEndian.Uint32([]byte(s))))
}

// part is what some blocks add up to: weights before scaling, and features. Sums wrap around, and their differences
// come out right.
type part struct{ sum, n int32 }

func (w *weights) sum(features []uint16, head Head) part {
	rows, sum := &w.rows[head], int32(0)
	for _, f := range features {
		sum += int32(rows[f])
	}
	return part{sum, int32(len(features))}
}

func (p part) plus(q part) part { return part{p.sum + q.sum, p.n + q.n} }
func (p part) less(q part) part { return part{p.sum - q.sum, p.n - q.n} }

// logit is the log-odds of a window. The conversion keeps a compiler from fusing the product into the sum: the same
// bits on every machine.
func (w *weights) logit(p part, head Head) float64 {
	return w.bias[head] + float64(w.scale[head]*float64(p.sum)/math.Sqrt(float64(max(p.n, feature.Least))))
}
