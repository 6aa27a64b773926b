package guard

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/telemetry"
)

// caller is one who asks in a bubble, and what came of it.
type caller struct {
	j     Judgement
	hit   telemetry.Hit
	err   error
	after time.Duration
}

func (f *flights) askAs(ctx context.Context, all *sync.WaitGroup, ask func(context.Context) (Judgement, error)) *caller {
	var c caller
	began := time.Now()
	all.Go(func() {
		c.j, c.hit, c.err = f.do(ctx, key{1}, ask)
		c.after = time.Since(began)
	})
	synctest.Wait()
	return &c
}

// takes is a question that takes so long, unless its context ends.
func takes(d time.Duration, asked *atomic.Int64) func(context.Context) (Judgement, error) {
	return func(ctx context.Context) (Judgement, error) {
		asked.Add(1)
		select {
		case <-time.After(d):
			return Judgement{Unsafe: 0.25}, nil
		case <-ctx.Done():
			return Judgement{}, &unanswered{ctx.Err()}
		}
	}
}

// Equal questions at the same time are one, whoever leaves, and nobody waits longer
// than their own time.
func TestFlights(t *testing.T) {
	const long = 10 * time.Second
	within := func(d time.Duration) func(*testing.T) (context.Context, context.CancelFunc) {
		return func(t *testing.T) (context.Context, context.CancelFunc) { return context.WithTimeout(t.Context(), d) }
	}
	for name, tt := range map[string]struct {
		leader, follower  func(*testing.T) (context.Context, context.CancelFunc)
		cancel            string // who leaves after a second
		led, followed     error
		asked             int64
		ledAt, followedAt time.Duration
		followedAsLeading bool
	}{
		"both stay":               {within(long), within(long), "", nil, nil, 1, 4 * time.Second, 4 * time.Second, false},
		"the leader leaves":       {within(long), within(long), "leader", nil, nil, 1, 4 * time.Second, 4 * time.Second, false},
		"the follower leaves":     {within(long), within(long), "follower", nil, context.Canceled, 1, 4 * time.Second, time.Second, false},
		"both leave":              {within(long), within(long), "both", context.Canceled, context.Canceled, 1, time.Second, time.Second, false},
		"the leader has no time":  {within(2 * time.Second), within(long), "", context.DeadlineExceeded, nil, 2, 2 * time.Second, 6 * time.Second, true},
		"the follower has little": {within(long), within(2 * time.Second), "", nil, context.DeadlineExceeded, 1, 4 * time.Second, 2 * time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFlights()
				var asked atomic.Int64
				var all sync.WaitGroup
				ctx, leave := tt.leader(t)
				defer leave()
				leader := f.askAs(ctx, &all, takes(4*time.Second, &asked))
				ctx2, leave2 := tt.follower(t)
				defer leave2()
				follower := f.askAs(ctx2, &all, takes(4*time.Second, &asked))
				time.Sleep(time.Second)
				if tt.cancel == "leader" || tt.cancel == "both" {
					leave()
				}
				if tt.cancel == "follower" || tt.cancel == "both" {
					leave2()
				}
				all.Wait()
				if !errors.Is(leader.err, tt.led) || !errors.Is(follower.err, tt.followed) || asked.Load() != tt.asked {
					t.Errorf("leader %v, follower %v, asked %d times", leader.err, follower.err, asked.Load())
				}
				if leader.after != tt.ledAt || follower.after != tt.followedAt {
					t.Errorf("the leader was done after %s, the follower after %s", leader.after, follower.after)
				}
				if follower.err == nil && (follower.j.Unsafe != 0.25 || (follower.hit == telemetry.HitNone) != tt.followedAsLeading) {
					t.Errorf("the follower has %+v by %s", follower.j, follower.hit)
				}
				if len(f.of) != 0 {
					t.Error("a question is left")
				}
			})
		})
	}
}

// Who waited for a leader that panicked has an error, not a verdict.
func TestFlightIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFlights()
		var all sync.WaitGroup
		began := make(chan struct{})
		all.Go(func() {
			defer func() {
				if recover() == nil {
					t.Error("a panic is swallowed")
				}
			}()
			_, _, _ = f.do(t.Context(), key{1}, func(context.Context) (Judgement, error) { <-began; panic("in an engine") })
		})
		synctest.Wait()
		follower := f.askAs(t.Context(), &all, func(context.Context) (Judgement, error) { return Judgement{}, nil })
		close(began)
		all.Wait()
		if !errors.Is(follower.err, errLost) || kind(follower.err) != "unavailable" || len(f.of) != 0 {
			t.Errorf("the follower has %+v", follower)
		}
	})
}
