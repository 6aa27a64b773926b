// Package dispatch is the stage that calls the model pool: once for each
// exchange, however often it is delivered. It scans the completion in memory
// before anything of it is stored. It releases nothing.
package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
)

// Deps are what the stage works with. All are safe for concurrent use.
type Deps struct {
	Bus       *bus.Bus
	Once      *stage.Once
	Sealer    *seal.Sealer
	Pool      *pool.Pool
	Policy    *policy.Policy
	Detectors *scan.Set
	Validator *chat.Validator
	Log       *slog.Logger
	Now       func() time.Time
	MaxAnswer int
	Room      int // bytes of bodies that fit into one message

	Options stage.Options
}

// Service is the stage.
type Service struct {
	Deps
	clean *sanitize.Sanitizer
}

// Start opens the consumer; the returned runner consumes.
func Start(ctx context.Context, d Deps) (*stage.Runner, error) {
	s := &Service{Deps: d, clean: sanitize.New(d.Detectors, d.Policy)}
	d.Options.Stage = exchange.StageDispatch
	return stage.Start(ctx, d.Bus, d.Options, s.handle)
}

func (s *Service) handle(ctx context.Context, x *exchange.Exchange) error {
	err := s.Once.Do(ctx, x, s.dispatch)
	delete(x.Sections, exchange.SectionPrompt) // nobody after this stage needs it
	return err
}

// dispatch does the expensive work, under a lease. Everything that it learns
// ends in x.Dispatch or x.Refusal; an error means that nothing was decided.
func (s *Service) dispatch(ctx context.Context, x *exchange.Exchange) error {
	began := s.Now()
	x.Dispatch = &exchange.DispatchPage{State: exchange.NotRun}
	if x.Expired(began) {
		x.Refuse(refusal(chat.ErrTimeout(), true))
		return nil
	}
	prompt, err := s.Sealer.Open(ctx, s.binding(x, exchange.SectionPrompt), x.Sections[exchange.SectionPrompt])
	if errors.Is(err, seal.ErrOpen) && !errors.Is(err, seal.ErrNoKey) {
		return stage.Reject("its sealed prompt does not open") // no retry cures it
	}
	if err != nil {
		return err
	}
	call, cancel := context.WithDeadline(ctx, x.Deadline)
	defer cancel()
	answer, served, err := s.Pool.Chat(call, x.Model, prompt)
	p := x.Dispatch
	p.Backend, p.Engine, p.ModelSHA, p.Attempts = served.Backend, served.Engine, served.ModelSHA, served.Attempts
	p.EngineTook = ms(served.Took)
	if err != nil {
		return s.failed(ctx, x, err)
	}
	if err := s.judge(ctx, x, answer.Body); err != nil {
		return err
	}
	p.Took = ms(s.Now().Sub(began))
	return nil
}

// maxNodes bounds the JSON values of an answer: log-probabilities make many.
const maxNodes = 600_000

// judge parses and scans the engine's answer, and seals what may be kept of it.
func (s *Service) judge(ctx context.Context, x *exchange.Exchange, body []byte) error {
	p := x.Dispatch
	c, err := s.Validator.ParseCompletion(body, chat.Limits{Bytes: s.MaxAnswer, Nodes: maxNodes})
	if err != nil {
		p.State = exchange.Errored // the scan could not run: not a pass
		x.Refuse(refusal(chat.ErrEngineAnswer(), true))
		return nil
	}
	pseudonym, err := s.Sealer.Pseudonyms(ctx, x.Tenant)
	if err != nil {
		return err
	}
	// Also a blocked answer was paid for; scanning may leave nothing of it.
	usage, _ := c.Usage()
	p.PromptTokens, p.OutputTokens = usage.Prompt, usage.Completion
	result := s.clean.Document(c.Doc, policy.Output, func(t scan.Type, v string) string { return pseudonym(string(t), v) })
	for _, n := range result.Counts {
		p.Findings = append(p.Findings, exchange.Finding{Type: string(n.Type), Rule: n.Rule, Action: string(n.Action), Count: n.Count})
	}
	if len(result.Blocked) > 0 {
		p.State = exchange.Failed
		r := refusal(chat.ErrContentFilter(result.Blocked), false)
		r.Rules = result.Blocked
		x.Refuse(r)
		return nil
	}
	p.State = exchange.Passed
	s.finishChoices(p, c, result)
	c.SetModel(x.Model)
	c.SetID("chatcmpl-" + x.ID)
	completion := c.AppendJSON(nil)
	if len(completion)+len(x.Sections[exchange.SectionRestore]) > s.Room {
		x.Refuse(refusal(chat.ErrEngineAnswer(), true))
		return nil
	}
	return s.keep(ctx, x, completion)
}

// finishChoices takes away what may not be released with a choice: log-probabilities
// of text that was changed, which spell it again, and calls of tools, since none
// may be offered yet.
func (s *Service) finishChoices(p *exchange.DispatchPage, c *chat.Completion, result sanitize.Result) {
	for i := range c.Choices() {
		if result.Redacted {
			c.DropLogprobs(i)
		}
		p.ToolCalls = append(p.ToolCalls, c.ToolCalls(i)...)
		if c.RemoveToolCalls(i) {
			p.ToolsDropped = true
		}
		if i == 0 {
			p.FinishReason = c.FinishReason(0)
		}
	}
}

func (s *Service) keep(ctx context.Context, x *exchange.Exchange, completion []byte) error {
	hash, err := s.Sealer.Digest(ctx, x.Tenant, "output", completion)
	if err != nil {
		return err
	}
	sealed, err := s.Sealer.Seal(ctx, s.binding(x, exchange.SectionCompletion), completion)
	if err != nil {
		return err
	}
	x.Dispatch.OutputHash = hash
	x.Sections[exchange.SectionCompletion] = sealed
	return nil
}

func (s *Service) binding(x *exchange.Exchange, section string) seal.Binding {
	return seal.Binding{Tenant: x.Tenant, User: x.User, Request: x.Key, Section: section}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
