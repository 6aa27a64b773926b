package pool

import (
	"errors"
	"time"

	"sluice/pkg/engine"
)

// An engine that says that it is busy (429, or 503 with Retry-After) is well, and its breaker hears nothing of it. But
// it refuses quickly, so it always has the least to do, and would get most calls. So it rests: as long as it said, or
// where it did not say for a second, or until one of the calls that it works on has been answered.

const (
	restUnsaid  = time.Second     // where the engine does not say how long
	restLongest = time.Minute     // that is believed
	restWaited  = 5 * time.Second // who finds all resting waits for one whose rest is over by then
)

// rest is until when a backend gets no calls. It is guarded by Pool.mu.
type rest struct {
	until time.Time // zero, or past: it does not rest
	said  bool      // by the engine
}

// left is how long the rest goes on; 0 if there is none.
func (r *rest) left() time.Duration {
	if r.until.IsZero() {
		return 0
	}
	return max(0, time.Until(r.until))
}

// busy has a backend rest after a call that ended with err, if that says that it is busy.
func (p *Pool) busy(b *backend, err error) {
	e, ok := errors.AsType[*engine.Error](err)
	if !ok || e.Kind != engine.Overloaded {
		return
	}
	d, said := min(e.RetryAfter, restLongest), e.RetryAfter > 0
	if !said {
		d = restUnsaid
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(d); until.After(b.rest.until) {
		b.rest = rest{until, said}
		p.wakeAfter(d, b)
	}
}

// rested ends a rest of which nobody said how long: a call was answered, so there is room. mu is held.
func (r *rest) rested() {
	if !r.said {
		r.until = time.Time{}
	}
}
