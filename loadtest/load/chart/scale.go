package chart

import (
	"math"
	"strconv"
	"strings"
)

// Scale maps values to a length.
type Scale struct {
	Log   bool
	Low   float64
	High  float64
	Marks []Mark // none: chosen for the range
}

// Mark is a value that an axis names.
type Mark struct {
	At   float64
	Name string
}

// at is the share of the length, 0 to 1, at which a value lies.
func (s Scale) at(v float64) float64 {
	low, high := s.Low, s.High
	if s.Log {
		v, low, high = math.Log10(max(v, 1e-12)), math.Log10(low), math.Log10(high)
	}
	if high == low {
		return 0
	}
	return min(max((v-low)/(high-low), 0), 1)
}

// fit makes a scale that holds all values: linear from zero, or logarithmic from one
// power of ten to another.
func fit(log bool, values []float64) Scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) || log && v <= 0 {
			continue
		}
		low, high = min(low, v), max(high, v)
	}
	if math.IsInf(low, 0) {
		low, high = 0.1, 1
	}
	if log {
		low, high = math.Pow(10, math.Floor(math.Log10(low)+1e-9)), math.Pow(10, math.Ceil(math.Log10(high)-1e-9))
		if low == high {
			high = low * 10
		}
		return Scale{Log: true, Low: low, High: high}
	}
	return Scale{Low: min(0, low), High: max(high*1.05, 1e-9)}
}

// marks are those given, or round numbers.
func (s Scale) marks() []Mark {
	if len(s.Marks) > 0 {
		return s.Marks
	}
	var out []Mark
	if s.Log {
		for v := s.Low; v <= s.High*1.0001; v *= 10 {
			out = append(out, Mark{v, number(v)})
		}
		return out
	}
	step := round((s.High - s.Low) / 5)
	for v := math.Ceil(s.Low/step) * step; v <= s.High*1.0001; v += step {
		if math.Abs(v) < step/1e6 {
			v = 0
		}
		out = append(out, Mark{v, number(v)})
	}
	return out
}

// round gives the next 1, 2 or 5 times a power of ten.
func round(v float64) float64 {
	if !(v > 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, f := range []float64{1, 2, 5} {
		if v <= f*power*1.0001 {
			return f * power
		}
	}
	return 10 * power
}

// number writes a value with four digits that count, and thousands apart.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'g', 4, 64)
	if math.Abs(v) >= 10000 && math.Abs(v) < 1e15 {
		s = strconv.FormatFloat(math.Round(v), 'f', 0, 64)
		whole := strings.TrimPrefix(s, "-")
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
		if v < 0 {
			whole = "-" + whole
		}
		return whole
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		s = strconv.FormatFloat(f, 'f', -1, 64)
	}
	return s
}
