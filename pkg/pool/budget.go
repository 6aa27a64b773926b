package pool

import "time"

// A call that failed is tried at another backend, and in an outage that would double and treble the load just where
// there is too little to serve it. So tries after the first have a budget of the whole pool: every call brings it a part
// of a retry, and every second a few, for where there are few calls. What is not used is kept for some seconds. Where
// nothing is left the first failure stands.

// budgetSeconds is for how long of the floor what was not used is kept.
const budgetSeconds = 10

// budget is guarded by Pool.mu.
type budget struct {
	ratio, floor float64
	left         float64
	at           time.Time // when left was right; zero: full
}

func newBudget(o Options) budget { return budget{ratio: o.RetryRatio, floor: o.RetryFloor} }

// earn counts a call.
func (b *budget) earn(now time.Time) { b.put(now, b.ratio) }

// spend asks for a retry.
func (b *budget) spend(now time.Time) bool {
	b.put(now, 0)
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

func (b *budget) put(now time.Time, n float64) {
	most := b.floor * budgetSeconds
	if b.at.IsZero() {
		b.left = most
	}
	b.left = min(b.left+max(0, now.Sub(b.at).Seconds())*b.floor+n, most)
	b.at = now
}

// called counts a call for the budget.
func (p *Pool) called() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.budget.earn(time.Now())
}

// retry asks for a try after the first. back gives it back where nobody was there to be tried.
func (p *Pool) retry() (back func(), ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	ok = p.budget.spend(time.Now())
	p.opts.Telemetry.Retried(p.opts.Purpose, ok)
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.budget.put(time.Now(), 1)
	}, ok
}
