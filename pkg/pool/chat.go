package pool

import (
	"context"
	"errors"
	"time"

	"sluice/pkg/engine"
)

// Chat has one of the model's backends answer. A backend that fails in a way that another may not is followed by
// the next, each at most once, within the context's deadline. Errors are ErrUnknownModel; *Unavailable when all
// are down; an *engine.Error when a backend refused the request or sent too much; and one that matches
// context.DeadlineExceeded or context.Canceled when the caller's context ended first; or that of Options.Before.
func (p *Pool) Chat(ctx context.Context, model string, body []byte) (*engine.Answer, Served, error) {
	var answer *engine.Answer
	served, err := p.do(ctx, model, nil, func(ctx context.Context, l *lease, budget time.Duration, c *call) (ending, error) {
		return p.attempt(ctx, l, budget, c, func(ctx context.Context) (err error) {
			answer, err = l.b.Engine.Chat(ctx, model, body)
			return err
		})
	})
	if err != nil {
		return nil, served, err
	}
	return answer, served, nil
}

// Generate has one of the model's backends continue a raw prompt, with Chat's fail-over and Chat's errors; and
// *engine.Error of the kind Refused if none of them can. check, if it is not nil, says what is wrong with an answer:
// that attempt has failed, with *Nonsense, and the next backend is asked. It may be called from several goroutines.
func (p *Pool) Generate(ctx context.Context, model string, prompt engine.Prompt, check func(*engine.Generated) error) (*engine.Generated, Served, error) {
	var out *engine.Generated
	served, err := p.do(ctx, model, generates, func(ctx context.Context, l *lease, budget time.Duration, c *call) (ending, error) {
		return p.attempt(ctx, l, budget, c, func(ctx context.Context) (err error) {
			if out, err = l.b.Engine.(engine.Generator).Generate(ctx, l.b.called(model), prompt); err == nil && check != nil {
				err = p.checked(l.b, model, check(out))
			}
			return err
		})
	})
	if err != nil {
		return nil, served, err
	}
	return out, served, nil
}

func generates(e engine.Engine) bool { _, ok := e.(engine.Generator); return ok }

// attempt is one buffered call within the backend's own timeout. Whatever happens, panics too, the lease is given
// back and the call is ended.
func (p *Pool) attempt(ctx context.Context, l *lease, budget time.Duration, c *call, ask func(context.Context) error) (_ ending, err error) {
	verdict := failure
	defer func() { p.giveBack(l, verdict) }()
	defer func() { c.end(err) }()
	inner, cancel := context.WithTimeout(ctx, l.b.Timeout)
	defer cancel()
	began := time.Now()
	err = errPanicked
	err = ask(p.gated(inner))
	verdict = judge(ctx, err, time.Since(began), min(l.b.Timeout, budget))
	return after(err), err
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
