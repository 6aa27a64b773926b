package pool

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// crowd is callers who wait for one slot, and the order in which they get it.
type crowd struct {
	t    *testing.T
	p    *Pool
	open chan error
	came chan string
}

// newCrowd is a pool whose only slot is taken.
func newCrowd(t *testing.T, o Options, slots int) *crowd {
	t.Helper()
	chat, open := gate()
	c := &crowd{t, build(t, o, limited(one("a", chat), slots)), open, make(chan string, 100)}
	for range slots {
		c.join("first", Caller{Tenant: "first"}, 1)
	}
	return c
}

// join has n calls wait.
func (c *crowd) join(name string, who Caller, n int) {
	for range n {
		go func() {
			_, _, err := c.p.Chat(c.t.Context(), "m", who, nil)
			said := name
			if _, down := errors.AsType[*Unavailable](err); down {
				said += "!"
			} else if err != nil {
				c.t.Error(err)
			}
			c.came <- said
		}()
		synctest.Wait()
	}
}

// next lets n calls end one by one, and says whose they were.
func (c *crowd) next(n int) string {
	var out []string
	for range n {
		c.open <- nil
		synctest.Wait()
		out = append(out, <-c.came)
	}
	return strings.Join(out, " ")
}

func TestTurns(t *testing.T) {
	type group struct {
		name string
		who  Caller
		n    int
	}
	at := func(name, lane string, weight, n int) group {
		return group{name, Caller{Tenant: name, Lane: lane, Weight: weight}, n}
	}
	for name, tt := range map[string]struct {
		groups []group
		want   string
	}{
		"one tenant, as they came": {[]group{at("a", "interactive", 4, 3)}, "a a a"},
		"tenants one by one":       {[]group{at("a", "interactive", 4, 4), at("b", "interactive", 4, 2), at("c", "interactive", 4, 1)}, "a b c a b a a"},
		"batch gives way and moves": {
			[]group{at("b", batchLane, 1, 3), at("i", "interactive", 4, 9)}, "i i i i b i i i i b i b"},
		"tenants within both lanes": {
			[]group{at("x", batchLane, 1, 2), at("y", batchLane, 1, 1), at("a", "interactive", 2, 3), at("b", "interactive", 2, 1)}, "a b x a a y x"},
		"another lane is not batch": {[]group{at("b", batchLane, 1, 1), at("o", "other", 1, 1)}, "o b"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCrowd(t, Options{}, 1)
				n := 0
				for _, g := range tt.groups {
					c.join(g.name, g.who, g.n)
					n += g.n
				}
				if got := c.next(n + 1); got != "first "+tt.want {
					t.Errorf("got %s, want %s", got, tt.want)
				}
				idle(t, c.p)
			})
		})
	}
}

// Who comes late has his turn soon, and nothing saved from when he did not wait.
func TestNewcomersTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, Options{}, 1)
		c.join("a", Caller{Tenant: "a"}, 10)
		c.next(6)
		c.join("b", Caller{Tenant: "b"}, 4)
		if got := c.next(9); got != "a b a b a b a b a" {
			t.Errorf("got %s", got)
		}
	})
}

// A tenant has no more calls at a time than it may, and does not hold up the others.
func TestTenantsLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat, open := gate()
		p := build(t, Options{}, limited(one("a", chat), 4))
		done := make(chan string, 20)
		ask := func(who Caller, n int) {
			for range n {
				go func() {
					if _, _, err := p.Chat(t.Context(), "m", who, nil); err != nil {
						t.Error(err)
					}
					done <- who.Tenant
				}()
				synctest.Wait()
			}
		}
		runs := func(want string) {
			t.Helper()
			p.mu.Lock()
			defer p.mu.Unlock()
			if got := fmt.Sprint(p.running); got != want {
				t.Errorf("running %s, want %s", got, want)
			}
		}
		ask(Caller{Tenant: "greedy", Most: 2}, 5)
		runs("map[greedy:2]")
		ask(Caller{Tenant: "other"}, 3)
		runs("map[greedy:2 other:2]")
		for range 8 {
			open <- nil
			<-done
			synctest.Wait()
			p.mu.Lock()
			if n := p.running["greedy"]; n > 2 {
				t.Errorf("%d calls at a time", n)
			}
			p.mu.Unlock()
		}
		idle(t, p)
	})
}

// Of a tenant at its limit so many wait, and those after them are told to come again.
func TestCrowded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, Options{}, 2)
		who := Caller{Tenant: "first", Most: 2}
		for n := range crowdedAt {
			if c.p.Crowded(who) {
				t.Fatalf("crowded with %d that wait", n)
			}
			c.join("a", who, 1)
		}
		if !c.p.Crowded(who) || c.p.Crowded(Caller{Tenant: "first"}) || c.p.Crowded(Caller{Tenant: "other", Most: 1}) {
			t.Error("who has a limit, and is at it, is crowded alone")
		}
		c.next(1)
		if c.p.Crowded(who) {
			t.Error("crowded when one has gone")
		}
		c.next(crowdedAt + 1)
		idle(t, c.p)
	})
}

// A full line refuses whom has most in it, not who comes last.
func TestFullLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, Options{MaxWaiting: 4}, 1)
		c.join("greedy", Caller{Tenant: "greedy"}, 4)
		c.join("small", Caller{Tenant: "small"}, 1)
		if got := <-c.came; got != "greedy!" {
			t.Errorf("%s was refused", got)
		}
		c.join("more", Caller{Tenant: "greedy"}, 1)
		if got := <-c.came; got != "more!" {
			t.Errorf("%s was refused", got)
		}
		if got := c.next(5); got != "first greedy small greedy greedy" {
			t.Errorf("got %s", got)
		}
	})
}

// Who goes away leaves no gap.
func TestLeavingTheLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, Options{}, 1)
		c.join("a", Caller{Tenant: "a"}, 2)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, _, err := c.p.Chat(ctx, "m", Caller{Tenant: "b"}, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if got := c.next(3); got != "first a a" {
			t.Errorf("got %s", got)
		}
		idle(t, c.p)
	})
}

// BenchmarkQueue is one call that waits for a slot behind many others of many tenants.
func BenchmarkQueue(b *testing.B) {
	p := build(b, Options{}, limited(one("a", fine), 8))
	b.SetParallelism(64)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if _, _, err := p.Chat(b.Context(), "m", Caller{Tenant: fmt.Sprint(i % 16), Weight: 4}, nil); err != nil {
				b.Error(err)
			}
		}
	})
}
