package pool

import (
	"context"
	"math/rand/v2"
	"time"

	"sluice/pkg/engine"
)

// An engine has other clients than this process: other processes of Sluice, and whoever calls it past Sluice. Where an
// engine tells what it has to do (engine.Loader), their requests count as ours do; requests that wait inside the engine
// count twice, since the next one will wait behind them; and while the engine's memory for keys and values is full,
// when what it takes up pushes something else out, all counts twice. An engine that tells nothing, or told it too long
// ago, is judged by our calls alone.

const (
	loadStale  = 3           // rounds without an answer after which a load is no longer believed
	loadAgain  = time.Minute // until an engine that does not tell is asked once more
	loadJitter = 4           // a round is up to one part in so many shorter or longer, so that processes do not ask in step

	fullCache = 0.95 // share of the cache from which on it is full: the last blocks are what a request on its way will need
)

// told is what an engine last said of its load.
type told struct {
	engine.Load
	others int       // requests there that are not ours
	at     time.Time // zero: nothing is known
}

// load is what the backend has to do, in requests. Pool.mu is held.
func (s *standing) load() int {
	n := s.outstanding + s.told.others + s.told.Waiting
	if s.told.Cache >= fullCache {
		n *= 2
	}
	return n
}

// observe asks an engine for its load, round after round, until the context ends.
func (p *Pool) observe(ctx context.Context, b *backend, who engine.Loader) {
	for {
		wait := p.opts.LoadEvery
		if !p.look(ctx, b, who) {
			wait = max(wait, loadAgain)
		}
		wait += time.Duration(rand.Int64N(int64(2*wait/loadJitter)+1)) - wait/loadJitter
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// look asks once. It is false where the engine does not tell.
func (p *Pool) look(ctx context.Context, b *backend, who engine.Loader) bool {
	p.mu.Lock()
	ours, shut := b.outstanding, b.shut()
	p.mu.Unlock()
	if shut {
		p.take(b, told{})
		return true
	}
	inner, cancel := context.WithTimeout(ctx, p.opts.LoadEvery)
	defer cancel()
	l, err := who.Load(inner)

	now := time.Now()
	p.mu.Lock()
	was := b.told
	ours = max(ours, b.outstanding) // what came or went meanwhile is not taken for another's
	p.mu.Unlock()
	switch {
	case err == nil:
		p.take(b, told{l, max(0, l.Running+l.Waiting-ours), now})
	case refused(err):
		p.take(b, told{})
		return false
	case now.Sub(was.at) > loadStale*p.opts.LoadEvery:
		p.take(b, told{})
	}
	return true
}

func (p *Pool) take(b *backend, t told) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b.gone {
		return
	}
	b.told = t
	b.meter.Told(t.Running, t.Waiting, t.Cache)
}
