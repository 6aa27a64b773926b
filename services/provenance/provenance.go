// Package provenance is the last stage: it stores the record of an exchange, then
// its outcome, and only then releases the answer to its caller. It also answers
// who asks for an outcome again, and who may read the evidence.
package provenance

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/requests"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
)

// Deps are what the stage works with. All are safe for concurrent use.
type Deps struct {
	Bus       *bus.Bus
	Book      *requests.Book
	Results   jetstream.KeyValue
	Sealer    *seal.Sealer
	Log       *slog.Logger
	Telemetry *telemetry.Telemetry // nil records nothing
	Now       func() time.Time
	Version   string

	Options stage.Options
}

// Service is the stage.
type Service struct {
	Deps
	answers  *bus.Answerer
	openings *bus.Answerer
}

// Start opens the consumer and the services beside it; the returned runner consumes.
// The returned work is the stage's, for a stage of this process to hand on to.
func Start(ctx context.Context, d Deps) (*stage.Runner, stage.Func, error) {
	s := &Service{Deps: d, answers: bus.NewAnswerer(maxQuestions, serveTime, d.Log), openings: bus.NewAnswerer(maxOpenings, serveTime, d.Log)}
	d.Options.Stage = exchange.StageProvenance
	if err := s.serveOutcomes(); err != nil {
		return nil, nil, err
	}
	if err := s.serveOpenings(); err != nil {
		return nil, nil, err
	}
	if err := s.serveAudit(); err != nil {
		return nil, nil, err
	}
	if err := s.serveFlags(); err != nil {
		return nil, nil, err
	}
	r, err := stage.Start(ctx, d.Bus, d.Options, s.handle)
	return r, s.handle, err
}

// handle files the exchange; where that cannot be done now, who waits is told.
func (s *Service) handle(ctx context.Context, x *exchange.Exchange) error {
	err := s.unfinished(ctx, x)
	if err == nil {
		err = s.file(ctx, x)
	}
	var hold *stage.Holding
	if err != nil && !errors.Is(err, stage.ErrSettled) && !errors.As(err, &hold) {
		s.holdUp(ctx, x)
	}
	return err
}

const codeIncomplete = "stream_incomplete"

func incomplete(x *exchange.Exchange) bool {
	return x.Refusal != nil && x.Refusal.Code == codeIncomplete
}

// opened says whether text of x may have reached its caller already.
func opened(x *exchange.Exchange) bool { return x.Dispatch != nil && !x.Dispatch.Opened.IsZero() }

// unfinished ends a stream as incomplete whose caller was told so, because its
// closing record could not be stored: the record says what the caller saw.
func (s *Service) unfinished(ctx context.Context, x *exchange.Exchange) error {
	if !x.Live {
		return nil
	}
	if !opened(x) {
		return s.openedBefore(ctx, x)
	}
	if x.Refusal != nil {
		return nil
	}
	broken, err := s.Book.Broken(ctx, x)
	if err == nil && broken {
		x.Refuse(exchange.Refusal{
			Stage: string(exchange.StageProvenance), Failed: true, Status: 503, Type: chat.TypeUnavailable, Code: codeIncomplete,
			Message: "The answer was sent in part: its closing record could not be stored in time. Send the request again with a new id.",
		})
	}
	return err
}

// openedBefore ends a stream that another attempt had opened, since its caller may
// have seen another text, and has the record say that it was opened, also of one that
// was refused for another reason. An opening record of the very attempt whose answer
// this is, stored when nobody waited for it any more, is none: nothing left after it.
func (s *Service) openedBefore(ctx context.Context, x *exchange.Exchange) error {
	o, there, err := evidence.FindOpening(ctx, s.Bus, x.Tenant, x.Key, x.Accepted)
	if err != nil || !there {
		return err
	}
	page := exchange.DispatchPage{State: exchange.NotRun} // where it was refused on the way, when it came once more
	if x.Dispatch != nil {
		page = *x.Dispatch
	}
	if page.Run == o.Run {
		return nil
	}
	page.Opened = o.TS
	x.Dispatch = &page
	x.Refuse(exchange.Refusal{
		Stage: string(exchange.StageProvenance), Failed: true, Status: 502, Type: chat.TypeServer, Code: "stream_interrupted",
		Message: "The answer was interrupted while it was sent, and cannot go on. Send the request again with a new id.",
	})
	return nil
}

// file stores, in this order, the record and the outcome. The harness then
// acknowledges the input and the answer goes out. Whatever dies between two of these,
// the redelivery finds what is stored and goes on: the record's subject takes one
// message, the outcome's entry is written by compare-and-set.
func (s *Service) file(ctx context.Context, x *exchange.Exchange) error {
	record := evidence.New(x, s.Now(), s.Version)
	kind := record.Outcome
	seq, stored, err := evidence.Store(ctx, s.Bus, x, record)
	switch {
	case errors.Is(err, evidence.ErrStored):
		if incomplete(x) && stored.Outcome == requests.Completed {
			x.Refusal, record, kind = nil, stored, stored.Outcome // it was recorded whole before its caller was told otherwise
		}
		if stored.Outcome != record.Outcome || stored.OutputHash != record.OutputHash {
			if kind, err = s.asRecorded(ctx, x, stored); err != nil {
				return err
			}
		}
	case err != nil:
		s.Telemetry.EvidenceFailed()
		return err
	default:
		s.Telemetry.Recorded(x, kind, s.Now())
	}
	failpoint.Hit(failpoint.RecordedNotReleased)
	entry, err := s.Book.Finish(ctx, x, outcome(x, kind, seq))
	if errors.Is(err, requests.ErrNone) {
		// Its window is over: it is on record, and nobody can ask for it any more.
		s.Log.WarnContext(ctx, "an exchange ended after its window", "tenant", x.Tenant, "outcome", kind)
		return nil
	}
	if err != nil && !errors.Is(err, requests.ErrFinished) {
		return err
	}
	failpoint.Hit(failpoint.OutcomeNotAcked)
	x.After = func(ctx context.Context) { s.released(ctx, x, entry) }
	return nil
}

func outcome(x *exchange.Exchange, kind string, seq uint64) requests.Outcome {
	o := requests.Outcome{Kind: kind, Stream: x.Stream, Usage: x.Usage, Record: seq}
	if kind != requests.Completed {
		o.Error = fault(x.Refusal)
	}
	return o
}

// fault is what the caller is told. An exchange that may not be released although
// nobody refused it failed: a required check did not pass.
func fault(r *exchange.Refusal) *chat.Error {
	if r == nil {
		return chat.ErrInternal()
	}
	return &chat.Error{Status: r.Status, Type: r.Type, Code: r.Code, Message: r.Message}
}

// released runs after the input is acknowledged: the answer goes out, and the
// result, no longer needed, is replaced by a mark.
func (s *Service) released(ctx context.Context, x *exchange.Exchange, e requests.Entry) {
	failpoint.Hit(failpoint.AckedNotAnswered)
	who := asker{x.Tenant, x.User, x.ID}
	plain, _ := x.Kept(exchange.SectionCompletion, e.Sections[exchange.SectionCompletion])
	if err := s.release(ctx, who, e, plain, false); err != nil {
		s.Log.WarnContext(ctx, "answering; the caller can fetch the outcome", "tenant", x.Tenant, "error", err)
	}
	if err := stage.Settle(s.Bus, x); err != nil {
		s.Log.WarnContext(ctx, "settling a result; it stays sealed until its age limit", "error", err)
	}
	if err := bodies.At(s.Bus).Clear(ctx, x, e.Stored); err != nil {
		s.Log.WarnContext(ctx, "taking away what was stored of an exchange; it stays sealed until its age limit", "error", err)
	}
}

// holdUp tells a waiting edge that the record cannot be stored now. It is no
// outcome: the exchange is tried again until it has one. A caller who has seen part
// of a stream then gets an error in it, so it is marked first, for good: what is
// recorded later says incomplete, whoever records it.
func (s *Service) holdUp(ctx context.Context, x *exchange.Exchange) {
	if opened(x) && x.Refusal == nil {
		if err := s.Book.Break(ctx, x); err != nil {
			s.Log.WarnContext(ctx, "marking a stream as incomplete; its caller waits on", "tenant", x.Tenant, "error", err)
			return
		}
		if broken, err := s.Book.Broken(ctx, x); err != nil || !broken {
			return // it has its outcome, of which only the PubAck was lost: that is what its caller gets
		}
	}
	if err := s.Bus.NC.Publish(bus.NoticeSubject(x.Key), nil); err != nil {
		s.Log.WarnContext(ctx, "telling of a delay", "error", err)
	}
}
