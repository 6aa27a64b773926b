package dlp

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/requests"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
)

// This file is how a request that was read ends at the door: admitted, refused, answered
// once more, or turned away. Each is stored before it is answered.

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
