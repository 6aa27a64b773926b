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

// In an outage the tries after the first are a fifth of the calls and some a second, and the rest hear why.
func TestRetriesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const calls, rate = 2000, 100 // a second
		tries, spent := 0, 0
		fails := func(context.Context) error { tries++; return &engine.Error{Kind: engine.Unavailable, Backend: "x"} }
		// The breakers stay closed: the budget alone is asked.
		p := build(t, Options{Failures: 1 << 20, MinOutcomes: windowSize, Window: time.Nanosecond}, one("a", fails), one("b", fails), one("c", fails))
		for range calls {
			_, served, err := p.Chat(t.Context(), "m", Caller{}, nil)
			e, ok := errors.AsType[*Unavailable](err)
			if !ok || e.Last == nil || e.RetryAfter <= 0 || served.Attempts == 0 {
				t.Fatalf("%+v, %v", served, err)
			}
			if e.Spent {
				spent++
				if !strings.Contains(err.Error(), "budget") {
					t.Fatalf("it says %v", err)
				}
			}
			time.Sleep(time.Second / rate)
		}
		const most = calls*DefaultRetryRatio + DefaultRetryFloor*calls/rate + DefaultRetryFloor*budgetSeconds
		if retries := float64(tries - calls); retries > most || retries < 0.9*most {
			t.Errorf("%v retries of %d calls, want at most %v and not many less", retries, calls, most)
		}
		if spent < calls/2 {
			t.Errorf("only %d of %d were told of the budget", spent, calls)
		}
	})
}

// A single dead backend costs nothing of the budget, and a retry that found nobody is given back.
func TestWhatCostsNoRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := build(t, Options{Failures: 1 << 20, MinOutcomes: windowSize, Window: time.Nanosecond}, one("a", failing(engine.Unavailable)), one("b", fine))
		p.Out("b", "test")
		full := float64(DefaultRetryFloor * budgetSeconds)
		for range 100 {
			if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err == nil || strings.Contains(err.Error(), "budget") {
				t.Fatalf("got %v", err)
			}
		}
		if p.budget.left != full {
			t.Errorf("%v retries are left, want %v", p.budget.left, full)
		}
	})
}
