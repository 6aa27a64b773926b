package admission

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
)

const (
	backlog = 150
	flood   = 200 // connections
)

// TestBatchFlood: an unceasing flood in the batch lane of a slow model, which waits
// for nothing when it is told to, leaves those served who wait, of the same tenant
// and of another: they are never refused, and wait for about one of the model's
// answers. The flooding lane alone is told to wait.
func TestBatchFlood(t *testing.T) {
	w := newWorld(t, head, fmt.Sprintf("limits: {backlog: %d, concurrency: 64}\n", backlog))
	flooded := make(chan []caller.Answer)
	stop := make(chan struct{})
	go func() {
		q := hello("sluice-dev/slow-2000")
		q.Tier = "flex"
		flooded <- unceasing(w.limited, q, stop)
	}()
	rig.Eventually(t, wait, "the batch lane is full", func() bool { return w.waiting(t) > backlog/2 })

	var mu sync.Mutex
	var took []time.Duration
	var all sync.WaitGroup
	still := 0
	for name, c := range map[string]*caller.Caller{"same": w.limited, "other": w.others} {
		for i := range 4 {
			all.Go(func() {
				for n := range 5 {
					q := hello("sluice-dev")
					q.ID = fmt.Sprintf("wait-%s-%d-%d", name, i, n)
					a := c.Ask(context.Background(), q)
					mu.Lock()
					took = append(took, a.Done.Sub(a.Sent))
					if w.waiting(t) > 0 {
						still++
					}
					if !a.Completed() {
						t.Errorf("%s tenant: a caller who waits was answered %d %s", name, a.Status, a.Code)
					}
					mu.Unlock()
				}
			})
		}
	}
	all.Wait()
	close(stop)
	completed, refused := sorted(t, "batch", <-flooded)
	slowest := caller.Quantile(took, 1)
	t.Logf("beside a flood from %d connections (%d completed, %d told to wait), %d of %d interactive requests ended while it lasted: p50 %s, at most %s", flood, completed, refused,
		still, len(took), caller.Quantile(took, 0.5).Round(time.Millisecond), slowest.Round(time.Millisecond))
	if refused == 0 || completed < backlog {
		t.Errorf("of the flood %d were completed and %d refused; want at least %d, and some", completed, refused, backlog)
	}
	if slowest > 6*time.Second || still < len(took)/2 {
		t.Errorf("interactive requests took up to %s, and %d of %d ended during the flood", slowest, still, len(took))
	}
	w.lanes(t, limited, "batch-0-0", "batch")
	w.lanes(t, others, "wait-other-0-0", "interactive")
}

// unceasing sends from so many connections until stop is closed, and waits for
// nothing when it is told to.
func unceasing(c *caller.Caller, q caller.Request, stop <-chan struct{}) []caller.Answer {
	var mu sync.Mutex
	var out []caller.Answer
	var all sync.WaitGroup
	for i := range flood {
		all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				one := q
				one.ID = fmt.Sprintf("batch-%d-%d", i, n)
				a := c.Ask(context.Background(), one)
				mu.Lock()
				out = append(out, a)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return out
}

// waiting is how many exchanges of the flooding tenant are on their way in the batch lane.
func (w *world) waiting(t *testing.T) uint64 {
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	s, err := w.inside.JS.Stream(ctx, "GUARD")
	if err != nil {
		t.Error(err)
		return 0
	}
	return s.CachedInfo().State.Msgs
}

func (w *world) lanes(t *testing.T, tenant, id, want string) {
	t.Helper()
	if r, ok := caller.Records(t, w.inside, tenant)[id]; ok && r.Lane != want {
		t.Errorf("%s is on record in the lane %s, want %s", id, r.Lane, want)
	}
}
