package dispatch

import (
	"context"
	"errors"

	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/policy"
)

// Ends of a live stream that are no failure of the engine.
var (
	errBlocked  = errors.New("the stream was blocked")
	errUnjudged = errors.New("a piece of the stream could not be judged")
)

// stream has the model speak to a waiting caller: pieces leave after the scan and
// the guard, and the whole goes the ordinary way afterwards. From the opening
// record on nobody streams this exchange anew: what another attempt released
// cannot be taken back, so an attempt that finds it opened ends it as interrupted.
func (s *Service) stream(ctx, call context.Context, x *exchange.Exchange, p *policy.Policy, prompt []byte) (err error) {
	f, err := s.newFlow(ctx, x, p, prompt)
	if err != nil {
		return err
	}
	defer func() {
		if err == nil && x.Refusal != nil {
			x.GuardOutput = f.seen.of(f.page)
		}
	}()
	who := s.caller(x, p, prompt)
	who.Again = f.again
	served, err := s.Pool.Stream(call, x.Model, who, prompt, func(event []byte) error { return f.take(call, event) })
	s.served(x, served)
	if err != nil {
		x.Dispatch.Findings = merge(x.Dispatch.Findings, f.counts(false))
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err() // this worker stops, or lost its lease: it decides nothing
	case errors.Is(context.Cause(call), errGone):
		x.Refuse(clientGone())
		return nil
	case errors.Is(err, evidence.ErrOpened):
		x.Refuse(refusal(interrupted(), true))
		return nil
	case errors.Is(err, errBlocked):
		f.refuse()
		return nil
	case errors.Is(err, errUnjudged):
		x.Refuse(refusal(&chat.Error{
			Status: 503, Type: chat.TypeUnavailable, Code: "guard_unavailable",
			Message: "The answer could not be checked: the guard gave no verdict. What followed was not released. Try again later.",
		}, true))
		return nil
	case err != nil && errors.Is(context.Cause(call), context.DeadlineExceeded):
		x.Refuse(refusal(chat.ErrTimeout(), true))
		return nil
	case err != nil && x.Dispatch.FirstToken > 0:
		s.Log.WarnContext(ctx, "a model's stream broke", "tenant", x.Tenant, "error", err)
		x.Refuse(refusal(&chat.Error{
			Status: 502, Type: chat.TypeServer, Code: "model_stream_broken",
			Message: "The model's answer broke off. What was sent is not the whole answer. Send the request again with a new id.",
		}, true))
		return nil
	case err != nil:
		return s.failed(ctx, x, err)
	}
	return s.streamed(ctx, x, p, f)
}

func interrupted() *chat.Error {
	return &chat.Error{
		Status: 502, Type: chat.TypeServer, Code: "stream_interrupted",
		Message: "The answer was interrupted while it was sent, and cannot go on. Send the request again with a new id.",
	}
}

// streamed judges the whole of what was streamed. It says what was released and
// goes on with the rest: were it otherwise, the caller would hold text that the
// second look takes away, and the exchange ends as blocked.
func (s *Service) streamed(ctx context.Context, x *exchange.Exchange, p *policy.Policy, f *flow) error {
	failpoint.Hit(failpoint.StreamedNotStored)
	if !f.whole.Finished() {
		x.Dispatch.State = exchange.Errored
		x.Refuse(refusal(chat.ErrEngineAnswer(), true))
		return nil
	}
	body, err := f.whole.Body()
	if err != nil {
		x.Dispatch.State = exchange.Errored
		x.Refuse(refusal(chat.ErrEngineAnswer(), true))
		return nil
	}
	c, ok := s.parse(x, body)
	if !ok {
		return nil
	}
	rules := f.write(c)
	x.Dispatch.Findings = merge(x.Dispatch.Findings, f.counts(len(rules) == 0))
	if len(rules) > 0 {
		f.refuse()
		return nil
	}
	if f.lanes != nil && !s.fits(x, c.AppendJSON(nil)) {
		for i := range c.Choices() {
			c.DropLogprobs(i)
		}
	}
	result, err := s.judge(ctx, x, p, c)
	if err != nil || x.Refusal != nil {
		return err
	}
	if rule, same := f.same(c, result); !same {
		delete(x.Sections, exchange.SectionCompletion)
		x.Dispatch.OutputHash = ""
		s.block(x, []string{rule})
	}
	return nil
}
