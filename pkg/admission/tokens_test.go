package admission

import (
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/policy"
)

func perMinute(n int) policy.Limit { return policy.Limit{Tokens: n, Limited: true} }

// spend spends an estimate that turns out as real; below 0 it is never settled.
func spend(g *Gate, l policy.Limit, estimate, real int) (Tokens, time.Duration, bool) {
	settle, has, after, ok := g.Spend("acme", l, estimate)
	if ok && real >= 0 {
		settle(real)
		settle(real) // counts once
	}
	return has, after, ok
}

func TestTokens(t *testing.T) {
	type step struct {
		pause          time.Duration
		estimate, real int
		ok             bool
		left           int // told with it
		after          time.Duration
	}
	for name, steps := range map[string][]step{
		"until they are spent":      {{0, 400, -1, true, 200, 0}, {0, 200, -1, true, 0, 0}, {0, 100, -1, false, 0, 10 * time.Second}},
		"they come back":            {{0, 600, -1, true, 0, 0}, {30 * time.Second, 300, -1, true, 0, 0}, {time.Hour, 600, -1, true, 0, 0}},
		"fewer than estimated":      {{0, 600, 100, true, 0, 0}, {0, 500, -1, true, 0, 0}},
		"more than estimated: owed": {{0, 100, 1100, true, 500, 0}, {0, 100, -1, false, 0, time.Minute}, {60 * time.Second, 100, -1, true, 0, 0}},
		"larger than the limit":     {{0, 6000, -1, true, 0, 0}, {60 * time.Second, 6000, -1, false, 0, 540 * time.Second}, {540 * time.Second, 6000, 0, true, 0, 0}},
		"much larger, and unknown":  {{0, 1 << 20, -1, true, 0, 0}, {time.Hour, 1, -1, false, 0, time.Second}, {time.Second, 1, -1, true, 9, 0}},
		"much larger, and was not":  {{0, 1 << 20, 100, true, 0, 0}, {0, 500, -1, true, 0, 0}},
		"refusals take nothing":     {{0, 500, -1, true, 100, 0}, {0, 200, -1, false, 100, 10 * time.Second}, {0, 100, -1, true, 0, 0}},
		"an absurd count":           {{0, 100, 1 << 60, true, 500, 0}, {time.Hour, 1, 0, false, 0, time.Second}, {time.Second, 1, 0, true, 9, 0}},
		"a little is a second":      {{0, 600, -1, true, 0, 0}, {0, 1, -1, false, 0, time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := New(time.Now)
				for i, s := range steps {
					time.Sleep(s.pause)
					has, after, ok := spend(g, perMinute(600), s.estimate, s.real)
					if ok != s.ok || has.Left != s.left || after != s.after || has.Limit != 600 {
						t.Errorf("step %d: %t, %+v, wait %v; want %t, %d left, wait %v", i, ok, has, after, s.ok, s.left, s.after)
					}
				}
			})
		})
	}
}

// Who waits as long as was told is taken, and is told when all is back.
func TestTokensComeWhenTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(time.Now)
		l := perMinute(700)
		for i := range 50 {
			has, wait, ok := spend(g, l, 331, 450)
			if !ok {
				time.Sleep(wait)
				if has, again, ok := spend(g, l, 331, 450); !ok {
					t.Fatalf("try %d: after %v it was to wait %v more (%+v)", i, wait, again, has)
				}
				continue
			}
			if want := time.Duration(700-has.Left) * time.Minute / 700; has.Full < want || has.Full > want+time.Minute/700+time.Millisecond {
				t.Errorf("try %d: full in %v with %d left", i, has.Full, has.Left)
			}
		}
	})
}

func TestTokensWithoutALimit(t *testing.T) {
	g := New(time.Now)
	if has, _, ok := spend(g, policy.Limit{}, 1<<30, 1<<30); !ok || has != (Tokens{}) || len(g.tenants) != 0 {
		t.Errorf("%t, %+v", ok, has)
	}
	g.most = 1
	busy, _, _ := g.Admit("busy", flight(1))
	defer busy()
	if _, wait, ok := spend(g, perMinute(10), 1, 1); ok || wait != time.Second {
		t.Errorf("a full gate took one more (%v), or wait %v", ok, wait)
	}
}

func TestEstimate(t *testing.T) {
	for bytes, want := range map[int]int{0: 1, 3: 1, 4: 1, 400: 100} {
		if got := Estimate(bytes); got != want {
			t.Errorf("%d bytes are %d tokens, want %d", bytes, got, want)
		}
	}
}
