package pool

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

// sayingBusy refuses while it is busy, and counts who asked.
type sayingBusy struct {
	busy  bool
	after time.Duration
	asked int
}

func (e *sayingBusy) chat(context.Context) error {
	e.asked++
	if e.busy {
		return &engine.Error{Kind: engine.Overloaded, Status: 429, Backend: "x", RetryAfter: e.after}
	}
	return nil
}

// One that is busy rests as long as it said, and its breaker hears nothing of it.
func TestBusyBackendRests(t *testing.T) {
	for name, tt := range map[string]struct {
		after, rests time.Duration
	}{"unsaid": {0, restUnsaid}, "said": {7 * time.Second, 7 * time.Second}, "too long": {time.Hour, restLongest}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := &sayingBusy{busy: true, after: tt.after}
				p := build(t, Options{Failures: 1}, one("a", e.chat), one("b", fine))
				ask := func() {
					t.Helper()
					if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil {
						t.Error(err)
					}
				}
				for range 20 {
					ask()
				}
				if s := p.States()[0]; e.asked != 1 || s.Breaker != "closed" || s.Resting != tt.rests {
					t.Errorf("asked %d times; %+v", e.asked, s)
				}
				e.busy = false
				time.Sleep(tt.rests - time.Millisecond)
				for range 4 {
					ask()
				}
				if e.asked != 1 {
					t.Error("it was asked before its rest was over")
				}
				time.Sleep(2 * time.Millisecond)
				for range 4 {
					ask()
				}
				if e.asked != 3 {
					t.Errorf("after its rest it was asked %d times, want its share", e.asked-1)
				}
			})
		})
	}
}

// Where all rest, who comes waits if that is not long, and is else told when to come again.
func TestAllRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &sayingBusy{busy: true}
		p := build(t, Options{}, one("a", e.chat))
		ask := func() (time.Duration, error) {
			start := time.Now()
			_, _, err := p.Chat(t.Context(), "m", Caller{}, nil)
			return time.Since(start), err
		}
		if _, err := ask(); err == nil {
			t.Fatal("it answered")
		}
		e.busy = false
		if took, err := ask(); err != nil || took < restUnsaid || took > restUnsaid+10*time.Millisecond {
			t.Errorf("%v after %v", err, took)
		}
		e.busy, e.after = true, 20*time.Second
		if _, err := ask(); err == nil {
			t.Fatal("it answered")
		}
		took, err := ask()
		if down, ok := errors.AsType[*Unavailable](err); !ok || took != 0 || down.RetryAfter != 20*time.Second {
			t.Errorf("%v after %v", err, took)
		}
		idle(t, p)
	})
}

// A rest of which nobody said how long is over when a call has been answered.
func TestRestEndsWithAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		full := true
		p := build(t, Options{}, one("a", func(ctx context.Context) error {
			if !full {
				return chat(ctx)
			}
			return &engine.Error{Kind: engine.Overloaded, Status: 429}
		}))
		full = false
		done := make(chan error)
		go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); done <- err }()
		synctest.Wait()
		full = true
		if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err == nil {
			t.Fatal("it answered")
		}
		full = false
		start := time.Now()
		go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); done <- err }()
		synctest.Wait()
		for range 2 {
			open <- nil
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("it waited %v", took)
		}
	})
}
