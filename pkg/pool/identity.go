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

// newIdentities takes the exact names; those of a family are added as they are called for.
func newIdentities(models []string) *identities {
	i := &identities{known: map[string]identity{}, asked: make(chan struct{}, 1)}
	i.take(models)
	return i
}

// add takes the exact names that a change of the settings brings.
func (i *identities) add(models []string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.take(models) {
		i.ask()
	}
}

// take reports whether any of the names is new. mu is held, or nobody else has it yet.
func (i *identities) take(models []string) (more bool) {
	for _, m := range models {
		if _, ok := i.known[m]; !ok && !strings.HasSuffix(m, "/*") && len(i.known) < maxIdentities {
			i.known[m], more = identity{}, true
		}
	}
	return more
}

// ask has the names that were never seen asked for. mu is held.
func (i *identities) ask() {
	select {
	case i.asked <- struct{}{}:
	default:
	}
}

// sha is the digest, or empty if it is unknown or was seen too long ago. It does no I/O.
func (i *identities) sha(model string, refresh time.Duration) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	id, ok := i.known[model]
	if !ok && len(i.known) < maxIdentities {
		i.known[model] = identity{}
		i.ask()
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
	for i, b := range p.now().serving(model) {
		got := b.identities.sha(model, p.opts.Refresh)
		if i > 0 && got != sha {
			return "", false
		}
		sha, ok = got, true
	}
	return sha, ok
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
