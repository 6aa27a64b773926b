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
)

// ofTheAble ends the name of a queue for some of a model's backends: those that wait there wait for others. No model
// is named so.
const ofTheAble = "\x00"

// do calls the model's backends one after the other, each at most once, until one attempt is not failed. try gets
// a context for the call's span, the right to one call and what was left of the caller's time at the beginning; it gives
// the lease back and ends the call. can, if it
// is not nil, leaves out the engines that cannot do what is wanted; if that is all, the error is of the kind Refused.
func (p *Pool) do(ctx context.Context, model string, can func(engine.Engine) bool, try func(context.Context, *lease, time.Duration, *call) (ending, error)) (Served, error) {
	var served Served
	serving := p.serving(model)
	if len(serving) == 0 {
		return served, ErrUnknownModel
	}
	queue := model
	if able := capable(serving, can); len(able) == 0 {
		return served, &engine.Error{Kind: engine.Refused, Backend: serving[0].Name}
	} else if len(able) < len(serving) {
		serving, queue = able, model+ofTheAble
	}
	budget := remaining(ctx)
	var tried []*backend
	var last error
	for {
		if err := ended(ctx); err != nil {
			return served, fmt.Errorf("pool: after %d attempts: %w", served.Attempts, err)
		}
		l, err := p.acquire(ctx, queue, serving, tried)
		if err != nil {
			if down, ok := errors.AsType[*Unavailable](err); ok {
				down.Last = last
			}
			return served, err
		}
		if err := p.allowed(ctx); err != nil {
			p.giveBack(l, neither)
			return served, err
		}
		served.Attempts++
		served.Backend, served.Engine = l.b.Name, l.b.kind
		began := time.Now()
		inner, c := p.begin(ctx, l.b, model)
		how, err := try(inner, l, budget, c)
		served.Took = time.Since(began)
		if how == answered {
			served.ModelSHA = l.b.identities.sha(model, p.opts.Refresh)
		}
		if how != failed {
			return served, err
		}
		tried = append(tried, l.b)
		last = err
	}
}

// capable is those of the backends whose engines can; all of them without a question.
func capable(serving []*backend, can func(engine.Engine) bool) []*backend {
	lacks := func(b *backend) bool { return !can(b.Engine) }
	if can == nil || !slices.ContainsFunc(serving, lacks) {
		return serving
	}
	return slices.DeleteFunc(slices.Clone(serving), lacks)
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
