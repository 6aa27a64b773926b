package pool

import (
	"context"
	"strings"
	"sync"
	"time"

	"sluice/pkg/engine"
)

const (
	maxIdentities   = 256              // names a backend that are kept and refreshed
	identifyTimeout = 10 * time.Second // of one question
	staleAfter      = 3                // refreshes without an answer after which a digest is no longer believed
)

// identities is what one backend last said of its models' weights. It is safe for concurrent use.
type identities struct {
	mu    sync.Mutex
	known map[string]identity // guarded by mu
	asked chan struct{}       // holds one: a name was asked for that is not known yet
}

type identity struct {
	sha string
	at  time.Time // zero: never seen
}

// init takes the exact names; those of a family are added as they are called for.
func (i *identities) init(models []string) {
	i.known = map[string]identity{}
	i.asked = make(chan struct{}, 1)
	for _, m := range models {
		if !strings.HasSuffix(m, "/*") && len(i.known) < maxIdentities {
			i.known[m] = identity{}
		}
	}
}

// sha is the digest, or empty if it is unknown or was seen too long ago. It does no I/O.
func (i *identities) sha(model string, refresh time.Duration) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	id, ok := i.known[model]
	if !ok && len(i.known) < maxIdentities {
		i.known[model] = identity{}
		select {
		case i.asked <- struct{}{}:
		default:
		}
	}
	if time.Since(id.at) > staleAfter*refresh {
		return ""
	}
	return id.sha
}

// names lists the models: all, or those never seen.
func (i *identities) names(all bool) []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	var out []string
	for name, id := range i.known {
		if all || id.at.IsZero() {
			out = append(out, name)
		}
	}
	return out
}

func (i *identities) set(model, sha string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.known[model] = identity{sha: sha, at: time.Now()}
}

// Digest is the one digest of the weights that all backends of a model serve, as Run last saw it: empty where none
// tells. It is not ok where they serve different weights, or some do not tell.
func (p *Pool) Digest(model string) (sha string, ok bool) {
	for i, b := range p.serving(model) {
		got := b.identities.sha(model, p.opts.Refresh)
		if i > 0 && got != sha {
			return "", false
		}
		sha, ok = got, true
	}
	return sha, ok
}

// Run keeps the identities of the models' weights fresh until the context ends. Calls never wait for it: a digest
// in Served is the one seen last, at most three refreshes ago, and empty before the first. A backend that hangs
// holds up only itself.
func (p *Pool) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, b := range p.backends {
		if who, ok := b.Engine.(engine.Identifier); ok {
			all.Go(func() { b.identities.run(ctx, who, b.called, p.opts.Refresh) })
		}
	}
	all.Wait()
}

func (i *identities) run(ctx context.Context, who engine.Identifier, called func(string) string, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	full := true
	for {
		for _, model := range i.names(full) {
			if ctx.Err() != nil {
				return
			}
			i.refresh(ctx, who, model, called(model))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			full = true
		case <-i.asked:
			full = false
		}
	}
}

// refresh asks for one model, by the name that the engine has for it. What could not be asked keeps its last digest until that is too old; a model that the
// engine says it has not got is forgotten at once.
func (i *identities) refresh(ctx context.Context, who engine.Identifier, model, called string) {
	inner, cancel := context.WithTimeout(ctx, identifyTimeout)
	defer cancel()
	id, err := who.Identify(inner, called)
	switch {
	case err == nil:
		i.set(model, id.SHA)
	case refused(err):
		i.set(model, "")
	}
}
