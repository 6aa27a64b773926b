package measure

import (
	"slices"
	"time"
)

// Stretch is a part of a turn's course.
type Stretch struct {
	At    float64 `json:"at_s"` // its begin, seconds from the begin of the turn
	Rate  float64 `json:"requests_per_s"`
	P50   float64 `json:"p50_ms"`
	P99   float64 `json:"p99_ms"`
	Count int     `json:"count"`
}

// Course is how the turn went, stretch by stretch. The last one is as long as the
// turn went on in it; one too short to tell a rate belongs to the one before. Every
// request is in one of them.
func (t *Turn) Course() []Stretch {
	bins := slices.Clone(t.bins)
	for n := len(bins); n > 1 && t.Elapsed-time.Duration(n-1)*t.width < t.width/4; n = len(bins) {
		bins[n-2].times = slices.Concat(bins[n-2].times, bins[n-1].times)
		bins = bins[:n-1]
	}
	var out []Stretch
	for i, b := range bins {
		from := time.Duration(i) * t.width
		long := t.width
		if i == len(bins)-1 {
			long = t.Elapsed - from
		}
		slices.Sort(b.times)
		s := Stretch{At: from.Seconds(), Count: len(b.times), Rate: float64(len(b.times)) / max(long, time.Microsecond).Seconds()}
		if n := len(b.times); n > 0 {
			s.P50 = float64(b.times[rank(0.5, n)]) / 1000
			s.P99 = float64(b.times[rank(0.99, n)]) / 1000
		}
		out = append(out, s)
	}
	return out
}

// rank is the index of the smallest of n sorted values that the share q does not pass.
func rank(q float64, n int) int {
	i := int(q * float64(n))
	if float64(i) == q*float64(n) {
		i--
	}
	return min(max(i, 0), n-1)
}
