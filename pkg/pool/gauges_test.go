package pool

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/telemetry"
)

// unsent is a telemetry without a collector, in a bubble of synctest.
func unsent(t *testing.T) *telemetry.Telemetry {
	t.Helper()
	tel, err := telemetry.Start(t.Context(), telemetry.Options{Services: []string{"dispatch"}})
	if err != nil {
		t.Fatal(err)
	}
	return tel
}

// TestBreakerIsShown: closed, open, half open when its time is over though nobody
// calls, and closed again.
func TestBreakerIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tel := unsent(t)
		broken := true
		b := one("one", func(context.Context) error {
			if broken {
				return &engine.Error{Kind: engine.Unavailable, Backend: "one"}
			}
			return nil
		})
		p := build(t, Options{Failures: 1, OpenFor: time.Minute, Telemetry: tel}, b)
		is := func(want float64) {
			t.Helper()
			if got := metric(t, tel, "sluice_backend_breaker_state", `backend="one"`); got != want {
				t.Errorf("the breaker is shown as %v, want %v (%s)", got, want, breakerOf(p, "one"))
			}
		}
		is(0)
		if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err == nil {
			t.Fatal("it answered")
		}
		is(2)
		time.Sleep(time.Minute + time.Second)
		is(1)
		broken = false
		if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil {
			t.Fatal(err)
		}
		is(0)
	})
}

// TestWaitingIsShown: calls in work and calls that wait.
func TestWaitingIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tel := unsent(t)
		chat, open := gate()
		p := build(t, Options{Telemetry: tel}, limited(one("one", chat), 1))
		is := func(inFlight, queued float64) {
			t.Helper()
			f, q := metric(t, tel, "sluice_backend_in_flight", `backend="one"`), max(metric(t, tel, "sluice_backend_queued", `model="m"`), 0)
			if f != inFlight || q != queued {
				t.Errorf("%v in flight and %v waiting, want %v and %v", f, q, inFlight, queued)
			}
		}
		ended := make(chan struct{}, 2)
		for range 2 {
			go func() {
				defer func() { ended <- struct{}{} }()
				if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil {
					t.Error(err)
				}
			}()
		}
		synctest.Wait()
		is(1, 1)
		open <- nil
		<-ended
		synctest.Wait()
		is(1, 0)
		open <- nil
		<-ended
		is(0, 0)
	})
}

// TestPurposesStandApart: a chat and a guard backend may bear one name; what the one
// is says nothing of the other.
func TestPurposesStandApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tel := unsent(t)
		down := build(t, Options{Failures: 1, Telemetry: tel}, one("one", failing(engine.Unavailable)))
		if _, _, err := down.Chat(t.Context(), "m", Caller{}, nil); err == nil {
			t.Fatal("it answered")
		}
		chat, open := gate()
		well := build(t, Options{Telemetry: tel, Purpose: telemetry.Classify}, limited(one("one", chat), 1))
		ended := make(chan struct{}, 2)
		for range 2 {
			go func() {
				defer func() { ended <- struct{}{} }()
				if _, _, err := well.Chat(t.Context(), "m", Caller{}, nil); err != nil {
					t.Error(err)
				}
			}()
		}
		synctest.Wait()
		for _, tt := range []struct {
			metric, label  string
			chat, classify float64
		}{
			{"sluice_backend_breaker_state", `backend="one"`, 2, 0},
			{"sluice_backend_in_flight", `backend="one"`, 0, 1},
			{"sluice_backend_queued", `model="m"`, -1, 1}, // no chat ever waited
		} {
			for purpose, want := range map[string]float64{"chat": tt.chat, "classify": tt.classify} {
				if got := metric(t, tel, tt.metric, tt.label, `purpose="`+purpose+`"`); got != want {
					t.Errorf("%s of %s is %v, want %v", tt.metric, purpose, got, want)
				}
			}
		}
		for range 2 {
			open <- nil
			<-ended
		}
	})
}

// TestGateAndLoadAreShown: a backend that is out, what its engine tells, and nothing of one that has gone.
func TestGateAndLoadAreShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tel := unsent(t)
		a := &loaded{played: played{name: "a", chat: fine}, tells: says(engine.Load{Running: 3, Waiting: 2, Cache: 0.5})}
		p := build(t, Options{Telemetry: tel}, Backend{Name: "a", Engine: a, Models: []string{"m"}})
		is := func(out, running, waiting, cache float64) {
			t.Helper()
			got := [4]float64{
				metric(t, tel, "sluice_backend_out", `backend="a"`),
				metric(t, tel, "sluice_backend_engine_requests", `backend="a"`, `state="running"`),
				metric(t, tel, "sluice_backend_engine_requests", `backend="a"`, `state="waiting"`),
				metric(t, tel, "sluice_backend_engine_cache", `backend="a"`),
			}
			if want := [4]float64{out, running, waiting, cache}; got != want {
				t.Errorf("shown as %v, want %v", got, want)
			}
		}
		p.look(t.Context(), p.now().find("a"), a)
		is(0, 3, 2, 0.5)
		p.Out("a", "test")
		is(1, 3, 2, 0.5)
		p.Remove("a")
		is(0, 0, 0, 0)
		p.look(t.Context(), &backend{standing: &standing{gone: true}}, a)
		if err := p.Add(Backend{Name: "a", Engine: a, Models: []string{"m"}}); err != nil {
			t.Fatal(err)
		}
		is(1, 0, 0, 0)
	})
}
