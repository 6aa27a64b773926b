package exact

import (
	"math"
	"testing"
)

func TestExactFunctions(t *testing.T) {
	for x := -40.0; x < 40; x += 0.37 {
		if got, want := Sigmoid(x), 1/(1+math.Exp(-x)); math.Abs(got-want) > 1e-9 {
			t.Errorf("Sigmoid(%v) = %v, want %v", x, got, want)
		}
	}
	for x := 1e-6; x < 1e6; x *= 1.7 {
		if got, want := Logarithm(x), math.Log(x); math.Abs(got-want) > 1e-9 {
			t.Errorf("Logarithm(%v) = %v, want %v", x, got, want)
		}
	}
}
