package admission

import (
	"math"
	"sync"
	"time"

	"sluice/pkg/policy"
)

// bytesPerToken is how large a token is taken to be before the engine has counted: English prose and code come to about so many
// bytes, other scripts to fewer. The engine's count puts it right afterwards.
const bytesPerToken = 4

// mostDebt is how many limits a tenant can owe.
const mostDebt = 60

// Estimate is how many tokens a request of this size is taken for; at least one.
func Estimate(bytes int) int { return max(1, bytes/bytesPerToken) }

// Tokens is what a tenant may still spend.
type Tokens struct {
	Limit int           // a minute
	Left  int           // now, never below 0
	Full  time.Duration // until Left is Limit again
}

// Spend takes an estimate off a tenant's tokens, which come back evenly and are one minute's at most. If ok, settle puts the
// estimate right when it is known what it was: more calls of it do nothing. Without one the estimate stands. Who has used more than
// was estimated owes it, and waits. If not ok, nothing is taken, and retryAfter is at least a second. A request that is
// estimated larger than the whole limit is taken while nothing else was: nobody waits for what never comes.
func (g *Gate) Spend(name string, l policy.Limit, estimate int) (settle func(real int), has Tokens, retryAfter time.Duration, ok bool) {
	none := func(int) {}
	if l.Tokens <= 0 {
		return none, Tokens{}, 0, true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	t, ok := g.tenants[name]
	if !ok {
		if t, ok = g.add(name); !ok {
			return none, Tokens{Limit: l.Tokens}, leastWait, false
		}
	}
	if t.idle != nil {
		g.idle.MoveToFront(t.idle)
	}
	rate, most := float64(l.Tokens)/60, float64(l.Tokens)
	t.spent.fill(g.now(), rate, most)
	if need := min(float64(estimate), most); t.spent.tokens < need {
		return none, t.spent.tell(l.Tokens), waitFor(need-t.spent.tokens, rate), false
	}
	taken := t.spent.charge(float64(estimate), most)
	var once sync.Once
	return func(real int) { once.Do(func() { g.settle(t, float64(real)-taken, most) }) }, t.spent.tell(l.Tokens), 0, true
}

// settle takes what was estimated too low, or gives back, by a negative more, what was
// estimated too high.
func (g *Gate) settle(t *tenant, more, most float64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t.spent.charge(more, most)
}

// charge takes tokens, as far as a tenant can owe, and says how many it took: neither a long
// body nor an engine's count locks one out for longer.
func (b *bucket) charge(n, most float64) (taken float64) {
	was := b.tokens
	b.tokens = max(was-n, -mostDebt*most)
	return was - b.tokens
}

func (b *bucket) tell(limit int) Tokens {
	missing := max(0, float64(limit)-b.tokens) * 60 / float64(limit)
	return Tokens{Limit: limit, Left: max(0, int(b.tokens)), Full: time.Duration(math.Ceil(missing*1000)) * time.Millisecond}
}
