// Package dispatch is the stage that calls the model pool: once for each
// exchange, however often it is delivered. It scans the completion in memory
// before anything of it is stored or released. Of a live stream it releases
// pieces, each after the scan and the guard; all else is released by provenance.
package dispatch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/model"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
)

// Policies gives the policy that judged an exchange at ingress.
type Policies interface {
	At(ctx context.Context, digest string) (*policy.Policy, error)
}

// Deps are what the stage works with. All are safe for concurrent use.
type Deps struct {
	Bus       *bus.Bus
	Once      *stage.Once
	Sealer    *seal.Sealer
	Pool      *pool.Pool
	Policies  Policies
	Detectors *scan.Set
	Validator *chat.Validator
	Log       *slog.Logger
	Now       func() time.Time
	Version   string
	MaxAnswer int
	Room      int // bytes of bodies that one exchange may have

	// Weights says what is known of the weights of a model at a backend; nil where nobody knows anything.
	Weights func(backend, name string) model.Verdict

	Options stage.Options
}

// Service is the stage.
type Service struct {
	Deps
	gone *gone
}

// Start opens the consumers; the returned runner consumes. The returned work is
// the stage's, for a stage of this process to hand on to.
func Start(ctx context.Context, d Deps) (*stage.Runner, stage.Func, error) {
	s := &Service{Deps: d, gone: newGone(d.Now)}
	d.Options.Stage = exchange.StageDispatch
	if err := s.gone.listen(d.Bus.NC); err != nil {
		return nil, nil, err
	}
	r, err := stage.Start(ctx, d.Bus, d.Options, s.handle)
	return r, s.handle, err
}

func (s *Service) handle(ctx context.Context, x *exchange.Exchange) error {
	if err := s.crowded(ctx, x); err != nil {
		return err
	}
	return s.Once.Do(ctx, x, s.dispatch)
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
	p, err := s.Policies.At(ctx, x.Policy.Digest)
	if err != nil {
		return err
	}
	p = p.For(x.Tenant)
	prompt, err := stage.Open(ctx, s.Sealer, x, exchange.SectionPrompt)
	if err != nil {
		return err
	}
	call, cancel := context.WithDeadline(ctx, x.Deadline)
	defer cancel()
	call, end := context.WithCancelCause(call)
	defer end(nil)
	defer s.gone.watch(x.Key, x.Edge, func() { end(errGone) })()
	if x.Live {
		err = s.stream(ctx, call, x, p, prompt)
	} else {
		err = s.whole(ctx, call, x, p, prompt)
	}
	x.Dispatch.Took = ms(s.Now().Sub(began))
	return err
}

// whole has the model answer in one piece.
func (s *Service) whole(ctx, call context.Context, x *exchange.Exchange, p *policy.Policy, prompt []byte) error {
	answer, served, err := s.Pool.Chat(call, x.Model, s.caller(x, p, prompt), prompt)
	s.served(x, served)
	switch {
	case err == nil:
	case ctx.Err() == nil && errors.Is(context.Cause(call), errGone):
		x.Refuse(clientGone())
		return nil
	default:
		return s.failed(ctx, x, err)
	}
	c, ok := s.parse(x, answer.Body)
	if !ok {
		return nil
	}
	_, err = s.judge(ctx, x, p, c)
	return err
}

func (s *Service) served(x *exchange.Exchange, by pool.Served) {
	p := x.Dispatch
	p.Backend, p.Engine, p.ModelSHA, p.Attempts = by.Backend, by.Engine, by.ModelSHA, by.Attempts
	p.EngineTook = ms(by.Took)
	s.attested(x, by.Backend, by.Took)
}

func (s *Service) pseudonyms(ctx context.Context, x *exchange.Exchange) (func(scan.Type, string) string, error) {
	pseudonym, err := s.Sealer.Pseudonyms(ctx, x.Tenant)
	if err != nil {
		return nil, fmt.Errorf("making pseudonyms: %w", err)
	}
	return func(t scan.Type, v string) string { return pseudonym(string(t), v) }, nil
}

// cleaner is what judges an answer by the policy, with the tenant's keys.
func (s *Service) cleaner(ctx context.Context, x *exchange.Exchange, p *policy.Policy) (*sanitize.Sanitizer, error) {
	hash, err := s.Sealer.Hashes(ctx, x.Tenant)
	if err != nil {
		return nil, err
	}
	return sanitize.New(s.Detectors, p).Hashing(hash), nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
