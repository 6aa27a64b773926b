package guard

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
)

// load is callers in closed loop, plain and streamed in turn, until they are told to stop.
type load struct {
	*world
	retry bool // a 503 is tried again, with another id, as a client does that gives none

	next      atomic.Int64
	completed atomic.Int64
	stop      chan struct{}
	done      sync.WaitGroup

	mu    sync.Mutex
	tries []try           // guarded by mu
	lost  int             // guarded by mu: prompts that came to no completion
	sent  int             // guarded by mu: prompts
	swift []time.Duration // guarded by mu: how long refusals took
}

// try is one request.
type try struct {
	n int
	caller.Answer
}

func id(n int) string { return fmt.Sprintf("g-%06d", n) }

func (w *world) startLoad(t *testing.T, retry bool) *load {
	t.Helper()
	l := &load{world: w, retry: retry, stop: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	for i := range connections {
		l.done.Go(func() {
			for !l.stopped() {
				l.prompt(ctx, i%2 == 0)
			}
		})
	}
	return l
}

func (l *load) stopped() bool {
	select {
	case <-l.stop:
		return true
	default:
		return false
	}
}

// prompt sends one until it is completed, or cannot be.
func (l *load) prompt(ctx context.Context, stream bool) {
	completed := false
	for tries := 0; tries < 200 && !completed && ctx.Err() == nil; tries++ {
		n := int(l.next.Add(1))
		a := l.caller.Ask(ctx, caller.Request{ID: id(n), Model: "sluice-dev/say", Stream: stream, Messages: caller.User(prompt(n))})
		completed = a.Completed()
		l.mu.Lock()
		l.tries = append(l.tries, try{n, a})
		if a.Code == "guard_unavailable" {
			l.swift = append(l.swift, a.Done.Sub(a.Sent))
		}
		l.mu.Unlock()
		if completed {
			l.completed.Add(1)
		}
		if !l.retry || a.Code != "guard_unavailable" {
			break
		}
		select {
		case <-time.After(100 * time.Millisecond): // sooner than Retry-After asks
		case <-ctx.Done():
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent++
	if !completed {
		l.lost++
	}
}

// more waits until so many more prompts are completed.
func (l *load) more(t *testing.T, n int64) {
	t.Helper()
	want := l.completed.Load() + n
	rig.Eventually(t, wait, fmt.Sprintf("%d more prompts are completed", n), func() bool { return l.completed.Load() >= want })
}

// suffer lets the guard go wrong in one way until it has been asked often enough,
// or its breaker keeps the questions away, and returns once it is asked again: what
// completes as an exception does so while the breaker is still open. As the fault
// before may have left it open, or the guard suspect until a control question is
// answered, the first question may take seconds to come.
func (l *load) suffer(t *testing.T, f fault) {
	t.Helper()
	l.guard.be(&f)
	if !f.closed {
		rig.Eventually(t, wait, "the guard is asked while it is wrong: "+f.name, func() bool { return l.guard.badAnswers() > 0 })
	}
	end := time.Now().Add(400 * time.Millisecond)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for l.guard.badAnswers() < connections && time.Now().Before(end) {
		<-tick.C
	}
	l.guard.be(nil)
	rig.Eventually(t, wait, "the guard is asked again after "+f.name, func() bool { return l.guard.goodAnswers() > 0 })
}

// end stops the load and gives what it saw.
func (l *load) end(t *testing.T) []try {
	t.Helper()
	close(l.stop)
	l.done.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, a := range l.tries {
		if a.Err != nil {
			t.Fatalf("%s had no answer: %v", id(a.n), a.Err)
		}
		if a.Status != http.StatusOK && a.Code != "guard_unavailable" {
			t.Fatalf("%s was answered %d %s\n%s", id(a.n), a.Status, a.Code, l.logs())
		}
	}
	if share := 1 - float64(l.lost)/float64(l.sent); share < 0.99 {
		t.Errorf("%.2f %% of %d prompts were completed, want 99 %%", 100*share, l.sent)
	}
	t.Logf("%d prompts, %d not completed; %d requests; %d refusals took p50 %s, p99 %s", l.sent, l.lost, len(l.tries), len(l.swift),
		caller.Quantile(l.swift, 0.5).Round(time.Millisecond), caller.Quantile(l.swift, 0.99).Round(time.Millisecond))
	return l.tries
}
