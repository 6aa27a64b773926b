package pool

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

// names lists the backends as States does, with "-" before those that leave.
func names(p *Pool) string {
	var out []string
	for _, s := range p.States() {
		if s.Leaving {
			s.Name = "-" + s.Name
		}
		out = append(out, s.Name)
	}
	return strings.Join(out, " ")
}

// What is removed finishes what it has begun and gets nothing more.
func TestRemovedBackendFinishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		p := build(t, Options{}, limited(one("a", chat), 1))
		first := make(chan Served)
		go func() { _, s, _ := p.Chat(t.Context(), "m", Caller{}, nil); first <- s }()
		synctest.Wait()
		second := make(chan error)
		go func() { _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); second <- err }()
		synctest.Wait()
		drained, ok := p.Remove("a")
		if !ok || names(p) != "-a" {
			t.Errorf("%t, states: %s", ok, names(p))
		}
		if _, ok := errors.AsType[*Unavailable](<-second); !ok {
			t.Error("a waiter waits for a backend that has gone")
		}
		if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != ErrUnknownModel {
			t.Errorf("got %v", err)
		}
		select {
		case <-drained:
			t.Error("drained while a call runs")
		default:
		}
		open <- nil
		if s := <-first; s.Backend != "a" || s.Attempts != 1 {
			t.Errorf("the call that had begun: %+v", s)
		}
		<-drained
		if names(p) != "" {
			t.Errorf("states: %s", names(p))
		}
		if _, ok := p.Remove("a"); ok {
			t.Error("removed twice")
		}
	})
}

// Who waits takes a backend that comes while he waits.
func TestWaiterTakesTheNewcomer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		p := build(t, Options{}, limited(one("a", chat), 1))
		done := make(chan string)
		for range 2 {
			go func() { _, s, _ := p.Chat(t.Context(), "m", Caller{}, nil); done <- s.Backend }()
			synctest.Wait()
		}
		if err := p.Add(one("b", fine)); err != nil {
			t.Fatal(err)
		}
		if by := <-done; by != "b" {
			t.Errorf("served by %s", by)
		}
		open <- nil
		<-done
		idle(t, p)
	})
}

// A change of settings keeps the breaker; another engine is another backend.
func TestWhatAChangeKeeps(t *testing.T) {
	p := build(t, Options{Failures: 1, OpenFor: time.Hour}, one("a", failing(engine.Unavailable)), one("b", fine))
	for range 4 {
		if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	is := func(want string) {
		t.Helper()
		if got := breakerOf(p, "a"); got != want {
			t.Errorf("the breaker is %s, want %s", got, want)
		}
	}
	is("open")
	with := p.now().find("a").Backend
	with.Weight, with.MaxConcurrent, with.Models = 7, 3, []string{"m", "n"}
	if err := p.Add(with); err != nil {
		t.Fatal(err)
	}
	is("open")
	if b := p.now().find("a"); b.Weight != 7 || b.MaxConcurrent != 3 || len(p.now().serving("n")) != 1 {
		t.Errorf("the settings are %+v", b.Backend)
	}
	with.Engine = &played{"a", fine}
	if err := p.Add(with); err != nil {
		t.Fatal(err)
	}
	is("closed")
	if names(p) != "a b" {
		t.Errorf("states: %s", names(p))
	}
}

func TestSet(t *testing.T) {
	p := build(t, Options{}, one("a", fine), one("b", fine))
	changed := p.Changed()
	for _, bad := range [][]Backend{nil, {one("c", fine), one("c", fine)}, {one("c", fine), {Name: "d"}}} {
		if err := p.Set(bad); err == nil || names(p) != "a b" {
			t.Errorf("%v; states: %s", err, names(p))
		}
	}
	select {
	case <-changed:
		t.Error("a change that was refused is announced")
	default:
	}
	other := one("c", fine)
	other.Models = []string{"other", "m"}
	if err := p.Set([]Backend{other, one("b", fine)}); err != nil || names(p) != "c b" {
		t.Errorf("%v; states: %s", err, names(p))
	}
	<-changed
	if got := p.Models(); !slices.Equal(got, []string{"m", "other"}) {
		t.Errorf("models: %v", got)
	}
}

// Run asks for the weights of what comes, and no more for those of what went.
func TestRunFollowsChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		telling := func(name string, asked *int) Backend {
			return Backend{Name: name, Models: []string{"m"}, Engine: &named{played{name, fine}, func(context.Context, string) (engine.Identity, error) {
				*asked++
				return engine.Identity{SHA: name}, nil
			}}}
		}
		var first, second int
		p := build(t, Options{Refresh: time.Minute}, telling("a", &first))
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { p.Run(ctx); close(done) }()
		synctest.Wait()
		if err := p.Set([]Backend{telling("b", &second)}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if sha, ok := p.Digest("m"); sha != "b" || !ok {
			t.Errorf("%q, %t", sha, ok)
		}
		time.Sleep(10*time.Minute + time.Second)
		synctest.Wait()
		if first != 1 || second != 11 {
			t.Errorf("asked %d and %d times", first, second)
		}
		cancel()
		<-done
	})
}

// Calls, changes and gates at once: nobody is told anything but an answer or that nothing is there.
func TestChangesUnderLoad(t *testing.T) {
	p := build(t, Options{}, one("stays", fine))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 500 {
				if _, _, err := p.Chat(t.Context(), "m", Caller{}, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for w := range 2 {
		all.Go(func() {
			for i := range 200 {
				name := fmt.Sprint(w, i%3)
				if err := p.Add(limited(one(name, fine), 1+i%2)); err != nil {
					t.Error(err)
				}
				p.Out(name, "test")
				p.In(name)
				if _, ok := p.Remove(name); !ok {
					t.Error("it was not there")
				}
			}
		})
	}
	all.Wait()
	if names(p) != "stays" {
		t.Errorf("states: %s", names(p))
	}
	idle(t, p)
}
