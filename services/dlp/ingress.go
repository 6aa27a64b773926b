package dlp

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/requests"
	"sluice/pkg/sanitize"
	"sluice/pkg/stage"
	"sluice/pkg/surface"
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
	if fault := s.spend(who, by, len(m.Data)); fault != nil {
		s.turnAway(ctx, m, a, fault)
		return nil, 0
	}
	id, fault := s.requestID(m.Header, who.via, by)
	if fault != nil {
		s.turnAway(ctx, m, a, fault)
		return nil, 0
	}
	a.RequestID = id
	ctx = telemetry.WithRequest(ctx, id)
	s.Telemetry.Current(ctx).Request(id)
	req, fault := s.read(m.Data, by.policy.Content())
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
	operation := surface.OperationChat
	if who.via == "http" {
		operation = surface.Operation(m.Header.Get(live.HeaderOperation))
	}
	return evidence.Access{
		Kind: "access", TS: s.Now().UTC(), Tenant: who.tenant, User: who.user, Via: who.via,
		Operation: operation, Bytes: len(m.Data),
	}
}

// standing is what REQUESTS holds for this request.
type standing struct {
	entry requests.Entry
	fresh bool
}

// accept scans, seals and enters the request. The exchange that it returns is
// that of the entry, also where the entry was made by an earlier call.
func (s *Service) accept(ctx context.Context, m *nats.Msg, who caller, by judgement, id string, req asked) (*exchange.Exchange, standing, error) {
	key := exchange.Key(who.tenant, who.user, id)
	pseudonym, err := s.Sealer.Pseudonyms(ctx, who.tenant)
	if err != nil {
		return nil, standing{}, err
	}
	hash, err := s.Sealer.Hashes(ctx, who.tenant)
	if err != nil {
		return nil, standing{}, err
	}
	by.clean = by.clean.Hashing(hash)
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
	if entry.State == requests.Accepted && !entry.Broken && !s.Now().Before(entry.Deadline) {
		// It was entered and never handed on, or waits behind a dead stage. Its caller
		// asks again and gets as much time as at first; the exchange is the same. No
		// copy gets more, and none gets any once there is an outcome: stage.Settle
		// counts on both. One that broke cannot be completed any more.
		entry.Deadline = now.Add(entry.Deadline.Sub(entry.Accepted))
	}
	x := &exchange.Exchange{
		Key: key, ID: id, Tenant: who.tenant, User: who.user, Lane: lane(req.Request), Via: who.via,
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
	if edge := m.Header.Get(live.HeaderEdge); who.via == "http" && bus.ValidName(edge) {
		x.Live = x.Stream && !by.policy.StreamBuffer() && !sanitize.NeedsWhole(by.policy, policy.Output)
		// Who gave a call its id may hang up and ask by it for the outcome: the call goes
		// on. What was heard of a live stream is not told again, and an id of ours nobody knows.
		if x.Live || m.Header.Get(live.HeaderNamed) == "" {
			x.Edge = edge
		}
	}
	if x.DLP.State == exchange.Failed {
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
