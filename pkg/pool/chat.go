package pool

import (
	"context"
	"errors"
	"time"

	"sluice/pkg/engine"
)

// Chat has one of the model's backends answer. A backend that fails in a way that another may not is followed by
// the next, each at most once, within the context's deadline. Errors are ErrUnknownModel; *Unavailable when all
// are down, or another may not be tried; an *engine.Error when a backend refused the request or sent too much; and one that matches
// context.DeadlineExceeded or context.Canceled when the caller's context ended first; or that of Options.Before.
func (p *Pool) Chat(ctx context.Context, model string, who Caller, body []byte) (*engine.Answer, Served, error) {
	return do(ctx, p, model, who, nil, false, func(ctx context.Context, l *lease, budget time.Duration, c *call) (*engine.Answer, ending, error) {
		return attempt(ctx, p, l, budget, c, func(ctx context.Context) (*engine.Answer, error) {
			return l.b.Engine.Chat(ctx, model, body)
		})
	})
}

// Generate has one of the model's backends continue a raw prompt, with Chat's fail-over and Chat's errors; and
// *engine.Error of the kind Refused if none of them can. check, if it is not nil, says what is wrong with an answer:
// that attempt has failed, with *Nonsense, and the next backend is asked. It may be called from several goroutines.
func (p *Pool) Generate(ctx context.Context, model string, prompt engine.Prompt, check func(*engine.Generated) error) (*engine.Generated, Served, error) {
	return do(ctx, p, model, Caller{}, generates, p.opts.Hedge, func(ctx context.Context, l *lease, budget time.Duration, c *call) (*engine.Generated, ending, error) {
		return attempt(ctx, p, l, budget, c, func(ctx context.Context) (*engine.Generated, error) {
			out, err := l.b.Engine.(engine.Generator).Generate(ctx, l.b.called(model), prompt)
			if err == nil && check != nil {
				err = p.checked(l.b, model, check(out))
			}
			return out, err
		})
	})
}

// Label has one of the model's backends label a text, with the fail-over, the errors and the check of Generate.
func (p *Pool) Label(ctx context.Context, model, text string, check func([]engine.Label) error) ([]engine.Label, Served, error) {
	out, served, err := do(ctx, p, model, Caller{}, labels, p.opts.Hedge, func(ctx context.Context, l *lease, budget time.Duration, c *call) (*[]engine.Label, ending, error) {
		return attempt(ctx, p, l, budget, c, func(ctx context.Context) (*[]engine.Label, error) {
			out, err := l.b.Engine.(engine.Labeler).Label(ctx, l.b.called(model), text)
			if err == nil && check != nil {
				err = p.checked(l.b, model, check(out))
			}
			return &out, err
		})
	})
	if err != nil {
		return nil, served, err
	}
	return *out, served, nil
}

func labels(e engine.Engine) bool    { _, ok := e.(engine.Labeler); return ok }
func generates(e engine.Engine) bool { _, ok := e.(engine.Generator); return ok }

// attempt is one buffered call within the backend's own timeout. Whatever happens, panics too, the lease is given
// back and the call is ended.
func attempt[T any](ctx context.Context, p *Pool, l *lease, budget time.Duration, c *call, ask func(context.Context) (*T, error)) (out *T, _ ending, err error) {
	verdict := failure
	defer func() { p.giveBack(l, verdict) }()
	defer func() { c.end(err) }()
	inner, cancel := context.WithTimeout(ctx, l.b.Timeout)
	defer cancel()
	began := time.Now()
	err = errPanicked
	if out, err = ask(p.gated(inner)); err != nil {
		out = nil
	}
	verdict = judge(ctx, err, time.Since(began), min(l.b.Timeout, budget))
	p.busy(l.b, err)
	return out, after(err), err
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
	if _, ok := errors.AsType[*Nonsense](err); ok {
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
