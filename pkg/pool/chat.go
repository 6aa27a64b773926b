package pool

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sluice/pkg/engine"
)

// Served says who answered, or on an error who was tried last.
type Served struct {
	Backend  string
	Engine   string        // the kind of engine
	ModelSHA string        // of the weights, as Run last saw it; empty if it is not known
	Attempts int           // backends that were called
	Took     time.Duration // of the last attempt, without waiting for a slot
}

// Chat has one of the model's backends answer. A backend that fails in a way that another may not is followed by
// the next, each at most once, within the context's deadline. Errors are ErrUnknownModel; *Unavailable when all
// are down; an *engine.Error when a backend refused the request or sent too much; and one that matches
// context.DeadlineExceeded or context.Canceled when the caller's context ended first; or that of Options.Before.
func (p *Pool) Chat(ctx context.Context, model string, body []byte) (*engine.Answer, Served, error) {
	var served Served
	serving := p.serving(model)
	if len(serving) == 0 {
		return nil, served, ErrUnknownModel
	}
	budget := remaining(ctx)
	var tried []*backend
	var last error
	for {
		if err := ended(ctx); err != nil {
			return nil, served, fmt.Errorf("pool: after %d attempts: %w", served.Attempts, err)
		}
		l, err := p.acquire(ctx, model, serving, tried)
		if err != nil {
			if down, ok := errors.AsType[*Unavailable](err); ok {
				down.Last = last
			}
			return nil, served, err
		}
		if err := p.allowed(ctx); err != nil {
			p.giveBack(l, neither)
			return nil, served, err
		}
		served.Attempts++
		served.Backend, served.Engine = l.b.Name, l.b.kind
		began := time.Now()
		answer, err := p.attempt(ctx, l, budget, model, body)
		served.Took = time.Since(began)
		if err == nil {
			served.ModelSHA = l.b.identities.sha(model, p.opts.Refresh)
			return answer, served, nil
		}
		if !retryable(err) {
			return nil, served, err
		}
		tried = append(tried, l.b)
		last = err
	}
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

// attempt is one call within the backend's own timeout. Whatever happens, panics too, the lease is given back.
func (p *Pool) attempt(ctx context.Context, l *lease, budget time.Duration, model string, body []byte) (*engine.Answer, error) {
	verdict := failure
	defer func() { p.giveBack(l, verdict) }()
	inner, cancel := context.WithTimeout(ctx, l.b.Timeout)
	defer cancel()
	began := time.Now()
	answer, err := l.b.Engine.Chat(inner, model, body)
	verdict = judge(ctx, err, time.Since(began), min(l.b.Timeout, budget))
	return answer, err
}

// judge says what an attempt's end means for its backend's breaker. A caller who cancelled proves nothing. A
// caller's deadline proves something only if the backend had at least half of the time that it could ever have had:
// else a call that came late would speak against a backend that is well.
func judge(ctx context.Context, err error, took, patience time.Duration) outcome {
	if err == nil {
		return success
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return neither
	}
	e, ok := errors.AsType[*engine.Error](err)
	if !ok {
		return failure
	}
	switch e.Kind {
	case engine.Refused, engine.TooLarge:
		return success
	case engine.Overloaded, engine.Canceled:
		return neither
	case engine.Timeout:
		if ended(ctx) != nil && 2*took < patience {
			return neither
		}
	}
	return failure
}

// retryable reports whether to go on with the next backend. An error that is no *engine.Error is some engine's bug,
// which another may not have; with a cancelled call Chat goes on only to find its context ended.
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
