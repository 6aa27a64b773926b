// Package measure keeps the figures of a turn: HDR histograms of latency, what was
// wrong, and how it went over time. It measures nothing itself.
package measure

import (
	"time"

	hdr "github.com/HdrHistogram/hdrhistogram-go"
)

// Bounds of what a histogram can tell: from a microsecond to ten minutes, with three
// digits that count. What took longer is recorded as ten minutes, and counted.
const (
	longest = 10 * time.Minute
	digits  = 3
)

// Histogram is a distribution of times. It is not safe for concurrent use.
type Histogram struct {
	h    *hdr.Histogram
	over int64 // longer than longest
}

// NewHistogram makes an empty one.
func NewHistogram() *Histogram {
	return &Histogram{h: hdr.New(1, longest.Microseconds(), digits)}
}

// Add records one time; below a microsecond it counts as one.
func (h *Histogram) Add(d time.Duration) {
	if d > longest {
		d = longest
		h.over++
	}
	// Within the bounds there is no error.
	_ = h.h.RecordValue(max(1, d.Microseconds()))
}

// Merge adds all of another, which must not change meanwhile.
func (h *Histogram) Merge(other *Histogram) {
	h.h.Merge(other.h)
	h.over += other.over
}

// Count is how many times were recorded.
func (h *Histogram) Count() int64 { return h.h.TotalCount() }

// Over is how many of them were longer than a histogram can tell.
func (h *Histogram) Over() int64 { return h.over }

// Quantile is the time that the share q of all (0 to 1) did not pass; 0 of none.
func (h *Histogram) Quantile(q float64) time.Duration {
	if h.Count() == 0 {
		return 0
	}
	return time.Duration(h.h.ValueAtQuantile(100*q)) * time.Microsecond
}

// Max is the longest; Mean the mean.
func (h *Histogram) Max() time.Duration { return time.Duration(h.h.Max()) * time.Microsecond }

// Mean is the mean time; 0 of none.
func (h *Histogram) Mean() time.Duration {
	return time.Duration(h.h.Mean() * float64(time.Microsecond))
}

// Point is one of a curve: the share Quantile of all took at most At.
type Point struct {
	Quantile float64 `json:"quantile"`
	MS       float64 `json:"ms"`
}

// Curve is the distribution at quantiles that grow finer towards 1, as far as there
// is something to tell: no quantile that fewer than one time lies beyond.
func (h *Histogram) Curve() []Point {
	n := h.Count()
	if n == 0 {
		return nil
	}
	out := []Point{{0, ms(time.Duration(h.h.Min()) * time.Microsecond)}}
	for _, q := range []float64{0.1, 0.25, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99, 0.995, 0.9975, 0.999, 0.9995, 0.9999, 0.99999} {
		if float64(n)*(1-q) >= 1-1e-9 {
			out = append(out, Point{q, ms(h.Quantile(q))})
		}
	}
	return append(out, Point{1, ms(h.Max())})
}

// Latency is a distribution in milliseconds.
type Latency struct {
	Count int64   `json:"count"`
	Mean  float64 `json:"mean_ms"`
	P50   float64 `json:"p50_ms"`
	P90   float64 `json:"p90_ms"`
	P95   float64 `json:"p95_ms"`
	P99   float64 `json:"p99_ms"`
	P999  float64 `json:"p999_ms"`
	Max   float64 `json:"max_ms"`
	Over  int64   `json:"over_ten_minutes,omitempty"`
}

// Latency sums up the distribution.
func (h *Histogram) Latency() Latency {
	return Latency{
		Count: h.Count(), Mean: ms(h.Mean()), P50: ms(h.Quantile(0.5)), P90: ms(h.Quantile(0.9)), P95: ms(h.Quantile(0.95)), P99: ms(h.Quantile(0.99)),
		P999: ms(h.Quantile(0.999)), Max: ms(h.Max()), Over: h.over,
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
