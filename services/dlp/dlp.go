// Package dlp is the ingress stage: it holds a raw prompt in memory only, scans
// and sanitizes it, stores the accepted exchange and answers in PubAck's shape.
// It calls no model and writes no record.
package dlp

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/admission"
	"sluice/pkg/bus"
	"sluice/pkg/catalog"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/requests"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
	"sluice/pkg/telemetry"
	"sluice/pkg/upload"
)

// Deps are what the stage works with. All are safe for concurrent use.
type Deps struct {
	Bus       *bus.Bus
	Book      *requests.Book
	Sealer    *seal.Sealer
	Policies  Policies
	Detectors *scan.Set
	Validator *chat.Validator
	Catalog   *catalog.Catalog
	Log       *slog.Logger
	Telemetry *telemetry.Telemetry // nil records nothing
	Now       func() time.Time

	MaxBody     int
	Room        int   // bytes of bodies that one exchange may have
	MaxInHand   int64 // raw bytes held at once
	Concurrency int64 // requests in work at once

	// Flag stores what analysts must hear of the stage's page, before a request is
	// acknowledged or refused.
	Flag func(ctx context.Context, at exchange.Stage, x *exchange.Exchange) error
}

// Policies gives the policy that judges a new request.
type Policies interface {
	ForNew() (*policy.Policy, error)
}

// Service is a running ingress stage.
type Service struct {
	Deps
	gate  *admission.Gate
	house *house
	desk  *upload.Desk // for requests that are longer than a message
	subs  []*nats.Subscription
}

// queue is the group in which dlp processes share requests.
const queue = "dlp"

// Start subscribes; when it returns, requests are taken.
func Start(d Deps) (*Service, error) {
	s := &Service{
		Deps:  d,
		gate:  admission.New(d.Now),
		house: newHouse(d.Concurrency, d.MaxInHand),
	}
	var err error
	if s.desk, err = upload.Listen(d.Bus.NC, pieceTime); err != nil {
		return nil, err
	}
	for prefix, via := range map[string]string{bus.Request: "nats", bus.Ingress: "http"} {
		sub, err := d.Bus.NC.QueueSubscribe(prefix+".*.*", queue, func(m *nats.Msg) { s.take(m, prefix, via) })
		if err != nil {
			return nil, fmt.Errorf("subscribing to requests: %w", err)
		}
		if err := s.bound(sub); err != nil {
			return nil, err
		}
		s.subs = append(s.subs, sub)
	}
	scans, err := s.serveScans()
	if err != nil {
		return nil, err
	}
	s.subs = append(s.subs, scans)
	if err := d.Bus.NC.Flush(); err != nil {
		return nil, fmt.Errorf("subscribing to requests: %w", err)
	}
	return s, nil
}

// bound limits what waits for a subscription.
func (s *Service) bound(sub *nats.Subscription) error {
	if err := sub.SetPendingLimits(int(s.Concurrency)*4, int(s.MaxInHand)); err != nil {
		return fmt.Errorf("bounding what waits: %w", err)
	}
	return nil
}

// take hands a message to a goroutine of its own, or answers at once that there
// is no room: overload is told, not queued without end.
func (s *Service) take(m *nats.Msg, prefix, via string) {
	tenant, user, rest, err := bus.SplitUserSubject(prefix, m.Subject)
	if err != nil || rest != "" {
		return // the subscription and the server's permissions allow no such subject
	}
	who := caller{tenant: tenant, user: user, via: via}
	size := len(m.Data)
	if via == "http" {
		size = upload.Size(m)
	}
	leave, ok := s.house.enter(tenant, size)
	switch {
	case !ok:
		s.overload(m, who)
	case size == len(m.Data):
		s.work(m, who, leave)
	case size > s.MaxBody:
		leave()
		s.reject(m, who, chat.ErrTooLarge(s.MaxBody))
	default:
		s.desk.Begin(m, size, func(whole *nats.Msg) { s.work(whole, who, leave) }, leave)
	}
}

// work handles a whole request in a goroutine of its own.
func (s *Service) work(m *nats.Msg, who caller, leave func()) {
	go func() {
		defer leave()
		rise, ok := s.house.sit()
		if !ok {
			s.overload(m, who)
			return
		}
		defer rise()
		ctx, cancel := context.WithTimeout(context.Background(), ingressTime)
		defer cancel()
		ctx, pass := s.Telemetry.Stage(exchange.StageDLP).Arrive(ctx, m.Header.Get(telemetry.Header), who.via == "http")
		var x *exchange.Exchange
		var how telemetry.Ending
		defer func() { pass.End(x, how) }()
		defer s.survive(ctx, m, who)
		x, how = s.handle(ctx, m, who)
	}()
}

// overload turns a request away. On the subscription's own goroutine no more is
// taken in while the log is written.
func (s *Service) overload(m *nats.Msg, who caller) { s.reject(m, who, chat.ErrRateLimit()) }

func (s *Service) reject(m *nats.Msg, who caller, fault *chat.Error) {
	ctx, cancel := context.WithTimeout(context.Background(), ingressTime)
	defer cancel()
	s.turnAway(ctx, m, s.arrival(m, who), fault)
}

// pieceTime bounds the wait for the next piece of a request.
const pieceTime = 5 * time.Second

// ingressTime bounds everything from a request's arrival to its ack.
const ingressTime = 15 * time.Second

// survive keeps one request from ending the process. What panicked is not told:
// it may hold text.
func (s *Service) survive(ctx context.Context, m *nats.Msg, who caller) {
	if v := recover(); v != nil {
		s.Log.ErrorContext(ctx, "a request panicked", "stack", string(debug.Stack()))
		s.Telemetry.Current(ctx).Fail("panic")
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ingressTime)
		defer cancel()
		s.turnAway(ctx, m, s.arrival(m, who), chat.ErrInternal())
	}
}

func (s *Service) respond(ctx context.Context, m *nats.Msg, a bus.Ack) {
	if m.Reply == "" {
		return
	}
	if err := m.Respond(a.JSON()); err != nil {
		s.Log.WarnContext(ctx, "answering a request", "error", err)
	}
}

// Drain stops taking requests and waits for those in work.
func (s *Service) Drain(ctx context.Context) {
	for _, sub := range s.subs {
		if err := sub.Drain(); err != nil {
			s.Log.Warn("draining requests", "error", err)
		}
	}
	if err := s.house.empty(ctx); err != nil {
		s.Log.Warn("requests were still in work at the end of the drain", "error", err)
	}
	if err := s.desk.Close(); err != nil {
		s.Log.Warn("draining requests", "error", err)
	}
}
