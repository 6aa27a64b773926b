package pool

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

// gate lets calls end one by one.
func gate() (chat func(context.Context) error, open chan error) {
	open = make(chan error)
	return func(ctx context.Context) error {
		select {
		case err := <-open:
			return err
		case <-ctx.Done():
			return hanging(ctx)
		}
	}, open
}

func limited(b Backend, n int) Backend {
	b.MaxConcurrent = n
	return b
}

func TestWaitersAreServedInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		p := build(t, Options{}, limited(one("a", chat), 1))
		order := make(chan int, 10)
		for i := range 10 {
			go func() {
				if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil {
					t.Error(err)
				}
				order <- i
			}()
			synctest.Wait()
		}
		if got := p.States()[0].Outstanding; got != 1 {
			t.Fatalf("%d calls at a time", got)
		}
		for want := range 10 {
			open <- nil
			if got := <-order; got != want {
				t.Fatalf("call %d came before call %d", got, want)
			}
		}
		idle(t, p)
	})
}

// Who waits too long hears of the deadline at the deadline, and leaves the queue to the others.
func TestWaitingEndsAtTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		p := build(t, Options{}, limited(one("a", chat), 1))
		first := make(chan error)
		go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); first <- err }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start := time.Now()
		_, served, err := p.Chat(ctx, "m", Caller{}, nil)
		if !errors.Is(err, context.DeadlineExceeded) || served.Attempts != 0 || time.Since(start) != 3*time.Second {
			t.Errorf("got %v with %+v after %v", err, served, time.Since(start))
		}
		open <- nil
		if err := <-first; err != nil {
			t.Error(err)
		}
		idle(t, p)
	})
}

// When the backend that they wait for goes down, the waiters hear of it at once.
func TestWaitersOfADeadBackend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		p := build(t, Options{Failures: 1}, limited(one("a", chat), 1))
		errs := make(chan error)
		for range 5 {
			go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); errs <- err }()
		}
		synctest.Wait()
		start := time.Now()
		open <- &engine.Error{Kind: engine.Unavailable}
		for range 5 {
			if _, ok := errors.AsType[*Unavailable](<-errs); !ok {
				t.Error("no Unavailable")
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("it took %v", took)
		}
		idle(t, p)
	})
}

// A waiter for a busy backend takes the other one as soon as its breaker would let a probe through.
func TestWaiterTakesTheProbe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		now := failing(engine.Unavailable)
		b := one("b", func(ctx context.Context) error { return now(ctx) })
		p := build(t, Options{Failures: 1}, limited(one("a", chat), 1), b)
		first := make(chan Served)
		go func() { _, s, _ := p.Chat(t.Context(), "m", Caller{}, nil); first <- s }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		second := make(chan Served)
		go func() { _, s, _ := p.Chat(ctx, "m", Caller{}, nil); second <- s }() // b fails and opens; waits for a
		synctest.Wait()
		now = fine
		third := make(chan Served)
		start := time.Now()
		go func() { _, s, _ := p.Chat(ctx, "m", Caller{}, nil); third <- s }()
		if s := <-third; s.Backend != "b" || time.Since(start) > DefaultOpenFor+time.Second {
			t.Errorf("served by %+v after %v", s, time.Since(start))
		}
		open <- nil
		<-first
		open <- nil
		if s := <-second; s.Backend != "a" || s.Attempts != 2 {
			t.Errorf("served by %+v", s)
		}
		idle(t, p)
	})
}

// The queue is bounded, and one model's queue does not stop another model whose backend is free.
func TestQueueIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		other := one("b", fine)
		other.Models = []string{"other"}
		p := build(t, Options{MaxWaiting: 2}, limited(one("a", chat), 1), other)
		done := make(chan error)
		for range 3 {
			go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); done <- err }()
		}
		synctest.Wait()
		_, _, err := p.Chat(t.Context(), "m", Caller{}, nil)
		if e, ok := errors.AsType[*Unavailable](err); !ok || e.RetryAfter <= 0 {
			t.Errorf("got %v", err)
		}
		if _, _, err := p.Chat(t.Context(), "other", Caller{}, nil); err != nil {
			t.Error(err)
		}
		for range 3 {
			open <- nil
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		idle(t, p)
	})
}

func TestChoice(t *testing.T) {
	tests := []struct {
		name    string
		weights [3]int
		busy    [3]int
		want    [3]int // shares of 12 calls that come one after the other
	}{
		{"equals take turns", [3]int{1, 1, 1}, [3]int{}, [3]int{4, 4, 4}},
		{"the idle take turns by weight", [3]int{4, 1, 1}, [3]int{}, [3]int{8, 2, 2}},
		{"the busy one is left alone", [3]int{1, 1, 1}, [3]int{0, 0, 1}, [3]int{6, 6, 0}},
		{"work for its weight", [3]int{2, 1, 1}, [3]int{3, 2, 2}, [3]int{12, 0, 0}},
		{"more work than its weight", [3]int{2, 1, 1}, [3]int{3, 1, 1}, [3]int{0, 6, 6}},
		{"equal for their weight", [3]int{2, 1, 1}, [3]int{2, 1, 1}, [3]int{6, 3, 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var all []*backend
			for i := range 3 {
				all = append(all, &backend{Backend: Backend{Weight: tt.weights[i]}, standing: &standing{outstanding: tt.busy[i]}})
			}
			var got [3]int
			for range 12 {
				got[slices.Index(all, choose(all, 0))]++
			}
			if got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
