package evaluate

import (
	"math"
	"testing"
)

// All but the first and the last are published: Newcombe, Statistics in Medicine 17
// (1998), table I, method 3.
func TestNewRate(t *testing.T) {
	for _, tt := range []struct {
		hits, of  int
		low, high float64
	}{
		{0, 0, 0, 1},
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		{29, 29, 0.8830, 1},
	} {
		r := NewRate(tt.hits, tt.of)
		if math.Abs(r.Low-tt.low) > 6e-5 || math.Abs(r.High-tt.high) > 6e-5 || r.Hits != tt.hits || r.Of != tt.of {
			t.Errorf("%d of %d: got %.4f to %.4f, want %.4f to %.4f", tt.hits, tt.of, r.Low, r.High, tt.low, tt.high)
		}
	}
}

func TestBootstrap(t *testing.T) {
	same := make([][]cell, 50)
	for i := range same {
		same[i] = []cell{{0, Count{TP: 3, FP: 1, FN: 2}}}
	}
	s := bootstrap(same, 2)
	if s[0].TP != 150 || s[0].Precision != (Figure{true, 0.75, 0.75, 0.75}) || s[0].Recall != (Figure{true, 0.6, 0.6, 0.6}) {
		t.Errorf("like groups have no spread: got %+v", s[0])
	}
	if want := 2 * 150 / float64(2*150+50+100); s[0].F1.Value != want {
		t.Errorf("F1 is %v, want %v", s[0].F1.Value, want)
	}
	if s[1].Precision.Known || s[1].Recall.Known || s[1].F1.Known {
		t.Errorf("nothing is known of a sum without counts: %+v", s[1])
	}

	mixed := make([][]cell, 100)
	for i := range mixed {
		mixed[i] = []cell{{0, Count{TP: i % 2, FN: 1 - i%2}}}
	}
	got := bootstrap(mixed, 1)[0].Recall // half of 100 fair draws: 0.5 ± 1.96 × 0.05
	if got.Value != 0.5 || math.Abs(got.Low-0.402) > 0.03 || math.Abs(got.High-0.598) > 0.03 {
		t.Errorf("recall of 100 fair groups: %+v, want about 0.40 to 0.60", got)
	}
	if again := bootstrap(mixed, 1)[0].Recall; again != got {
		t.Errorf("the intervals differ from run to run: %+v, %+v", got, again)
	}
}
