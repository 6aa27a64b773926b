package dlp

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/live"
	"sluice/pkg/requests"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
)

type caller struct{ tenant, user, via string }

// handle takes one request from arrival to ack. The order that nothing is lost
// in: judge, entry in REQUESTS, stage message and access event with their
// PubAcks, ack. A crash between any two leaves the caller without an ack, and
// the same request again goes on from where it stands. It returns the exchange, and
// how the stage ended with it; none where the request was turned away before there
// was one, or has its outcome.
func (s *Service) handle(ctx context.Context, m *nats.Msg, who caller) (*exchange.Exchange, telemetry.Ending) {
	a := s.arrival(m, who)
	by, leave, fault := s.judgeBy(who)
	if fault != nil {
		s.turnAway(ctx, m, a, fault)
		return nil, 0
	}
	defer leave()
	id, fault := s.requestID(m.Header, by)
	if fault != nil {
		s.turnAway(ctx, m, a, fault)
		return nil, 0
	}
	a.RequestID = id
	ctx = telemetry.WithRequest(ctx, id)
	s.Telemetry.Current(ctx).Request(id)
	req, fault := s.read(m.Data)
	if fault == nil && !s.Catalog.Has(req.Model()) {
		fault = chat.ErrModelNotFound()
	}
	if fault != nil {
		s.turnAway(ctx, m, a, fault)
		return nil, 0
	}
	x, fresh, err := s.accept(ctx, m, who, by, id, req)
	if err != nil {
		fault = asError(err)
		if fault.Status == 503 {
			s.Log.WarnContext(ctx, "a request was not accepted", "tenant", who.tenant, "error", err)
		}
		s.turnAway(ctx, m, a, fault)
		return nil, 0
	}
	if !fresh.fresh && fresh.entry.State == requests.Done {
		s.again(ctx, m, a, x, fresh.entry)
		return nil, 0
	}
	a.Duplicate = !fresh.fresh
	if x.Refusal != nil {
		return x, s.refuseRecorded(ctx, m, a, x)
	}
	return x, s.admit(ctx, m, a, x, fresh)
}

func (s *Service) arrival(m *nats.Msg, who caller) evidence.Access {
	return evidence.Access{
		Kind: "access", TS: s.Now().UTC(), Tenant: who.tenant, User: who.user, Via: who.via,
		Operation: "chat.completions", Bytes: len(m.Data),
	}
}

// standing is what REQUESTS holds for this request.
type standing struct {
	entry requests.Entry
	fresh bool
}

// accept scans, seals and enters the request. The exchange that it returns is
// that of the entry, also where the entry was made by an earlier call.
func (s *Service) accept(ctx context.Context, m *nats.Msg, who caller, by judgement, id string, req chat.Request) (*exchange.Exchange, standing, error) {
	key := exchange.Key(who.tenant, who.user, id)
	pseudonym, err := s.Sealer.Pseudonyms(ctx, who.tenant)
	if err != nil {
		return nil, standing{}, err
	}
	digest, err := s.Sealer.Digest(ctx, who.tenant, "request-body", m.Data)
	if err != nil {
		return nil, standing{}, err
	}
	j := s.judge(req, by, pseudonym)
	inputHash := digest // a blocked prompt has no sanitized body to commit to
	if j.body != nil {
		if inputHash, err = s.Sealer.Digest(ctx, who.tenant, "input", j.body); err != nil {
			return nil, standing{}, err
		}
	}
	if len(j.body)+j.restoreSize() > s.Room {
		return nil, standing{}, errGrown()
	}
	now := s.Now().UTC().Truncate(time.Millisecond)
	entry, fresh, err := s.Book.Accept(ctx, key, requests.Entry{
		Digest: digest, Accepted: now, Deadline: now.Add(by.policy.Deadline()),
	})
	if err != nil {
		return nil, standing{}, err
	}
	if entry.Digest != digest {
		return nil, standing{}, chat.ErrConflict()
	}
	failpoint.Hit(failpoint.AcceptedNotPublished)
	if entry.State == requests.Accepted && !s.Now().Before(entry.Deadline) {
		// It was entered and never handed on, or waits behind a dead stage. Its caller
		// asks again and gets the time of a new request; the exchange is the same.
		entry.Deadline = now.Add(by.policy.Deadline())
	}
	x := &exchange.Exchange{
		Key: key, ID: id, Tenant: who.tenant, User: who.user, Lane: lane(req), Via: who.via,
		Accepted: entry.Accepted, Deadline: entry.Deadline, Revision: entry.Revision, Body: digest,
		Trace: telemetry.Traceparent(ctx), Stream: req.Stream(), Usage: req.IncludeUsage(), Tools: len(req.Tools()) > 0,
		Policy: exchange.PolicyRef{
			Version: by.policy.Version(), Digest: by.policy.Digest(),
			Detectors: s.Detectors.Digest(), Required: by.policy.RequiredChecks(),
		},
		Model:    j.model,
		DLP:      j.page(inputHash, len(m.Data)),
		Sections: map[string][]byte{},
	}
	if edge := m.Header.Get(live.HeaderEdge); who.via == "http" && bus.ValidName(edge) && x.Stream && !by.policy.StreamBuffer() {
		x.Live, x.Edge = true, edge
	}
	if x.DLP.State != exchange.Passed {
		x.Refuse(j.refusal())
		return x, standing{entry, fresh}, nil
	}
	return x, standing{entry, fresh}, s.sealInto(ctx, x, j)
}

func (s *Service) sealInto(ctx context.Context, x *exchange.Exchange, j judged) error {
	bodies := map[string][]byte{exchange.SectionPrompt: j.body}
	if len(j.result.Restore) > 0 {
		restore, err := j.restore()
		if err != nil {
			return err
		}
		bodies[exchange.SectionRestore] = restore
	}
	for name, plain := range bodies {
		if err := stage.Seal(ctx, s.Sealer, x, name, plain); err != nil {
			return err
		}
	}
	return nil
}

// admit stores the exchange for its next stage and answers.
func (s *Service) admit(ctx context.Context, m *nats.Msg, a evidence.Access, x *exchange.Exchange, st standing) telemetry.Ending {
	a.Status = 202
	// The log first: where evidence takes nothing, no model is to be called.
	err := s.log(ctx, a)
	if err == nil {
		err = s.Flag(ctx, exchange.StageDLP, x)
	}
	var ack *jetstream.PubAck
	if err == nil {
		ack, err = stage.PublishAck(ctx, s.Bus, exchange.StageDLP, x)
	}
	if err != nil {
		s.Log.WarnContext(ctx, "a request was not accepted", "tenant", x.Tenant, "error", err)
		s.turnAway(ctx, m, a, notStored(err))
		return telemetry.Retried
	}
	failpoint.Hit(failpoint.PublishedNotAnswered)
	result := telemetry.Accepted
	if a.Duplicate {
		result = telemetry.Duplicate
	}
	s.Telemetry.Admitted(x.Tenant, result)
	s.respond(ctx, m, bus.Ack{Stream: ack.Stream, Seq: ack.Sequence, Duplicate: !st.fresh, ID: x.ID})
	return telemetry.Out
}

// refuseRecorded stores a refused exchange for provenance and tells the caller
// once its record is stored.
func (s *Service) refuseRecorded(ctx context.Context, m *nats.Msg, a evidence.Access, x *exchange.Exchange) telemetry.Ending {
	err := s.Flag(ctx, exchange.StageDLP, x)
	if err == nil {
		err = s.recorded(ctx, x)
	}
	if err != nil {
		s.Log.WarnContext(ctx, "a refusal is not recorded yet", "tenant", x.Tenant, "error", err)
		s.turnAway(ctx, m, a, chat.ErrUnavailable())
		return telemetry.Retried
	}
	r := x.Refusal
	s.turnAway(ctx, m, a, &chat.Error{Status: r.Status, Type: r.Type, Code: r.Code, Message: r.Message})
	return telemetry.Refused
}

// recorded hands x to provenance and returns when its outcome is released.
func (s *Service) recorded(ctx context.Context, x *exchange.Exchange) error {
	heard := make(chan *nats.Msg, 4)
	for _, subject := range []string{bus.ResponseSubject(x.Tenant, x.User, x.ID), bus.NoticeSubject(x.Key)} {
		sub, err := s.Bus.NC.ChanSubscribe(subject, heard)
		if err != nil {
			return fmt.Errorf("waiting for a record: %w", err)
		}
		defer func() { _ = sub.Unsubscribe() }()
	}
	if err := stage.Publish(ctx, s.Bus, exchange.StageDLP, x); err != nil {
		return err
	}
	select {
	case m := <-heard:
		if _, ok := bus.ReadResponse(m); !ok {
			return errors.New("waiting for a record: it cannot be stored now")
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for a record: %w", ctx.Err())
	}
}

// again answers a request that has its outcome: the duplicate is acknowledged and
// the outcome released once more, to who may read it.
func (s *Service) again(ctx context.Context, m *nats.Msg, a evidence.Access, x *exchange.Exchange, e requests.Entry) {
	a.Duplicate = true
	if o := e.Outcome; o.Kind != requests.Completed && o.Error != nil && x.Refusal != nil {
		s.turnAway(ctx, m, a, o.Error)
		return
	}
	a.Status = 202
	if err := s.log(ctx, a); err != nil {
		s.turnAway(ctx, m, a, chat.ErrUnavailable())
		return
	}
	s.Telemetry.Admitted(x.Tenant, telemetry.Duplicate)
	s.respond(ctx, m, bus.Ack{Stream: bus.StreamGuard, Seq: e.Revision, Duplicate: true, ID: x.ID})
	if err := s.Bus.NC.Publish(bus.UserSubject(bus.Release, x.Tenant, x.User), []byte(x.ID)); err != nil {
		s.Log.WarnContext(ctx, "asking for an outcome once more", "error", err)
	}
}

// turnAway logs a refusal at the door and answers. What cannot be logged is
// answered as unavailable: no refusal goes unrecorded.
func (s *Service) turnAway(ctx context.Context, m *nats.Msg, a evidence.Access, fault *chat.Error) {
	a.Status, a.Code, a.Param = fault.Status, fault.Code, fault.Param
	if err := s.log(ctx, a); err != nil {
		s.Log.ErrorContext(ctx, "the access log takes no events", "error", err)
		fault = chat.ErrUnavailable()
	}
	result := telemetry.AdmissionOf(fault.Status, fault.Code)
	if a.Duplicate && result == telemetry.Turned {
		result = telemetry.Duplicate
	}
	s.Telemetry.Admitted(a.Tenant, result)
	s.Telemetry.Current(ctx).Refused(fault.Code)
	s.respond(ctx, m, bus.Refused(a.RequestID, fault))
}

// log stores an access event.
func (s *Service) log(ctx context.Context, a evidence.Access) error {
	err := evidence.Log(ctx, s.Bus, a)
	if err != nil {
		s.Telemetry.EvidenceFailed()
	}
	return err
}

// codeBacklogFull is JetStream's error for a subject that holds as many messages as it may.
const codeBacklogFull = 10077

// notStored is the answer where the next stage's stream took no exchange. The
// backlog of a tenant's lane being full is that tenant's matter: 429.
func notStored(err error) *chat.Error {
	var api *jetstream.APIError
	if errors.As(err, &api) && api.ErrorCode == codeBacklogFull {
		return chat.ErrRateLimit()
	}
	return chat.ErrUnavailable()
}

// asError is the answer for an error on the way in: its own where it is one of
// the caller's, else that we are not available and nothing was accepted.
func asError(err error) *chat.Error {
	var e *chat.Error
	if errors.As(err, &e) {
		return e
	}
	return chat.ErrUnavailable()
}
