// Package pace says when the requests of an open loop are meant to be sent, and
// waits for those moments. It sends nothing, and it never waits for an answer: that
// is what makes a loop open.
package pace

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// Schedule gives the moments at which requests are due, from the start of a turn,
// in order. It is used by one goroutine.
type Schedule interface {
	Next() time.Duration
}

// MaxRate is the highest rate, in requests a second: beyond it the moments lie
// closer than a sleeping goroutine can keep.
const MaxRate = 100_000

// New makes a schedule of rate requests a second: evenly spaced, or with Poisson
// arrivals whose gaps come from the seed.
func New(rate float64, poisson bool, seed uint64) (Schedule, error) {
	if !(rate > 0 && rate <= MaxRate) {
		return nil, fmt.Errorf("a rate of %g requests a second cannot be kept: give more than 0 and at most %d", rate, MaxRate)
	}
	if poisson {
		return &arrivals{mean: float64(time.Second) / rate, from: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))}, nil
	}
	return &even{rate: rate}, nil
}

// even computes each moment from its number: no rounding adds up.
type even struct {
	rate float64
	n    int
}

func (e *even) Next() time.Duration {
	at := time.Duration(math.Round(float64(e.n) / e.rate * float64(time.Second)))
	e.n++
	return at
}

// arrivals have exponential gaps, the first before the first request.
type arrivals struct {
	mean float64 // nanoseconds
	at   float64
	from *rand.Rand
}

func (a *arrivals) Next() time.Duration {
	a.at += a.from.ExpFloat64() * a.mean
	return time.Duration(a.at)
}

// Run calls send for every moment of s before d, in order and never early, with the
// moment that was meant. A send that is called late, because the machine or send
// itself was slow, still gets its own moment: whoever counts from there sees the
// delay. Run returns how many it called; it ends early with ctx.
func Run(ctx context.Context, s Schedule, d time.Duration, send func(n int, due time.Time)) int {
	start := time.Now()
	t := time.NewTimer(0)
	defer t.Stop()
	<-t.C
	for n := 0; ; n++ {
		at := s.Next()
		if at >= d {
			return n
		}
		due := start.Add(at)
		if wait := time.Until(due); wait > 0 {
			t.Reset(wait)
			select {
			case <-t.C:
			case <-ctx.Done():
				return n
			}
		} else if ctx.Err() != nil {
			return n
		}
		send(n, due)
	}
}
