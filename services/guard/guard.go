// Package guard is the stage that judges what a prompt asks for and what a
// completion says: hazards by a guard model or, where none is configured, by the
// small classifier of this binary, and injections by pkg/injection. It rewrites
// nothing: a verdict lets an exchange pass or refuses it. A verdict that could not
// be had is an error, and an error is not a pass.
package guard

import (
	"context"
	"log/slog"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/policy"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
)

// Policies gives the policy that judged an exchange at ingress.
type Policies interface {
	At(ctx context.Context, digest string) (*policy.Policy, error)
}

// Deps are what the stage works with. All are safe for concurrent use.
type Deps struct {
	Bus        *bus.Bus
	Sealer     *seal.Sealer
	Policies   Policies
	Classifier Classifier
	Injection  *injection.Set
	Labels     *Labels // nil: no classifier of injections is configured
	Log        *slog.Logger
	Now        func() time.Time

	Options stage.Options // its Telemetry is that of windows too
}

// Service is the stage.
type Service struct {
	Deps
	windows *bus.Answerer
}

// Start opens the consumers and the service for windows of live streams; the
// returned runner consumes, the returned work is for a stage of this process.
func Start(ctx context.Context, d Deps) (*stage.Runner, stage.Func, error) {
	s := &Service{Deps: d, windows: bus.NewAnswerer(maxWindows, windowTime, d.Log)}
	d.Options.Stage = exchange.StageGuard
	if err := s.serveWindows(); err != nil {
		return nil, nil, err
	}
	r, err := stage.Start(ctx, d.Bus, d.Options, s.handle)
	return r, s.handle, err
}

// handle judges the prompt on the first visit, the completion on the second.
func (s *Service) handle(ctx context.Context, x *exchange.Exchange) error {
	began := s.Now()
	if x.Expired(began) {
		x.Refuse(refusal(chat.ErrTimeout(), true))
		return nil
	}
	p, err := s.Policies.At(ctx, x.Policy.Digest)
	if err != nil {
		return err
	}
	p = p.For(x.Tenant)
	direction, page := policy.Input, &x.GuardInput
	var protected *injection.Disclosure
	pieces, err := s.prompt(ctx, x)
	if err == nil && x.Dispatch != nil {
		direction, page = policy.Output, &x.GuardOutput
		protected = injection.NewDisclosure(systemTexts(pieces), p.Canaries())
		pieces, err = s.completion(ctx, x, pieces)
	}
	if err != nil {
		return err
	}
	call, cancel := context.WithDeadline(ctx, x.Deadline)
	defer cancel()
	verdict := s.judge(call, p, direction, pieces, protected)
	verdict.Took = float64(s.Now().Sub(began).Microseconds()) / 1000
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if verdict.State == exchange.Errored {
		return s.unjudged(ctx, x, p, page, verdict)
	}
	*page = &verdict.GuardPage
	if verdict.State == exchange.Failed {
		x.Refuse(blocked(verdict.blocked))
	}
	return nil
}

// prompt opens the sanitized prompt and takes it apart.
func (s *Service) prompt(ctx context.Context, x *exchange.Exchange) ([]piece, error) {
	doc, err := s.open(ctx, x, exchange.SectionPrompt)
	if err != nil {
		return nil, err
	}
	return promptPieces(doc), nil
}

// completion opens the sanitized completion; the prompt is its context.
func (s *Service) completion(ctx context.Context, x *exchange.Exchange, prompt []piece) ([]piece, error) {
	doc, err := s.open(ctx, x, exchange.SectionCompletion)
	if err != nil {
		return nil, err
	}
	return completionPieces(doc, prompt), nil
}

// maxNodes bounds the JSON values of a body: log-probabilities make many.
const maxNodes = 600_000

// maxKept is the largest prompt, in bytes, that is kept parsed while the model answers:
// its tree may take fifty times as much.
const maxKept = 64 << 10

func (s *Service) open(ctx context.Context, x *exchange.Exchange, section string) (*chat.Document, error) {
	if doc, ok := x.KeptParsed(section).(*chat.Document); ok {
		return doc, nil
	}
	plain, err := stage.Open(ctx, s.Sealer, x, section)
	if err != nil {
		return nil, err
	}
	doc, err := chat.Parse(plain, chat.Limits{Bytes: len(plain) + 1, Nodes: maxNodes})
	if err != nil {
		return nil, stage.Reject("its sealed " + section + " does not parse")
	}
	if len(plain) <= maxKept {
		x.KeepParsed(section, doc)
	}
	return doc, nil
}
