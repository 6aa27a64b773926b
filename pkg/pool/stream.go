package pool

import (
	"context"
	"time"

	"sluice/pkg/engine"
)

// Stream has one of the model's backends answer event by event, as engine.Streamer says. Until the first event it is
// like Chat: another backend may follow one that fails, and the errors are Chat's; and after it while Caller.Again
// says so. Else whatever goes wrong ends the stream: an error of each comes back as it is, one of the backend is an *engine.Error, and the caller's context
// one that matches context.DeadlineExceeded or context.Canceled. If no backend can stream it is Refused.
//
// The backend's Timeout is how long it may be silent: until its first event, and between any two. A slot is held
// until the stream's end. Neither each's errors nor the time that each takes speak against a backend.
func (p *Pool) Stream(ctx context.Context, model string, who Caller, body []byte, each func(event []byte) error) (Served, error) {
	_, served, err := do(ctx, p, model, who, streams, false, func(ctx context.Context, l *lease, budget time.Duration, c *call) (struct{}, ending, error) {
		how, err := p.follow(ctx, l, budget, c, model, body, each)
		return struct{}{}, how, err
	})
	return served, err
}

func streams(e engine.Engine) bool { _, ok := e.(engine.Streamer); return ok }

// follow is one streamed attempt. Whatever happens, panics too, the lease is given back and the call is ended.
func (p *Pool) follow(ctx context.Context, l *lease, budget time.Duration, c *call, model string, body []byte, each func([]byte) error) (_ ending, err error) {
	verdict := failure
	defer func() { p.giveBack(l, verdict) }()
	defer func() { c.end(err) }()
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	silence := time.AfterFunc(l.b.Timeout, cancel)
	defer silence.Stop()

	began, begun := time.Now(), false
	var own error // of each
	err = errPanicked
	err = l.b.Engine.(engine.Streamer).Stream(p.gated(inner), model, body, func(event []byte) error {
		if !silence.Stop() {
			return context.Canceled // it came too late: the call is being ended
		}
		begun = true
		c.event()
		verdict = neither // whatever happens inside each
		own = each(event)
		verdict = failure
		silence.Reset(l.b.Timeout)
		return own
	})
	silent := inner.Err() != nil && ctx.Err() == nil
	switch {
	case own != nil:
		verdict = neither
		return answered, own
	case err != nil && silent:
		err = &engine.Error{Kind: engine.Timeout, Backend: l.b.Name}
	}
	if !begun {
		verdict = judge(ctx, err, time.Since(began), min(l.b.Timeout, budget))
		p.busy(l.b, err)
		return after(err), err
	}
	if verdict = judge(ctx, err, 0, l.b.Timeout); err != nil && ended(ctx) != nil {
		verdict = neither // it was answering
	}
	if err != nil && ended(ctx) == nil && retryable(err) {
		return broke, err
	}
	return answered, err
}
