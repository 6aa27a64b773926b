package guard

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"sluice/pkg/engine"
	"sluice/pkg/pool"
)

// No two lists of parts have one key.
func TestKeys(t *testing.T) {
	seen := map[key]string{}
	for _, parts := range [][]string{
		{"family", "sha", "policy", "text"}, {"family", "sh", "apolicy", "text"}, {"family", "", "policy", "text"}, {"", "family", "policy", "text"},
		{"family", "sha", "other", "text"}, {"family", "sha", "policy", "texts"}, {"family", "sha", "policytext", ""}, {"family", "sha", "policy", "text", ""},
	} {
		k := keyOf(parts...)
		if was, ok := seen[k]; ok {
			t.Errorf("%q and %q have one key", parts, was)
		}
		seen[k] = fmt.Sprint(parts)
	}
}

// What was judged is asked again for another policy and for other weights, and not
// kept where two backends serve different ones.
func TestVerdictsAreKept(t *testing.T) {
	ask := func(c Classifier, policy string) {
		t.Helper()
		if _, err := c.Judge(t.Context(), policy, turnOf("x")); err != nil {
			t.Fatal(err)
		}
	}
	one, asked := saying(t, "one", "safe", nil)
	c, _ := modelOf(t, pool.Options{}, one)
	for i, policy := range []string{"p", "p", "q", "q", "p"} {
		ask(c, policy)
		if want := []int64{1, 1, 2, 2, 2}[i]; asked.Load() != want {
			t.Errorf("question %d: the model was asked %d times, want %d", i, asked.Load(), want)
		}
	}

	for name, tt := range map[string]struct {
		sha   [2]string
		asked int64
	}{
		"the same weights":  {[2]string{"aa", "aa"}, 1},
		"different weights": {[2]string{"aa", "bb"}, 4},
		"one does not tell": {[2]string{"aa", ""}, 4},
	} {
		a, askedA := saying(t, "a", "safe", nil)
		b, askedB := saying(t, "b", "safe", nil)
		a.Engine, b.Engine = told{a.Engine.(engine.Generator), a.Engine, tt.sha[0]}, told{b.Engine.(engine.Generator), b.Engine, tt.sha[1]}
		c, p := modelOf(t, pool.Options{}, a, b)
		var running sync.WaitGroup
		ctx, stop := context.WithCancel(t.Context())
		running.Go(func() { p.Run(ctx) })
		until(t, func() bool { sha, same := p.Digest("guard"); return sha != "" || !same })
		for range 4 {
			ask(c, "p")
		}
		if n := askedA.Load() + askedB.Load(); n != tt.asked {
			t.Errorf("%s: asked %d times, want %d", name, n, tt.asked)
		}
		stop()
		running.Wait()
	}
}

// told is an engine that tells the digest of its weights.
type told struct {
	engine.Generator
	engine.Engine
	sha string
}

func (e told) Identify(context.Context, string) (engine.Identity, error) {
	return engine.Identity{SHA: e.sha}, nil
}
