package pool

import (
	"errors"
	"time"

	"github.com/sony/gobreaker/v2"

	"sluice/pkg/telemetry"
)

// outcome is what an attempt says about its backend.
type outcome int

const (
	failure outcome = iota // of the backend: it counts
	success                // it answered, if only to refuse
	neither                // the caller went, or had no time, or the backend is well but busy
)

// windowSize is how many outcomes a breaker remembers.
const windowSize = 64

var (
	errFailure = errors.New("failure")
	errNeither = errors.New("neither")
)

// breaker is gobreaker's state machine with a window of its own. gobreaker's windows forget a call that began before
// the window did, and a call to a backend that hangs takes longer than any useful window: its failures would never
// count. Here an outcome belongs to the moment at which it came. All of it is guarded by Pool.mu.
type breaker struct {
	two      *gobreaker.TwoStepCircuitBreaker[struct{}]
	opts     Options
	openedAt time.Time

	generation int // counts changes of state: outcomes of calls that began before one are old news
	ring       [windowSize]struct {
		at     time.Time
		failed bool
	}
	n int // outcomes in this generation
}

// newBreaker makes a closed breaker, whose state the meter shows. opened is called, with Pool.mu held, when it opens, with the time it stays so.
func newBreaker(name string, o Options, meter *telemetry.Backend, opened func(time.Duration)) *breaker {
	b := &breaker{opts: o}
	b.two = gobreaker.NewTwoStepCircuitBreaker[struct{}](gobreaker.Settings{
		Name:         name,
		MaxRequests:  1,
		Timeout:      o.OpenFor,
		IsSuccessful: func(err error) bool { return err == nil },
		IsExcluded:   func(err error) bool { return errors.Is(err, errNeither) },
		ReadyToTrip: func(c gobreaker.Counts) bool {
			return int(c.ConsecutiveFailures) >= o.Failures || b.tooMany(time.Now())
		},
		OnStateChange: func(_ string, _, to gobreaker.State) {
			b.generation++
			b.n = 0
			meter.Breaker(shown(to))
			if to == gobreaker.StateOpen {
				b.openedAt = time.Now()
				opened(o.OpenFor)
			}
		},
	})
	return b
}

// allow lets a call through and gives the function that takes its outcome, once; or it says no.
func (b *breaker) allow() (done func(outcome), ok bool) {
	tell, err := b.two.Allow()
	if err != nil {
		return nil, false
	}
	began := b.generation
	return func(o outcome) {
		if o != neither && began == b.generation {
			b.ring[b.n%windowSize].at = time.Now()
			b.ring[b.n%windowSize].failed = o == failure
			b.n++
		}
		switch o {
		case success:
			tell(nil)
		case neither:
			tell(errNeither)
		default:
			tell(errFailure)
		}
	}, true
}

// tooMany reports whether half or more of enough fresh outcomes were failures.
func (b *breaker) tooMany(now time.Time) bool {
	seen, failed := 0, 0
	for _, o := range b.ring[:min(b.n, windowSize)] {
		if now.Sub(o.at) > b.opts.Window {
			continue
		}
		seen++
		if o.failed {
			failed++
		}
	}
	return seen >= b.opts.MinOutcomes && 2*failed >= seen
}

func (b *breaker) state() string { return b.two.State().String() }

// retryAfter is how long the breaker stays open; a moment if it is not.
func (b *breaker) retryAfter(now time.Time) time.Duration {
	const moment = time.Second
	if b.two.State() != gobreaker.StateOpen {
		return moment
	}
	return max(b.opts.OpenFor-now.Sub(b.openedAt), time.Millisecond)
}
