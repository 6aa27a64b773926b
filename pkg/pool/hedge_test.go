package pool

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

// paced is an engine that takes as long as it is told, unless its context ends.
type paced struct {
	played
	takes time.Duration
	says  string
	asked int
	cut   int // calls whose context ended
}

func (e *paced) Generate(ctx context.Context, _ string, p engine.Prompt) (*engine.Generated, error) {
	e.asked++
	if e.says == "panic" {
		panic("in an engine")
	}
	select {
	case <-time.After(e.takes):
		return &engine.Generated{Text: e.says}, nil
	case <-ctx.Done():
		e.cut++
		return nil, hanging(ctx)
	}
}

const (
	pace95 = 30 * time.Millisecond // of the good attempts
	quick  = 20 * time.Millisecond
)

func pace2(takes time.Duration) *paced {
	return &paced{played: played{"x", fine}, takes: takes, says: sense}
}

func pacedBackend(name string, e *paced) Backend {
	return Backend{Name: name, Engine: e, Models: []string{"m"}, Timeout: 2 * time.Second}
}

// warmed is a pool of two whose pace is known.
func warmed(t *testing.T, o Options) (p *Pool, a, b *paced) {
	t.Helper()
	a, b = pace2(quick), pace2(quick)
	o.Hedge = true
	p = build(t, o, pacedBackend("a", a), pacedBackend("b", b))
	for range paceRing {
		p.paces.call("m")
		p.paces.add("m", pace95)
	}
	return p, a, b
}

// untilFirst makes calls until one goes to the backend first, and gives how that went.
func untilFirst(t *testing.T, p *Pool, e *paced) (served Served, took time.Duration, err error) {
	t.Helper()
	for range 4 {
		had, began := e.asked, time.Now()
		if served, err = verdictOf(t, p, "x"); e.asked > had {
			return served, time.Since(began), err
		}
	}
	t.Fatal("the backend is not asked")
	return served, 0, err
}

// What takes longer than most is asked at another backend too; the first answer counts and
// the other call is ended.
func TestHedge(t *testing.T) {
	for name, tt := range map[string]struct {
		change   func(p *Pool, a, b *paced) // a is slow
		by       string
		attempts int
		took     time.Duration
		cut      int // of a
		won, not float64
	}{
		"the second wins":   {func(*Pool, *paced, *paced) {}, "b", 2, pace95 + quick, 1, 1, 0},
		"the first wins":    {func(_ *Pool, a, b *paced) { a.takes = 2 * quick }, "a", 2, 2 * quick, 0, 0, 1},
		"nonsense is none":  {func(_ *Pool, a, b *paced) { a.takes, b.says = 3*quick, "gibberish" }, "a", 2, 3 * quick, 0, 0, 1},
		"the second is bad": {func(p *Pool, a, b *paced) { a.takes = 3 * quick; p.now().backends[1].suspicion.of = "m" }, "a", 1, 3 * quick, 0, -1, -1},
		"it has no slot":    {func(p *Pool, a, b *paced) { a.takes = 3 * quick; p.now().backends[1].MaxConcurrent = 0 }, "a", 1, 3 * quick, 0, -1, -1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tel := unsent(t)
				p, a, b := warmed(t, Options{Telemetry: tel})
				a.takes = time.Hour
				tt.change(p, a, b)
				served, took, err := untilFirst(t, p, a)
				if err != nil || served.Backend != tt.by || served.Attempts != tt.attempts || took != tt.took {
					t.Errorf("%+v, %v after %s", served, err, took)
				}
				synctest.Wait()
				if a.cut != tt.cut {
					t.Errorf("%d calls of the slow one were ended, want %d", a.cut, tt.cut)
				}
				for won, want := range map[string]float64{"yes": tt.won, "no": tt.not} {
					if got := metric(t, tel, "sluice_pool_hedges_total", fmt.Sprintf("won=%q", won)); max(got, 0) != max(want, 0) {
						t.Errorf("%v hedges of which %s won, want %v", got, won, want)
					}
				}
				if s := breakerOf(p, "a"); s != "closed" {
					t.Errorf("the breaker of the slow one is %s", s)
				}
				idle(t, p)
			})
		})
	}
}

// Hedges are a tenth of the calls, and a second call waits for half of the timeout at most.
func TestHedgesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, a, b := warmed(t, Options{})
		a.takes, b.takes = time.Second, time.Second
		const calls = 1000
		for range calls {
			if _, err := verdictOf(t, p, "x"); err != nil {
				t.Fatal(err)
			}
		}
		hedges := a.asked + b.asked - calls
		if most := (calls + paceRing) / hedgeCost; hedges > most || hedges < most/4 {
			t.Errorf("%d hedges in %d calls, want at most %d", hedges, calls, most)
		}
		for range paceRing {
			p.paces.call("m")
		}
		a.takes, b.takes = time.Hour, quick // the pace is over a second now, and its timeout two
		if served, took, err := untilFirst(t, p, a); err != nil || served.Backend != "b" || took != time.Second+quick {
			t.Errorf("%+v, %v after %s", served, err, took)
		}
		synctest.Wait()
		idle(t, p)
	})
}

// Nothing is asked twice before it is known what is slow, where nobody wants it, and
// where there is no second backend.
func TestNoHedge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := pace2(quick), pace2(quick)
		p := build(t, Options{Hedge: true}, pacedBackend("a", a), pacedBackend("b", b))
		for i := range paceLeast {
			if i == paceLeast-1 {
				a.takes, b.takes = time.Second, time.Second
			}
			if served, err := verdictOf(t, p, "x"); err != nil || served.Attempts != 1 {
				t.Errorf("call %d: %+v, %v", i, served, err)
			}
		}
		lone, off := build(t, Options{Hedge: true}, pacedBackend("a", a)), build(t, Options{}, pacedBackend("a", a), pacedBackend("b", b))
		a.takes, b.takes = quick, quick
		for i := range 2 * paceLeast {
			if i == 2*paceLeast-1 {
				a.takes, b.takes = time.Second, time.Second
			}
			for _, p := range []*Pool{lone, off} {
				if served, err := verdictOf(t, p, "x"); err != nil || served.Attempts != 1 {
					t.Errorf("call %d: %+v, %v", i, served, err)
				}
			}
		}
	})
}

// A panic of an engine's code is the caller's, whichever goroutine it came in.
func TestHedgePanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, a, b := warmed(t, Options{})
		a.says, b.says = "panic", "panic"
		got := func() (v any) {
			defer func() { v = recover() }()
			_, err := verdictOf(t, p, "x")
			return err
		}()
		if got != "in an engine" {
			t.Errorf("got %v", got)
		}
		idle(t, p)
	})
}

// The quantile is that of the last ones, once there are enough.
func TestPace(t *testing.T) {
	var s paces
	for i := range paceLeast - 1 {
		s.add("m", time.Duration(i))
	}
	if got := s.call("m"); got != 0 {
		t.Errorf("of too few: %s", got)
	}
	s.add("m", 0)
	if got := s.call("m"); got != 29 {
		t.Errorf("of the first %d: %d", paceLeast, got)
	}
	for i := range 10 * paceRing {
		s.add("m", time.Duration(1000+i%100))
	}
	if got := s.call("m"); got < 1090 || got > 1099 {
		t.Errorf("of the last: %d", got)
	}
	if got := s.call("another"); got != 0 {
		t.Errorf("of another model: %d", got)
	}
}
