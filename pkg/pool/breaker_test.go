package pool

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

func TestBreakerOpens(t *testing.T) {
	const window = time.Minute
	type step struct {
		o     outcome
		times int
		wait  time.Duration
	}
	tests := []struct {
		name  string
		steps []step
		want  string
	}{
		{"four in a row", []step{{failure, 4, 0}}, "closed"},
		{"five in a row", []step{{failure, 5, 0}}, "open"},
		{"five slow ones in a row", []step{{failure, 5, 10 * window}}, "open"},
		{"a success between", []step{{failure, 4, 0}, {success, 1, 0}, {failure, 4, 0}}, "closed"},
		{"what counts for nothing between", []step{{failure, 4, 0}, {neither, 9, 0}, {failure, 1, 0}}, "open"},
		{"nothing but what counts for nothing", []step{{neither, 100, 0}}, "closed"},
		{"half of ten", []step{{success, 4, 0}, {failure, 4, 0}, {success, 1, 0}, {failure, 1, 0}}, "open"},
		{"more than half of nine", []step{{success, 3, 0}, {failure, 4, 0}, {success, 1, 0}, {failure, 1, 0}}, "closed"},
		{"less than half", []step{{success, 9, 0}, {failure, 4, 0}, {success, 1, 0}, {failure, 4, 0}}, "closed"},
		{"old ones forgotten", []step{{success, 3, 0}, {failure, 4, 0}, {success, 1, window + 1}, {success, 5, 0}, {failure, 4, 0}}, "closed"},
		{"beyond the ring", []step{{success, 1000, 0}, {failure, 4, 0}, {success, 1, 0}, {failure, 4, 0}}, "closed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o, err := Options{Window: window}.filled()
				if err != nil {
					t.Fatal(err)
				}
				b := newBreaker("a", o, nil, func(time.Duration) {})
				for _, s := range tt.steps {
					for range s.times {
						done, ok := b.allow()
						if !ok {
							t.Fatal("the breaker opened too soon")
						}
						time.Sleep(s.wait)
						done(s.o)
					}
				}
				if got := b.state(); got != tt.want {
					t.Errorf("the breaker is %s, want %s", got, tt.want)
				}
			})
		})
	}
}

// Open for five seconds, then one probe: if it fails again for five seconds, if it succeeds closed.
func TestBreakerProbes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := failing(engine.Unavailable)
		calls := 0
		p := build(t, Options{}, one("a", func(ctx context.Context) error { calls++; return now(ctx) }))
		chat := func() error { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); return err }
		down := func(after time.Duration) {
			t.Helper()
			had := calls
			e, ok := errors.AsType[*Unavailable](chat())
			if !ok || e.RetryAfter != after || calls != had {
				t.Fatalf("got %+v after %d more calls, want to come again in %v", e, calls-had, after)
			}
		}
		for range DefaultFailures {
			if _, ok := errors.AsType[*Unavailable](chat()); !ok {
				t.Fatal("no Unavailable")
			}
		}
		down(5 * time.Second)
		time.Sleep(2 * time.Second)
		down(3 * time.Second)
		time.Sleep(3*time.Second + 1)

		if err := chat(); err == nil || calls != DefaultFailures+1 {
			t.Fatalf("the probe: %v after %d calls", err, calls)
		}
		down(5 * time.Second)
		time.Sleep(5*time.Second + 1)

		// While a probe is under way nobody else gets through; a cancelled probe makes room for the next.
		now = hanging
		ctx, cancel := context.WithCancel(t.Context())
		probe := make(chan error)
		go func() {
			_, _, err := p.Chat(ctx, "m", Caller{}, nil)
			probe <- err
		}()
		synctest.Wait()
		if s := breakerOf(p, "a"); s != "half-open" {
			t.Fatalf("the breaker is %s", s)
		}
		down(time.Second)
		cancel()
		if err := <-probe; err == nil {
			t.Fatal("the cancelled probe answered")
		}
		now = fine
		for range 3 {
			if err := chat(); err != nil {
				t.Fatal(err)
			}
		}
		if s := breakerOf(p, "a"); s != "closed" {
			t.Errorf("the breaker is %s", s)
		}
		idle(t, p)
	})
}

// A call that began before the breaker opened and ends after it closed again says nothing.
func TestBreakerForgetsOldCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, err := Options{}.filled()
		if err != nil {
			t.Fatal(err)
		}
		b := newBreaker("a", o, nil, func(time.Duration) {})
		var late []func(outcome)
		for range 20 {
			done, _ := b.allow()
			late = append(late, done)
		}
		for range o.Failures {
			late[0](failure)
			late = late[1:]
		}
		time.Sleep(o.OpenFor + 1)
		done, ok := b.allow()
		if !ok {
			t.Fatal("no probe")
		}
		done(success)
		for _, done := range late {
			done(failure)
		}
		if b.state() != "closed" || b.n != 0 {
			t.Errorf("the breaker is %s with %d outcomes", b.state(), b.n)
		}
	})
}
