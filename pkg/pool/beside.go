package pool

import (
	"context"
	"sync"

	"sluice/pkg/engine"
)

// Run does what goes on beside the calls until the context ends: it keeps the identities of the models' weights
// fresh, and what the engines tell of their load. Calls never wait for it: a digest in Served is the one seen last, at most three refreshes ago, and empty
// before the first. A backend that hangs holds up only itself. It follows the changes of the backends.
func (p *Pool) Run(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	running := map[*standing]context.CancelFunc{}
	for {
		change := p.Changed()
		left := map[*standing]bool{}
		for s := range running {
			left[s] = true
		}
		for _, b := range p.now().backends {
			delete(left, b.standing)
			if running[b.standing] == nil {
				var inner context.Context
				inner, running[b.standing] = context.WithCancel(ctx)
				p.beside(inner, &all, b)
			}
		}
		for s := range left {
			running[s]()
			delete(running, s)
		}
		select {
		case <-ctx.Done():
			return
		case <-change:
		}
	}
}

// beside starts what goes on beside the calls of one backend.
func (p *Pool) beside(ctx context.Context, all *sync.WaitGroup, b *backend) {
	if who, ok := b.Engine.(engine.Identifier); ok {
		all.Go(func() { b.identities.run(ctx, who, b.called, p.opts.Refresh) })
	}
	if who, ok := b.Engine.(engine.Loader); ok {
		all.Go(func() { p.observe(ctx, b, who) })
	}
}
