package pool

import (
	"context"
	"time"
)

// A call that takes longer than 95 of 100 good ones did is asked at a second backend too: the first answer counts, and
// the other call is cancelled. Most calls cost nothing more, and the slowest no longer wait for one slow backend.

// leastHedge is the shortest wait before a second backend is asked.
const leastHedge = 20 * time.Millisecond

// first takes a turn with the lease and, where that is wanted and lasts, one with another backend beside it. It gives
// the turn that counts; the errand has tried all that failed.
func (e *errand[T]) first(ctx context.Context, l *lease) turn[T] {
	e.tried = append(e.tried, l.b)
	name := e.pool.named(e.model)
	var wait time.Duration
	if e.hedge {
		wait = e.pool.paces.call(name)
	}
	var t turn[T]
	if wait == 0 || len(e.tried) == len(e.serving) {
		t = e.take(ctx, l)
	} else {
		t = e.race(ctx, l, min(max(wait, leastHedge), l.b.Timeout/2))
	}
	if e.hedge && t.how == answered {
		e.pool.paces.add(name, t.took)
	}
	return t
}

// race takes the turn, and after wait another beside it. Of two that fail it gives the later.
func (e *errand[T]) race(ctx context.Context, l *lease, wait time.Duration) turn[T] {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	came := make(chan turn[T], 2) // nobody waits for the one that lost
	began, running, hedged := time.Now(), 1, (*backend)(nil)
	go e.run(ctx, l, came)
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			if second := e.second(ctx); second != nil {
				hedged, running = second.b, running+1
				e.tried = append(e.tried, hedged)
				go e.run(ctx, second, came)
			}
		case t := <-came:
			if running--; t.how == failed && t.panicked == nil && running > 0 {
				continue
			}
			if hedged != nil {
				won := t.b == hedged && t.how == answered
				e.pool.opts.Telemetry.Hedged(won)
				if won && running > 0 { // the first took at least so long
					e.pool.paces.add(e.pool.named(e.model), time.Since(began))
				}
			}
			if t.panicked != nil {
				panic(t.panicked)
			}
			return t
		}
	}
}

// run takes a turn in a goroutine of its own; a panic is the caller's.
func (e *errand[T]) run(ctx context.Context, l *lease, came chan<- turn[T]) {
	t := turn[T]{b: l.b}
	defer func() {
		t.panicked = recover()
		came <- t
	}()
	t = e.take(ctx, l)
}

// second is a lease on a backend for a hedge: one that is well beyond doubt and has a slot that nobody waits for. It
// is nil if there is none, or were too many hedges of late.
func (e *errand[T]) second(ctx context.Context) *lease {
	p := e.pool
	var sound []*backend
	p.mu.Lock()
	for _, b := range e.serving {
		if !b.suspect() && b.breaker.state() == "closed" {
			sound = append(sound, b)
		}
	}
	var l *lease
	if p.waiting.n == 0 {
		l, _ = p.pick(sound, e.tried, 0)
	}
	p.mu.Unlock()
	if l == nil {
		return nil
	}
	if p.allowed(ctx) != nil || !p.paces.spend(p.named(e.model)) {
		p.giveBack(l, neither)
		return nil
	}
	return l
}
