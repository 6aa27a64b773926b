package pool

import (
	"context"
	"fmt"
	"time"
)

// lease is the right to one call: a slot, and the breaker's leave.
type lease struct {
	b      *backend
	tenant string // who has it
	done   func(outcome)
}

// waiter is a call that waits for a slot. A nil lease means that there is nothing left to wait for.
type waiter struct {
	request
	queue   string     // guarded by Pool.mu
	serving []*backend // guarded by Pool.mu
	tried   []*backend
	place   place       // guarded by Pool.mu
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
	w := &waiter{request: r, tried: tried}
	p.mu.Lock()
	w.look(p.now())
	if p.waiting.n == 0 && p.room(r.who) {
		if l, v := p.grant(w); v != busy {
			defer p.mu.Unlock()
			if v == none {
				return nil, nil, p.unavailable(w.serving)
			}
			return l, w.serving, nil
		}
	}
	w.answer = make(chan *lease, 1)
	p.waiting.push(w)
	p.serve()
	if p.waiting.n > p.opts.MaxWaiting {
		one := p.waiting.last(w)
		p.waiting.remove(one)
		one.answer <- nil
	}
	p.mu.Unlock()

	shown := p.named(r.model)
	p.opts.Telemetry.Queued(shown, p.opts.Purpose, 1)
	defer p.opts.Telemetry.Queued(shown, p.opts.Purpose, -1)
	select {
	case l := <-w.answer:
		return p.answered(l, w)
	case <-ctx.Done():
		return nil, nil, p.leave(ctx, w)
	}
}

// grant is pick for a waiter, whose tenant has room. mu is held.
func (p *Pool) grant(w *waiter) (*lease, verdict) {
	l, v := p.pick(w.serving, w.tried, w.who.Prefix)
	if l != nil {
		l.tenant = w.who.Tenant
		p.runs(l.tenant, 1)
	}
	return l, v
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
func (p *Pool) leave(ctx context.Context, w *waiter) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case l := <-w.answer:
		if l != nil {
			p.release(l, neither)
		}
	default:
		p.waiting.remove(w)
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
	p.runs(l.tenant, -1)
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

// serve answers every waiter that can be answered, in turn. mu is held.
func (p *Pool) serve() {
	if p.waiting.n == 0 {
		return
	}
	full := map[string]bool{} // queues whose untried backends are all busy: the rest of them waits too
	for p.next(full) {
	}
}

// next answers the first waiter that can be answered.
func (p *Pool) next(full map[string]bool) bool {
	for w := range p.waiting.all() {
		if len(w.tried) == 0 && full[w.queue] || !p.room(w.who) {
			continue
		}
		l, v := p.grant(w)
		switch v {
		case busy:
			full[w.queue] = full[w.queue] || len(w.tried) == 0
			continue
		case found:
			p.waiting.turn(w)
		default:
			p.waiting.remove(w)
		}
		w.answer <- l
		return true
	}
	return false
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
