package pool

import (
	"container/list"
	"context"
	"fmt"
	"time"
)

// lease is the right to one call: a slot, and the breaker's leave.
type lease struct {
	b    *backend
	done func(outcome)
}

// waiter is a call that waits for a slot. A nil lease means that there is nothing left to wait for.
type waiter struct {
	request
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
func (p *Pool) acquire(ctx context.Context, r request, tried []*backend) (*lease, []*backend, error) {
	w := &waiter{request: r, tried: tried, answer: make(chan *lease, 1)}
	p.mu.Lock()
	w.look(p.now())
	if p.waiting.Len() == 0 {
		l, v := p.pick(w.serving, tried, r.who.Prefix)
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

	shown := p.named(r.model)
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
	if o == success {
		l.b.rest.rested()
	}
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
		l, v := p.pick(w.serving, w.tried, w.who.Prefix)
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

// unavailable says when the first of the backends may be back. mu is held.
func (p *Pool) unavailable(serving []*backend) *Unavailable {
	now := time.Now()
	e := &Unavailable{}
	for _, b := range serving {
		if after := max(b.breaker.retryAfter(now), b.rest.left()); !b.shut() && (e.RetryAfter == 0 || after < e.RetryAfter) {
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

// wakeAfter lets waiters in when b, whose breaker has just opened or which rests, may be tried again.
func (p *Pool) wakeAfter(d time.Duration, b *backend) {
	time.AfterFunc(d+time.Millisecond, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		b.breaker.state() // half open from now on, and shown so, whether somebody calls or not
		p.probeSoon(b)
		p.serve()
	})
}
