package pace

import (
	"context"
	"math"
	"testing"
	"testing/synctest"
	"time"
)

func schedule(t *testing.T, rate float64, poisson bool, seed uint64) Schedule {
	t.Helper()
	s, err := New(rate, poisson, seed)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEvenMomentsAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var due, at []time.Duration
		n := Run(t.Context(), schedule(t, 3, false, 1), 2*time.Second, func(_ int, d time.Time) {
			due, at = append(due, d.Sub(start)), append(at, time.Since(start))
		})
		want := []time.Duration{0, 333333333, 666666667, time.Second, 1333333333, 1666666667}
		if n != len(want) || len(due) != n {
			t.Fatalf("%d sends (%v), want %d", n, due, len(want))
		}
		for i := range want {
			if due[i] != want[i] || at[i] != want[i] {
				t.Errorf("send %d was due at %s and called at %s, want %s", i, due[i], at[i], want[i])
			}
		}
	})
}

// TestLateSendsKeepTheirMoments: when a send takes long, those behind it are called at
// once, each with the moment at which it was due.
func TestLateSendsKeepTheirMoments(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		n := Run(t.Context(), schedule(t, 100, false, 1), time.Second, func(n int, due time.Time) {
			if got, want := due.Sub(start), time.Duration(n)*10*time.Millisecond; got != want {
				t.Errorf("send %d was due at %s, want %s", n, got, want)
			}
			called, want := time.Since(start), time.Duration(n)*10*time.Millisecond
			if n > 20 && n <= 70 {
				want = 700 * time.Millisecond // held up
			}
			if called != want {
				t.Errorf("send %d was called at %s, want %s", n, called, want)
			}
			if n == 20 {
				time.Sleep(500 * time.Millisecond)
			}
		})
		if n != 100 {
			t.Errorf("%d sends, want all 100", n)
		}
	})
}

func TestPoissonArrivals(t *testing.T) {
	const n, rate = 200_000, 250.0
	s, again, other := schedule(t, rate, true, 7), schedule(t, rate, true, 7), schedule(t, rate, true, 8)
	var last, sum, square float64
	differs := false
	for range n {
		at := s.Next()
		if at != again.Next() {
			t.Fatal("the same seed gave other arrivals")
		}
		differs = differs || at != other.Next()
		gap := at.Seconds() - last
		last, sum, square = at.Seconds(), sum+gap, square+gap*gap
	}
	mean := sum / n
	deviation := math.Sqrt(square/n - mean*mean)
	// Of exponential gaps both are 1/rate; with so many, within 2 % by far.
	if math.Abs(mean*rate-1) > 0.02 || math.Abs(deviation*rate-1) > 0.02 {
		t.Errorf("gaps have mean %g and deviation %g, want %g", mean, deviation, 1/rate)
	}
	if !differs {
		t.Error("another seed gave the same arrivals")
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 95*time.Millisecond)
		defer cancel()
		if n := Run(ctx, schedule(t, 100, false, 1), time.Hour, func(int, time.Time) {}); n != 10 {
			t.Errorf("%d sends before the context ended, want 10", n)
		}
	})
}

func TestRatesThatCannotBe(t *testing.T) {
	for _, rate := range []float64{0, -1, math.NaN(), math.Inf(1), MaxRate + 1} {
		if _, err := New(rate, false, 1); err == nil {
			t.Errorf("rate %g was taken", rate)
		}
	}
}
