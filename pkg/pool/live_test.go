package pool

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

// loaded is an engine that tells its load.
type loaded struct {
	played
	mu    sync.Mutex
	tells func(ctx context.Context) (engine.Load, error)
	asked int
}

func (e *loaded) Load(ctx context.Context) (engine.Load, error) {
	e.mu.Lock()
	e.asked++
	tells := e.tells
	e.mu.Unlock()
	return tells(ctx)
}

// now has it tell something else.
func (e *loaded) now(tells func(ctx context.Context) (engine.Load, error)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tells = tells
}

// times is how often it was asked.
func (e *loaded) times() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.asked
}

func says(l engine.Load) func(context.Context) (engine.Load, error) {
	return func(context.Context) (engine.Load, error) { return l, nil }
}

// observed runs a pool of the engines, and gives them time for a round.
func observed(t *testing.T, engines ...*loaded) *Pool {
	t.Helper()
	var all []Backend
	for _, e := range engines {
		e.chat = fine
		all = append(all, Backend{Name: e.name, Engine: e, Models: []string{"m"}})
	}
	p := build(t, Options{}, all...)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { p.Run(ctx); close(done) }()
	t.Cleanup(func() { cancel(); <-done })
	synctest.Wait()
	return p
}

// shares says how many of n calls one after the other went to the first backend.
func shares(t *testing.T, p *Pool, n int, who Caller) int {
	t.Helper()
	first := 0
	for range n {
		_, s, err := p.Chat(t.Context(), "m", who, nil)
		if err != nil {
			t.Fatal(err)
		}
		if s.Backend == "a" {
			first++
		}
	}
	return first
}

func TestLiveLoadDecides(t *testing.T) {
	for name, tt := range map[string]struct {
		a, b  engine.Load
		first int // of ten calls without a conversation
	}{
		"none has anything":          {engine.Load{}, engine.Load{}, 5},
		"others call it":             {engine.Load{Running: 3}, engine.Load{}, 0},
		"others call both":           {engine.Load{Running: 3}, engine.Load{Running: 4}, 10},
		"waiting counts twice":       {engine.Load{Running: 3, Waiting: 2}, engine.Load{Running: 6}, 0},
		"a full cache counts twice":  {engine.Load{Running: 4, Cache: 1}, engine.Load{Running: 7}, 0},
		"a cache with room does not": {engine.Load{Running: 4, Cache: 0.9}, engine.Load{Running: 7}, 10},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := observed(t, &loaded{played: played{name: "a"}, tells: says(tt.a)}, &loaded{played: played{name: "b"}, tells: says(tt.b)})
				if n := shares(t, p, 10, Caller{}); n != tt.first {
					t.Errorf("%d of 10 calls to a, want %d", n, tt.first)
				}
			})
		})
	}
}

// A conversation leaves its backend while that has much more to do, and comes back.
func TestLiveLoadMovesConversations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &loaded{played: played{name: "a"}, tells: says(engine.Load{})}
		p := observed(t, a, &loaded{played: played{name: "b"}, tells: says(engine.Load{})})
		who := Caller{Prefix: 1}
		for shares(t, p, 1, who) == 0 { // one that belongs to a
			who.Prefix++
		}
		for _, step := range []struct {
			l     engine.Load
			first int
		}{{engine.Load{Running: 1}, 10}, {engine.Load{Running: 30, Waiting: 5}, 0}, {engine.Load{}, 10}} {
			a.now(says(step.l))
			time.Sleep(2 * DefaultLoadEvery)
			if n := shares(t, p, 10, who); n != step.first {
				t.Errorf("with %+v %d of 10 turns, want %d", step.l, n, step.first)
			}
		}
	})
}

// Our own calls are not counted as those of others.
func TestOwnCallsAreNotOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		a := &loaded{played: played{name: "a"}, tells: says(engine.Load{})}
		p := observed(t, a)
		a.chat = chat
		done := make(chan error)
		for range 4 {
			go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); done <- err }()
		}
		a.now(says(engine.Load{Running: 3, Waiting: 3}))
		time.Sleep(2 * DefaultLoadEvery)
		p.mu.Lock()
		got := p.now().backends[0].told
		p.mu.Unlock()
		if got.others != 2 || *p.States()[0].Load != (engine.Load{Running: 3, Waiting: 3}) {
			t.Errorf("told %+v", got)
		}
		for range 4 {
			open <- nil
			<-done
		}
	})
}

// What is too old is not believed; an engine that does not tell is seldom asked, and one that is out not at all.
func TestStaleAndSilentLoads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &loaded{played: played{name: "a"}, tells: says(engine.Load{Running: 9})}
		b := &loaded{played: played{name: "b"}, tells: func(context.Context) (engine.Load, error) {
			return engine.Load{}, &engine.Error{Kind: engine.Refused, Status: 404}
		}}
		p := observed(t, a, b)
		known := func(want bool) {
			t.Helper()
			if got := p.States()[0].Load != nil; got != want {
				t.Errorf("a load is known: %t", got)
			}
		}
		known(true)
		a.now(func(ctx context.Context) (engine.Load, error) { return engine.Load{}, hanging(ctx) })
		time.Sleep(loadStale * DefaultLoadEvery)
		known(true)
		time.Sleep(4 * DefaultLoadEvery)
		known(false)
		if n := shares(t, p, 10, Caller{}); n != 5 {
			t.Errorf("%d of 10 calls to a", n)
		}
		time.Sleep(10 * time.Minute)
		if n := b.times(); n < 8 || n > 15 {
			t.Errorf("an engine that does not tell was asked %d times in ten minutes", n)
		}
		p.Out("a", "test")
		time.Sleep(2 * DefaultLoadEvery) // the question that is on its way ends
		was := a.times()
		time.Sleep(time.Minute)
		if n := a.times(); n != was {
			t.Errorf("one that is out was asked %d times", n-was)
		}
	})
}
