// Package toolauth is the stage that says which tools may be offered to a model and which of its
// calls may reach the caller. It takes denied tools out of the prompt and denied calls out of the
// completion, and seals them again. It decides by package toolpolicy, calls no model, runs no
// tool and asks nobody for an approval.
package toolauth

import (
	"context"
	"log/slog"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
	"sluice/pkg/toolpolicy"
)

// Users tells which roles a user has; false for nobody that it knows.
type Users interface {
	Roles(tenant, user string) (roles []string, ok bool)
}

// Deps are what the stage works with. All are safe for concurrent use.
type Deps struct {
	Bus       *bus.Bus
	Sealer    *seal.Sealer
	Bundle    *toolpolicy.Bundle
	Users     Users
	Validator *chat.Validator
	Log       *slog.Logger
	Now       func() time.Time

	Options stage.Options
}

// Service is the stage.
type Service struct{ Deps }

// Start opens the consumers; the returned runner consumes. The returned work is the stage's, for
// a stage of this process to hand on to.
func Start(ctx context.Context, d Deps) (*stage.Runner, stage.Func, error) {
	s := &Service{d}
	d.Options.Stage = exchange.StageToolauth
	r, err := stage.Start(ctx, d.Bus, d.Options, s.handle)
	return r, s.handle, err
}

// handle judges the tools offered, or, once a model has answered, those called. Its page passes
// only when everything was judged and what was denied is gone; an error means that nothing was
// decided.
func (s *Service) handle(ctx context.Context, x *exchange.Exchange) error {
	began := s.Now()
	page := &exchange.ToolPage{State: exchange.NotRun, Decisions: []exchange.ToolDecision{}, Bundle: s.Bundle.Digest()}
	judge := s.offer
	if x.Dispatch == nil {
		x.ToolOffer = page
	} else {
		x.ToolCalls, judge = page, s.calls
	}
	if x.Expired(began) {
		x.Refuse(refusal(chat.ErrTimeout(), true))
		return nil
	}
	request, err := s.request(ctx, x)
	if err != nil {
		return err
	}
	if err := judge(ctx, x, page, request); err != nil {
		return err
	}
	page.Took = float64(s.Now().Sub(began).Microseconds()) / 1000
	return nil
}

// request opens the prompt and reads it. It was validated before it was sanitized.
func (s *Service) request(ctx context.Context, x *exchange.Exchange) (chat.Request, error) {
	prompt, err := stage.Open(ctx, s.Sealer, x, exchange.SectionPrompt)
	if err != nil {
		return chat.Request{}, err
	}
	doc, err := chat.Parse(prompt, chat.Limits{Bytes: len(prompt)})
	if err != nil {
		return chat.Request{}, stage.Reject("its sanitized prompt is no request")
	}
	return chat.Request{Doc: doc}, nil
}

func (s *Service) offer(ctx context.Context, x *exchange.Exchange, page *exchange.ToolPage, request chat.Request) error {
	decisions, denied := s.judge(x).offers(request)
	page.Decisions = decisions
	if demanded(request, denied) {
		page.State = exchange.Failed
		r := refusal(errNotPermitted(), false)
		r.Rules = deniers(decisions)
		x.Refuse(r)
		return nil
	}
	if len(denied) > 0 {
		request.RemoveTools(denied)
		if err := stage.Seal(ctx, s.Sealer, x, exchange.SectionPrompt, request.Doc.AppendJSON(nil)); err != nil {
			return err
		}
	}
	page.State = exchange.Passed
	return nil
}

// maxNodes bounds the JSON values of a completion, as dispatch does: log-probabilities make many.
const maxNodes = 600_000

// maxCalls bounds the calls of a completion: each has a decision on the page and on the record.
const maxCalls = 1024

func (s *Service) calls(ctx context.Context, x *exchange.Exchange, page *exchange.ToolPage, request chat.Request) error {
	completion, err := stage.Open(ctx, s.Sealer, x, exchange.SectionCompletion)
	if err != nil {
		return err
	}
	c, err := s.Validator.ParseCompletion(completion, chat.Limits{Bytes: len(completion), Nodes: maxNodes})
	if err != nil {
		return stage.Reject("its sanitized completion is none")
	}
	called := 0
	for i := range c.Choices() {
		called += len(c.Calls(i))
	}
	if called > maxCalls {
		page.State = exchange.Errored
		x.Refuse(refusal(chat.ErrEngineAnswer(), true))
		return nil
	}
	decisions, removed := s.judge(x).calls(request, c)
	page.Decisions = decisions
	if removed > 0 {
		s.Log.InfoContext(ctx, "tool calls were denied", "tenant", x.Tenant, "denied", removed, "called", called)
		completion = c.AppendJSON(nil)
		hash, err := s.Sealer.Digest(ctx, x.Tenant, "output", completion)
		if err != nil {
			return err
		}
		if err := stage.Seal(ctx, s.Sealer, x, exchange.SectionCompletion, completion); err != nil {
			return err
		}
		x.Dispatch.OutputHash, x.Dispatch.FinishReason = hash, c.FinishReason(0)
	}
	page.State = exchange.Passed
	return nil
}

func (s *Service) judge(x *exchange.Exchange) judge {
	j := judge{bundle: s.Bundle, schemas: s.Validator, who: toolpolicy.Request{Tenant: x.Tenant, User: x.User, Model: x.Model, Lane: x.Lane}}
	j.who.Roles, j.known = s.Users.Roles(x.Tenant, x.User)
	return j
}
