package pool

import (
	"container/list"
	"context"
	"fmt"
	"slices"
	"time"

	"sluice/pkg/engine"
)

// lease is the right to one call: a slot, and the breaker's leave.
type lease struct {
	b    *backend
	done func(outcome)
}

// waiter is a call that waits for a slot. A nil lease means that there is nothing left to wait for.
type waiter struct {
	model   string
	can     func(engine.Engine) bool
	queue   string     // guarded by Pool.mu
	serving []*backend // guarded by Pool.mu
	tried   []*backend
	answer  chan *lease // holds one: whoever answers never waits
}

// look has the waiter wait for what serves its model now. mu is held.
func (w *waiter) look(t *table) { w.serving, w.queue = able(t.serving(w.model), w.model, w.can) }

// verdict is what pick found.
type verdict int

const (
	none  verdict = iota // every backend was tried or is down
	busy                 // one is well and has no slot
	found                // a lease
)

// acquire gets a lease on one of the backends that serve the model and can, and was not tried: now, or in turn when a
// slot comes free. It gives all of those backends too. It returns *Unavailable when there is none to wait for, and the
// context's error when that ends first.
func (p *Pool) acquire(ctx context.Context, model string, can func(engine.Engine) bool, tried []*backend) (*lease, []*backend, error) {
	w := &waiter{model: model, can: can, tried: tried, answer: make(chan *lease, 1)}
	p.mu.Lock()
	w.look(p.now())
	if p.waiting.Len() == 0 {
		l, v := p.pick(w.serving, tried)
		if v != busy {
			defer p.mu.Unlock()
			if v == none {
				return nil, nil, p.unavailable(w.serving)
			}
			return l, w.serving, nil
		}
	}
	place := p.waiting.PushBack(w)
	p.serve()
	if p.waiting.Len() > p.opts.MaxWaiting && len(w.answer) == 0 {
		defer p.mu.Unlock()
		p.waiting.Remove(place)
		return nil, nil, p.unavailable(w.serving)
	}
	p.mu.Unlock()

	shown := p.named(model)
	p.opts.Telemetry.Queued(shown, p.opts.Purpose, 1)
	defer p.opts.Telemetry.Queued(shown, p.opts.Purpose, -1)
	select {
	case l := <-w.answer:
		return p.answered(l, w)
	case <-ctx.Done():
		return nil, nil, p.leave(ctx, w, place)
	}
}

func (p *Pool) answered(l *lease, w *waiter) (*lease, []*backend, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l == nil {
		return nil, nil, p.unavailable(w.serving)
	}
	return l, w.serving, nil
}

// leave takes a waiter out of the queue, and gives back what it was given in the last moment.
func (p *Pool) leave(ctx context.Context, w *waiter, place *list.Element) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case l := <-w.answer:
		if l != nil {
			p.release(l, neither)
		}
	default:
		p.waiting.Remove(place)
	}
	return fmt.Errorf("pool: waiting for a backend: %w", ctx.Err())
}

// giveBack ends a lease and lets the next ones in.
func (p *Pool) giveBack(l *lease, o outcome) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.release(l, o)
}

// release is giveBack with mu held.
func (p *Pool) release(l *lease, o outcome) {
	l.b.outstanding--
	if l.b.gone {
		p.drain(l.b)
		o = neither
	}
	l.done(o)
	p.serve()
}

// serve answers every waiter that can be answered, in the order in which they came. mu is held.
func (p *Pool) serve() {
	var full map[string]bool // queues whose untried backends are all busy: the rest of them waits too
	var next *list.Element
	for e := p.waiting.Front(); e != nil; e = next {
		next = e.Next()
		w := e.Value.(*waiter)
		if len(w.tried) == 0 && full[w.queue] {
			continue
		}
		l, v := p.pick(w.serving, w.tried)
		if v == busy {
			if full == nil {
				full = map[string]bool{}
			}
			full[w.queue] = full[w.queue] || len(w.tried) == 0
			continue
		}
		p.waiting.Remove(e)
		w.answer <- l
	}
}

// pick chooses among the untried backends with a free slot the one with the least to do for its weight; equals take
// turns by weight. One that is suspect is taken only where there is no other, and not half open: the one call that it
// may have then is the control question. mu is held.
func (p *Pool) pick(serving, tried []*backend) (*lease, verdict) {
	v := none
	var free []*backend
	for _, b := range serving {
		if b.shut() || among(tried, b) {
			continue
		}
		state := b.breaker.state()
		if state == "open" || b.suspect() && state == "half-open" {
			continue
		}
		if b.outstanding >= b.MaxConcurrent {
			v = busy
			continue
		}
		free = append(free, b)
	}
	for len(free) > 0 {
		b := choose(trusted(free))
		if done, ok := b.breaker.allow(); ok {
			b.outstanding++
			return &lease{b: b, done: done}, found
		}
		// Half open, and its probe is under way.
		free = slices.DeleteFunc(free, func(f *backend) bool { return f == b })
	}
	return nil, v
}

// choose gives the least loaded: outstanding calls over weight. Among equals each gains its weight, the
// one with the most is taken and pays what all gained: turns by weight.
func choose(free []*backend) *backend {
	least := free[0]
	for _, b := range free[1:] {
		if less(b, least) {
			least = b
		}
	}
	var best *backend
	total := 0
	for _, b := range free {
		if less(least, b) {
			continue
		}
		b.turn += b.Weight
		total += b.Weight
		if best == nil || b.turn > best.turn {
			best = b
		}
	}
	best.turn -= total
	return best
}

func less(a, b *backend) bool { return a.outstanding*b.Weight < b.outstanding*a.Weight }

// among reports whether b, with whatever settings, is one of them.
func among(some []*backend, b *backend) bool {
	return slices.ContainsFunc(some, func(o *backend) bool { return o.standing == b.standing })
}

// unavailable says when the first of the backends may be back. mu is held.
func (p *Pool) unavailable(serving []*backend) *Unavailable {
	now := time.Now()
	e := &Unavailable{}
	for _, b := range serving {
		if after := b.breaker.retryAfter(now); !b.shut() && (e.RetryAfter == 0 || after < e.RetryAfter) {
			e.RetryAfter = after
		}
	}
	if e.RetryAfter == 0 { // nobody knows
		e.RetryAfter = p.opts.OpenFor
		if len(serving) > 0 {
			e.Out = serving[0].out
		}
	}
	return e
}

// wakeAfter lets waiters in when the breaker of b, which has just opened, may be tried again.
func (p *Pool) wakeAfter(d time.Duration, b *backend) {
	time.AfterFunc(d+time.Millisecond, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		b.breaker.state() // half open from now on, and shown so, whether somebody calls or not
		p.probeSoon(b)
		p.serve()
	})
}
