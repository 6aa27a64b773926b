package gate

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/model"
)

// Run asks the engines that tell digests, decides anew whenever something changes, and raises flags, until ctx ends.
func (g *Gate) Run(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { g.decideAll(ctx) })
	all.Go(func() { g.raiseAll(ctx) })
	all.Go(func() { g.askAll(ctx) })
	all.Wait()
}

func (g *Gate) decideAll(ctx context.Context) {
	tick := time.NewTicker(decideEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-g.again:
		}
		g.mu.Lock()
		g.decide()
		g.mu.Unlock()
		select {
		case g.due <- struct{}{}:
		default:
		}
	}
}

// raiseAll raises flags beside the decisions, which wait for none to be stored.
func (g *Gate) raiseAll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-g.due:
			g.raise(ctx)
		}
	}
}

// raise raises the flags that are due. One that cannot be stored is tried again.
func (g *Gate) raise(ctx context.Context) {
	g.mu.Lock()
	due := g.unraised
	g.unraised = nil
	g.mu.Unlock()
	for i, r := range due {
		inner, cancel := context.WithTimeout(ctx, raiseTime)
		err := g.Raise(inner, r.what, r.at)
		cancel()
		if err == nil {
			g.Log.ErrorContext(ctx, "a backend serves other weights than those that are registered: it gets no traffic",
				"backend", r.what.Backend, "model", r.what.Model, "registered", r.what.Registered, "served", r.what.Served)
			continue
		}
		g.Log.WarnContext(ctx, "a flag of tampering is not stored; it is tried again", "backend", r.what.Backend, "error", err)
		g.mu.Lock()
		g.unraised = append(slices.Clone(due[i:]), g.unraised...)
		g.mu.Unlock()
		return
	}
}

// askAll asks each engine at its own pace: one that hangs holds up no other.
func (g *Gate) askAll(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	running := map[string]context.CancelFunc{}
	engines := map[string]engine.Engine{}
	look := time.NewTicker(decideEvery)
	defer look.Stop()
	for {
		now := map[string]engine.Engine{}
		for _, b := range g.list() {
			if who, by := b.asks(); who != nil {
				now[b.Name] = b.Engine
				if engines[b.Name] == b.Engine {
					continue
				}
				if stop := running[b.Name]; stop != nil {
					stop()
				}
				inner, cancel := context.WithCancel(ctx)
				running[b.Name], engines[b.Name] = cancel, b.Engine
				all.Go(func() { g.ask(inner, b, who, by) })
			}
		}
		for name, stop := range running {
			if now[name] == nil {
				stop()
				delete(running, name)
				delete(engines, name)
			}
		}
		select {
		case <-ctx.Done():
			for _, stop := range running {
				stop()
			}
			return
		case <-look.C:
		}
	}
}

func (g *Gate) list() []Backend {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.backends)
}

// ask asks one engine for all its models, again and again.
func (g *Gate) ask(ctx context.Context, b Backend, who engine.Identifier, by string) {
	tick := time.NewTicker(g.AskEvery)
	defer tick.Stop()
	for {
		for _, m := range g.askedFor(b.Name) {
			inner, cancel := context.WithTimeout(ctx, askTimeout)
			id, err := who.Identify(inner, m)
			cancel()
			if ctx.Err() != nil {
				return
			}
			g.told(b, m, by, id, err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (g *Gate) askedFor(name string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.IndexFunc(g.backends, func(b Backend) bool { return b.Name == name })
	if i < 0 {
		return nil
	}
	return g.names(g.backends[i])
}

// told notes what an engine said of a model. One that says that it has not got the model serves none; one that could
// not be asked has said what it said last, until that is too old. What an engine says that is no longer the backend's
// is nobody's word.
func (g *Gate) told(b Backend, name, by string, id engine.Identity, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !slices.ContainsFunc(g.backends, func(o Backend) bool { return o.Name == b.Name && o.Engine == b.Engine }) {
		return
	}
	at := place{b.Name, name}
	var e *engine.Error
	switch {
	case err == nil:
		g.asked[at] = model.Seen{By: by, Digest: model.DigestOf(cmp.Or(id.SHA, id.Revision)), At: g.Now(), Tells: true}
	case errors.As(err, &e) && e.Kind == engine.Refused:
		g.asked[at] = model.Seen{By: by, At: g.Now(), Tells: true}
	default:
		return
	}
	select {
	case g.again <- struct{}{}:
	default:
	}
}
