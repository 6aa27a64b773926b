package admission

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/policy"
)

func rate(r float64, burst int) policy.Limit {
	return policy.Limit{Rate: r, Burst: burst, Limited: true}
}

func flight(n int) policy.Limit { return policy.Limit{InFlight: n, Limited: true} }

// sends admits n requests and says how many were taken, and the last wait.
func sends(g *Gate, name string, l policy.Limit, n int) (taken int, wait time.Duration) {
	for range n {
		_, w, ok := g.Admit(name, l)
		if ok {
			taken++
		} else {
			wait = w
		}
	}
	return taken, wait
}

func TestRate(t *testing.T) {
	tests := []struct {
		name        string
		limit       policy.Limit
		first       int           // taken at once of 1000
		wait        time.Duration // told to the others
		after, then int           // seconds later, taken of 1000
	}{
		{"no limit", policy.Limit{}, 1000, 0, 0, 1000},
		{"burst", rate(2, 10), 10, time.Second, 1, 2},
		{"fills no further than burst", rate(2, 10), 10, time.Second, 3600, 10},
		{"slow", rate(0.1, 1), 1, 10 * time.Second, 9, 0},
		{"slow, in time", rate(0.1, 1), 1, 10 * time.Second, 10, 1},
		{"slowest", rate(0.0001, 1), 1, time.Hour, 3600, 0},
		{"fraction", rate(1.5, 2), 2, time.Second, 2, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := New(time.Now)
				taken, wait := sends(g, "acme", tt.limit, 1000)
				if taken != tt.first || wait != tt.wait {
					t.Errorf("took %d, others wait %v; want %d, %v", taken, wait, tt.first, tt.wait)
				}
				time.Sleep(time.Duration(tt.after) * time.Second)
				if taken, _ := sends(g, "acme", tt.limit, 1000); taken != tt.then {
					t.Errorf("%d s later took %d, want %d", tt.after, taken, tt.then)
				}
			})
		})
	}
}

// Who waits as long as was told is taken.
func TestRetryAfterIsEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(time.Now)
		for _, r := range []float64{0.3, 0.7, 0.013, 1.0 / 7} {
			name := fmt.Sprint(r)
			for i := range 20 {
				_, wait, ok := g.Admit(name, rate(r, 1))
				if !ok {
					time.Sleep(wait)
					if _, again, ok := g.Admit(name, rate(r, 1)); !ok {
						t.Errorf("rate %v, try %d: after %v it was to wait %v more", r, i, wait, again)
					}
				}
			}
		}
	})
}

func TestInFlight(t *testing.T) {
	g := New(time.Now)
	first, _, ok := g.Admit("acme", flight(2))
	if !ok {
		t.Fatal("refused the first")
	}
	second, _, ok := g.Admit("acme", flight(2))
	if !ok {
		t.Fatal("refused the second")
	}
	if _, wait, ok := g.Admit("acme", flight(2)); ok || wait != time.Second {
		t.Errorf("took a third (%v), or wait %v", ok, wait)
	}
	if _, _, ok := g.Admit("other", flight(2)); !ok {
		t.Error("one tenant's requests count as another's")
	}
	first()
	first() // counts once
	if taken, _ := sends(g, "acme", flight(2), 5); taken != 1 {
		t.Errorf("after one outcome took %d", taken)
	}
	second()
}

// A refusal for what is in flight costs nothing of the rate.
func TestRefusalsAreNotCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(time.Now)
		l := policy.Limit{Rate: 1, Burst: 3, InFlight: 1, Limited: true}
		release, _, _ := g.Admit("acme", l)
		sends(g, "acme", l, 100)
		release()
		for i := range 2 {
			release, _, ok := g.Admit("acme", l)
			if !ok {
				t.Fatalf("request %d was refused", i+2)
			}
			release()
		}
	})
}

// Limits that a reload brings hold at once, for what is in flight too.
func TestLimitsChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(time.Now)
		if taken, _ := sends(g, "acme", policy.Limit{}, 10); taken != 10 {
			t.Fatalf("took %d without a limit", taken)
		}
		if taken, _ := sends(g, "acme", flight(10), 1); taken != 0 {
			t.Error("what came before the limit does not count")
		}
		if taken, _ := sends(g, "acme", flight(12), 5); taken != 2 {
			t.Errorf("took %d under the wider limit", taken)
		}
		if taken, _ := sends(g, "acme", rate(1, 5), 10); taken != 5 {
			t.Errorf("took %d of a new burst of 5", taken)
		}
		time.Sleep(10 * time.Second)
		if taken, _ := sends(g, "acme", rate(1, 2), 10); taken != 2 {
			t.Errorf("took %d of a burst cut to 2", taken)
		}
	})
}

func TestTenantsAreBounded(t *testing.T) {
	g := New(time.Now)
	g.most = 3
	busy, _, _ := g.Admit("busy", flight(1))
	for i := range 100 {
		release, _, ok := g.Admit(fmt.Sprint(i), flight(1))
		if !ok {
			t.Fatalf("tenant %d was refused", i)
		}
		release()
	}
	if len(g.tenants) != 3 || g.idle.Len() != 2 {
		t.Errorf("counts %d tenants, %d idle", len(g.tenants), g.idle.Len())
	}
	if _, _, ok := g.Admit("busy", flight(1)); ok {
		t.Error("a tenant with a request in flight was forgotten")
	}
	sends(g, "98", policy.Limit{}, 1)
	sends(g, "99", policy.Limit{}, 1)
	if _, wait, ok := g.Admit("one more", flight(1)); ok || wait != time.Second {
		t.Errorf("a full gate took one more (%v), or wait %v", ok, wait)
	}
	busy()
	if _, _, ok := g.Admit("one more", flight(1)); !ok {
		t.Error("refused though there is room")
	}
}

func TestConcurrent(t *testing.T) {
	g := New(time.Now)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				if release, _, ok := g.Admit("acme", flight(4)); ok {
					release()
				}
			}
		})
	}
	wg.Wait()
	if n := g.tenants["acme"].flight; n != 0 {
		t.Errorf("%d are in flight at the end", n)
	}
}

func BenchmarkAdmit(b *testing.B) {
	g := New(time.Now)
	l := policy.Limit{Rate: 1e6, Burst: 1_000_000, InFlight: 100, Limited: true}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			release, _, _ := g.Admit("acme", l)
			release()
		}
	})
}
