package pool

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

// A backend that is out gets nothing, before it is added and when it is set anew, until it is let in.
func TestOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := map[string]int{}
		counted := func(name string) Backend {
			return one(name, func(context.Context) error { calls[name]++; return nil })
		}
		p := build(t, Options{}, counted("a"))
		p.Out("b", "its weights are not verified")
		if err := p.Add(counted("b")); err != nil {
			t.Fatal(err)
		}
		ask := func(n int) {
			t.Helper()
			for range n {
				if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil {
					t.Error(err)
				}
			}
		}
		ask(10)
		if err := p.Set([]Backend{counted("b"), counted("a")}); err != nil {
			t.Fatal(err)
		}
		ask(10)
		if s := p.States()[0]; calls["a"] != 20 || calls["b"] != 0 || s.Out != "its weights are not verified" {
			t.Errorf("%v calls; %+v", calls, s)
		}
		p.In("b")
		ask(10)
		if s := p.States()[0]; calls["b"] != 5 || s.Out != "" {
			t.Errorf("%v calls; %+v", calls, s)
		}
	})
}

// Where all are out, callers and waiters hear so at once, and of the reason; what has begun finishes.
func TestAllOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		p := build(t, Options{}, limited(one("a", chat), 1))
		errs := make(chan error)
		for range 2 {
			go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); errs <- err }()
			synctest.Wait()
		}
		p.Out("a", "its weights changed")
		_, _, err := p.Chat(t.Context(), "m", Caller{}, nil)
		for _, err := range []error{<-errs, err} {
			e, ok := errors.AsType[*Unavailable](err)
			if !ok || e.RetryAfter <= 0 || !strings.Contains(err.Error(), "its weights changed") {
				t.Errorf("got %v", err)
			}
		}
		open <- nil
		if err := <-errs; err != nil {
			t.Errorf("the call that had begun: %v", err)
		}
		idle(t, p)
	})
}

// A suspect that is out is asked no control question until it is let in.
func TestOutIsNotProbed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		probes := 0
		p := build(t, Options{Probe: func(context.Context, engine.Engine, string) error { probes++; return nil }}, one("a", fine))
		p.Out("a", "test")
		p.mu.Lock()
		b := p.now().backends[0]
		b.suspicion.of = "m"
		p.probeSoon(b)
		p.mu.Unlock()
		time.Sleep(time.Minute)
		if probes != 0 {
			t.Errorf("%d control questions", probes)
		}
		p.In("a")
		time.Sleep(time.Second)
		synctest.Wait()
		if probes != 1 || b.suspect() {
			t.Errorf("%d control questions, suspect: %t", probes, b.suspect())
		}
	})
}
