// Package exact has functions that give the same bits on every machine, which math.Exp and math.Log do not: they use
// additions, products, quotients and exact operations alone, each product converted so that no compiler fuses it into a
// sum. They are for weights that anybody can train anew, and slower than those of package math.
package exact

import "math"

// Sigmoid is 1/(1+exp(-x)).
func Sigmoid(x float64) float64 {
	if x > 30 {
		return 1
	}
	if x < -30 {
		return 0
	}
	y := -x / 1024 // exp(-x) = exp(-x/1024)^1024
	e := 1 + float64(y*(1+float64(y*(0.5+float64(y*(1.0/6+float64(y*(1.0/24+float64(y/120)))))))))
	for range 10 {
		e = float64(e * e)
	}
	return 1 / (1 + e)
}

// Logarithm is the natural logarithm of a positive number.
func Logarithm(x float64) float64 {
	fraction, exponent := math.Frexp(x) // fraction in [0.5, 1)
	s := (fraction - 1) / (fraction + 1)
	square := float64(s * s)
	sum := 0.0
	for n := 41; n >= 1; n -= 2 {
		sum = float64(sum*square) + 1/float64(n)
	}
	return float64(float64(exponent)*math.Ln2) + float64(2*float64(s*sum))
}
