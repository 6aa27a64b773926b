package pool

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"sluice/pkg/engine"
)

// Served says who answered, or on an error who was tried last.
type Served struct {
	Backend  string
	Engine   string        // the kind of engine
	ModelSHA string        // of the weights, as Run last saw it; empty if it is not known, or nothing came
	Attempts int           // backends that were called
	Took     time.Duration // of the last attempt, without waiting for a slot
}

// ending is how an attempt ended.
type ending int

const (
	failed   ending = iota // the next backend may be tried
	final                  // no other would do better
	answered               // something of an answer was handed on: no other may be tried
	broke                  // the same, and then it failed: another may be tried if the caller can take it back
)

// ofTheAble ends the name of a queue for some of a model's backends: those that wait there wait for others. No model
// is named so.
const ofTheAble = "\x00"

// try is one attempt, with a context for the call's span, the right to one call and what was left of the caller's time
// at the beginning. It gives the lease back and ends the call.
type try[T any] func(context.Context, *lease, time.Duration, *call) (T, ending, error)

// turn is how one attempt went.
type turn[T any] struct {
	out      T
	how      ending
	err      error
	b        *backend
	took     time.Duration
	panicked any
}

// errand is what one caller wants of the backends of a model.
type errand[T any] struct {
	pool    *Pool
	model   string
	serving []*backend
	tried   []*backend
	budget  time.Duration
	try     try[T]
	hedge   bool
}

// do calls the model's backends one after the other, each at most once, until one attempt is not failed. can, if it
// is not nil, leaves out the engines that cannot do what is wanted; if that is all, the error is of the kind Refused.
func do[T any](ctx context.Context, p *Pool, model string, who Caller, can func(engine.Engine) bool, hedge bool, try try[T]) (T, Served, error) {
	var none T
	var served Served
	e := errand[T]{pool: p, model: model, budget: remaining(ctx), try: try, hedge: hedge}
	if serving := p.now().serving(model); len(serving) == 0 {
		return none, served, ErrUnknownModel
	} else if e.serving, _ = able(serving, model, can); len(e.serving) == 0 {
		return none, served, &engine.Error{Kind: engine.Refused, Backend: serving[0].Name}
	}
	var last error
	for {
		if err := ended(ctx); err != nil {
			return none, served, fmt.Errorf("pool: after %d attempts: %w", served.Attempts, err)
		}
		back := func() {}
		if last == nil {
			p.called()
		} else if len(e.tried) < len(e.serving) {
			var granted bool
			if back, granted = p.retry(); !granted {
				return none, served, &Unavailable{RetryAfter: time.Second, Last: last, Spent: true}
			}
		}
		l, serving, err := p.acquire(ctx, request{model, who, can}, e.tried)
		if err != nil {
			back()
			if down, ok := errors.AsType[*Unavailable](err); ok {
				down.Last = last
			}
			return none, served, err
		}
		e.serving = serving
		if err := p.allowed(ctx); err != nil {
			p.giveBack(l, neither)
			return none, served, err
		}
		t := e.first(ctx, l)
		if t.how == broke {
			t.how = answered
			if who.Again != nil && p.another(e.serving, e.tried) && who.Again() {
				t.how = failed
			}
		}
		served = Served{Backend: t.b.Name, Engine: t.b.kind, Attempts: len(e.tried), Took: t.took}
		if t.how == answered {
			served.ModelSHA = t.b.identities.sha(model, p.opts.Refresh)
		}
		if t.how != failed {
			return t.out, served, t.err
		}
		last = t.err
	}
}

// take takes one turn with a lease.
func (e *errand[T]) take(ctx context.Context, l *lease) turn[T] {
	t := turn[T]{b: l.b}
	began := time.Now()
	inner, c := e.pool.begin(ctx, l.b, e.model)
	t.out, t.how, t.err = e.try(inner, l, e.budget, c)
	t.took = time.Since(began)
	return t
}

// able is those of the backends whose engines can, all of them without a question, and the name of the queue for them.
func able(serving []*backend, model string, can func(engine.Engine) bool) ([]*backend, string) {
	lacks := func(b *backend) bool { return !can(b.Engine) }
	if can == nil || !slices.ContainsFunc(serving, lacks) {
		return serving, model
	}
	return slices.DeleteFunc(slices.Clone(serving), lacks), model + ofTheAble
}

// allowed asks whether the call may still be made.
func (p *Pool) allowed(ctx context.Context) error {
	if p.opts.Before == nil {
		return nil
	}
	if err := p.opts.Before(ctx); err != nil {
		return fmt.Errorf("pool: before a call: %w", err)
	}
	return nil
}

// gated has an engine ask the same once more when its call is about to leave.
func (p *Pool) gated(ctx context.Context) context.Context {
	if p.opts.Before == nil {
		return ctx
	}
	return engine.WithLeave(ctx, p.opts.Before)
}

// after is how an attempt ended of which nothing was handed on before it did.
func after(err error) ending {
	switch {
	case err == nil:
		return answered
	case retryable(err):
		return failed
	default:
		return final
	}
}

// retryable reports whether to go on with the next backend. An error that is no *engine.Error is some engine's bug,
// which another may not have; with a cancelled call the loop goes on only to find its context ended.
func retryable(err error) bool {
	e, ok := errors.AsType[*engine.Error](err)
	return !ok || e.Kind == engine.Canceled || e.Retryable()
}

// remaining is the time that the caller gives; very long without a deadline.
func remaining(ctx context.Context) time.Duration {
	if deadline, ok := ctx.Deadline(); ok {
		return time.Until(deadline)
	}
	return 1<<63 - 1
}

// ended is the context's error, also when its deadline has passed and its timer has yet to fire.
func ended(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if remaining(ctx) <= 0 {
		return context.DeadlineExceeded
	}
	return nil
}
