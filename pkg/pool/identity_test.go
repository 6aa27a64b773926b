package pool

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// named is an engine that tells the identity of its weights.
type named struct {
	played
	identify func(ctx context.Context, model string) (engine.Identity, error)
}

func (e *named) Kind() string { return "synthetic" }

func (e *named) Identify(ctx context.Context, model string) (engine.Identity, error) {
	return e.identify(ctx, model)
}

func TestIdentityIsRefreshedBeside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now atomic.Value
		now.Store("first")
		var asked atomic.Int64
		e := &named{played{"e", fine}, func(ctx context.Context, model string) (engine.Identity, error) {
			asked.Add(1)
			switch sha := now.Load().(string); sha {
			case "down":
				return engine.Identity{}, &engine.Error{Kind: engine.Unavailable}
			case "gone":
				return engine.Identity{}, &engine.Error{Kind: engine.Refused, Status: 404}
			case "hang":
				return engine.Identity{}, hanging(ctx)
			default:
				return engine.Identity{SHA: sha + " " + model}, nil
			}
		}}
		p := build(t, Options{Refresh: time.Minute}, Backend{Name: "a", Engine: e, Models: []string{"m", "team/*"}})
		serves := func(model, want string) {
			t.Helper()
			_, s, err := p.Chat(t.Context(), model, Caller{}, nil)
			if err != nil || s.ModelSHA != want || s.Engine != "synthetic" || s.Backend != "a" || s.Attempts != 1 {
				t.Errorf("%+v, %v; want %q", s, err, want)
			}
		}
		serves("m", "")
		synctest.Wait()
		if asked.Load() != 0 {
			t.Error("a call asked for the identity")
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { p.Run(ctx); close(done) }()
		synctest.Wait()
		serves("m", "first m")
		serves("team/x", "")
		synctest.Wait()
		serves("team/x", "first team/x")

		now.Store("second")
		serves("m", "first m")
		time.Sleep(time.Minute)
		synctest.Wait()
		serves("m", "second m")

		now.Store("down")
		time.Sleep(2 * time.Minute)
		serves("m", "second m")
		now.Store("hang")
		time.Sleep(2 * time.Minute)
		serves("m", "")

		now.Store("third")
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		serves("m", "third m")
		now.Store("gone")
		time.Sleep(time.Minute)
		synctest.Wait()
		serves("m", "")
		cancel()
		<-done
	})
}

// Names that users make up do not grow the table without bound.
func TestIdentitiesAreBounded(t *testing.T) {
	i := newIdentities([]string{"m", "team/*"})
	for n := range 10 * maxIdentities {
		i.sha("team/"+string(rune('a'+n)), time.Minute)
	}
	if len(i.known) != maxIdentities {
		t.Errorf("%d names", len(i.known))
	}
}

func TestDevIdentity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := build(t, Options{}, Backend{Name: "a", Engine: engine.NewDev("dev", nil, 0), Models: devmodel.Models()})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { p.Run(ctx); close(done) }()
		synctest.Wait()
		_, s, err := p.Chat(t.Context(), "sluice-dev/echo", Caller{}, ask("sluice-dev/echo"))
		if err != nil || s.ModelSHA != devmodel.Digest() || s.Engine != "dev" {
			t.Errorf("%+v, %v", s, err)
		}
		cancel()
		<-done
	})
}

// One digest is known where all backends of a model tell the same.
func TestDigest(t *testing.T) {
	for name, tt := range map[string]struct {
		told []string
		sha  string
		ok   bool
	}{
		"one":             {[]string{"aa"}, "aa", true},
		"the same":        {[]string{"aa", "aa"}, "aa", true},
		"nobody tells":    {[]string{"", ""}, "", true},
		"different":       {[]string{"aa", "bb"}, "", false},
		"some do":         {[]string{"aa", ""}, "", false},
		"the second does": {[]string{"", "aa"}, "", false},
	} {
		var backends []Backend
		for i := range tt.told {
			b := one(fmt.Sprint(i), fine)
			backends = append(backends, b)
		}
		p := build(t, Options{}, backends...)
		for i, b := range p.now().backends {
			b.identities.set("m", tt.told[i])
		}
		if sha, ok := p.Digest("m"); sha != tt.sha || ok != tt.ok {
			t.Errorf("%s: %q, %t", name, sha, ok)
		}
	}
	if _, ok := build(t, Options{}, one("a", fine)).Digest("unknown"); ok {
		t.Error("a model that nobody serves has weights")
	}
}
