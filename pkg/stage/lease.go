package stage

import (
	"context"
	"sync"
	"time"
)

// tenure is how long this worker may believe that a lease is its own, by the wall
// clock: the one that other workers judge the lease by. A process that is
// stopped, or a machine that sleeps, loses it without noticing.
type tenure struct {
	run    string
	now    func() time.Time
	margin time.Duration // for clocks that differ, and for what leaves after the question
	lose   func()        // ends the work's context with errLost

	mu    sync.Mutex
	until time.Time // guarded by mu
}

// extend follows a renewal that is stored.
func (t *tenure) extend(until time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	// Without its monotonic part, which stands still while a machine sleeps.
	t.until = until.Round(0)
}

func (t *tenure) held() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.now().Round(0).Add(t.margin).Before(t.until)
}

type tenureKey struct{}

// Run names the attempt that ctx works under: this lease of this worker and no
// other. Without a lease it is "".
func Run(ctx context.Context) string {
	t, ok := ctx.Value(tenureKey{}).(*tenure)
	if !ok {
		return ""
	}
	return t.run
}

// Held must be asked right before each call that may not happen for a result that
// is stored. Once the lease that ctx works under has run out, it ends ctx and
// returns an error, without asking anybody.
//
// The order of failure that it is for: a worker takes the lease, waits for a free
// slot and is frozen; another takes over, calls, stores and hands on; the first
// wakes up, gets its slot and would call, long before its next renewal tells it
// that the lease is gone. Storing by compare-and-set keeps its result out, but
// not its call. What stays open is a freeze between this question and the call's
// first byte, which only the engine could fence.
//
// Without a lease in ctx it returns nil.
func Held(ctx context.Context) error {
	t, ok := ctx.Value(tenureKey{}).(*tenure)
	if !ok || t.held() {
		return nil
	}
	t.lose()
	return errLost
}
