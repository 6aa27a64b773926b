package measure

import (
	"encoding/json"
	"math"
	"slices"
)

// Spread is what several turns gave for one figure.
type Spread struct {
	Median float64   `json:"median"`
	Low    float64   `json:"low"`
	High   float64   `json:"high"`
	Each   []float64 `json:"each"` // in the order of the turns
}

// SpreadOf sums up figures; of an even number the median lies between the middle two.
func SpreadOf(each ...float64) Spread {
	if len(each) == 0 {
		return Spread{Median: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
	s := slices.Sorted(slices.Values(each))
	n := len(s)
	return Spread{Median: (s[(n-1)/2] + s[n/2]) / 2, Low: s[0], High: s[n-1], Each: each}
}

// Pairs divides, or subtracts, turn by turn: a and b were measured close together, so
// that what the machine did meanwhile hit both alike.
func Pairs(a, b []float64, of func(a, b float64) float64) Spread {
	var each []float64
	for i := range min(len(a), len(b)) {
		if v := of(a[i], b[i]); !math.IsNaN(v) && !math.IsInf(v, 0) {
			each = append(each, v)
		}
	}
	return SpreadOf(each...)
}

// Ratio and Added are what Pairs is asked for.
func Ratio(a, b float64) float64 { return a / b }

// Added is how much a is over b.
func Added(a, b float64) float64 { return a - b }

// MarshalJSON writes null where there was nothing to sum up.
func (s Spread) MarshalJSON() ([]byte, error) {
	if len(s.Each) == 0 {
		return []byte("null"), nil
	}
	type plain Spread
	return json.Marshal(plain(s))
}
