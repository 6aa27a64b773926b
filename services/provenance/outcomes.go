package provenance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
	"sluice/pkg/sanitize"
	"sluice/pkg/seal"
)

// queue is the group in which provenance processes share questions.
const queue = "provenance"

// serveTime bounds the answer to one question.
const serveTime = 10 * time.Second

// maxQuestion bounds a question in bytes, maxQuestions how many are answered at once.
const (
	maxQuestion  = 4096
	maxQuestions = 64
	maxOpenings  = 512
)

type asker struct{ tenant, user, id string }

// serveOutcomes answers sluice.fetch and sluice.restore: the outcome of one's own
// request is released again on its response subject, which only that user may
// read. The reply itself carries no content.
func (s *Service) serveOutcomes() error {
	for prefix, operation := range map[string]string{bus.Fetch: "fetch", bus.Restore: "restore", bus.Release: ""} {
		_, err := s.Bus.NC.QueueSubscribe(prefix+".*.*", queue, func(m *nats.Msg) {
			tenant, user, _, err := bus.SplitUserSubject(prefix, m.Subject)
			if err != nil {
				return
			}
			s.answers.Do(func(ctx context.Context) { s.reply(ctx, m, s.fetch(ctx, tenant, user, m.Data, operation)) })
		})
		if err != nil {
			return fmt.Errorf("serving outcomes: %w", err)
		}
	}
	return nil
}

// fetch answers one question. Every one that a user asked is on the access log
// before anything is released; an operation of "" is a release that dlp asked for
// and has logged.
func (s *Service) fetch(ctx context.Context, tenant, user string, question []byte, operation string) bus.Ack {
	id, fault := askedID(question)
	var e requests.Entry
	if fault == nil {
		e, fault = s.entry(ctx, tenant, user, id)
	}
	if operation != "" {
		known := id
		if fault != nil {
			known = "" // what was never accepted as an id may be anything, a secret too
		}
		if err := s.log(ctx, tenant, user, operation, known, fault); err != nil {
			s.Log.ErrorContext(ctx, "the access log takes no events", "error", err)
			return bus.Refused(id, chat.ErrUnavailable())
		}
	}
	if fault != nil {
		return bus.Refused(id, fault)
	}
	if e.State != requests.Done {
		return bus.Ack{Stream: bus.BucketRequests, Seq: e.Revision, ID: id}
	}
	if err := s.release(ctx, asker{tenant, user, id}, e, nil, operation == "restore"); err != nil {
		s.Log.WarnContext(ctx, "releasing an outcome again", "tenant", tenant, "error", err)
		return bus.Refused(id, chat.ErrUnavailable())
	}
	return bus.Ack{Stream: bus.BucketRequests, Seq: e.Revision, ID: id, Duplicate: true}
}

func (s *Service) entry(ctx context.Context, tenant, user, id string) (requests.Entry, *chat.Error) {
	e, err := s.Book.Whole(ctx, exchange.Key(tenant, user, id))
	switch {
	case errors.Is(err, requests.ErrNone):
		return e, chat.ErrNotFound()
	case err != nil:
		s.Log.WarnContext(ctx, "fetching an outcome", "tenant", tenant, "error", err)
		return e, chat.ErrUnavailable()
	}
	return e, nil
}

// log stores an access event of a question over NATS.
func (s *Service) log(ctx context.Context, tenant, user, operation, id string, fault *chat.Error) error {
	a := evidence.Access{
		Kind: "access", TS: s.Now().UTC(), Tenant: tenant, User: user, Via: "nats", Operation: operation, RequestID: id, Status: 200,
	}
	if fault != nil {
		a.Status, a.Code, a.Param = fault.Status, fault.Code, fault.Param
	}
	err := evidence.Log(ctx, s.Bus, a)
	if err != nil {
		s.Telemetry.EvidenceFailed()
	}
	return err
}

// askedID reads {"id":"…"}, or the bare id.
func askedID(question []byte) (string, *chat.Error) {
	if len(question) > maxQuestion {
		return "", chat.ErrTooLarge(maxQuestion)
	}
	id := strings.TrimSpace(string(question))
	if strings.HasPrefix(id, "{") {
		var q struct {
			ID string `json:"id"`
		}
		if json.Unmarshal(question, &q) != nil {
			return "", chat.ErrInvalid("", "invalid_json", `Send {"id":"the request id"}.`)
		}
		id = q.ID
	}
	if !bus.ValidName(id) {
		return "", chat.ErrRequestID()
	}
	return id, nil
}

func (s *Service) reply(ctx context.Context, m *nats.Msg, a bus.Ack) {
	if m.Reply == "" {
		return
	}
	if err := m.Respond(a.JSON()); err != nil {
		s.Log.WarnContext(ctx, "answering a question", "error", err)
	}
}

// release publishes an outcome on the response subject of its request. What goes
// out is what stands in the entry, so that every release of it is the same. plain is
// the completion where it was opened in this process, else nil.
func (s *Service) release(ctx context.Context, who asker, e requests.Entry, plain []byte, restore bool) error {
	o := e.Outcome
	if e.State != requests.Done || o == nil {
		return errors.New("releasing: the request has no outcome yet")
	}
	info := bus.ResponseInfo{ID: who.id, Kind: o.Kind, Status: 200, Stream: o.Stream, Usage: o.Usage}
	if o.Kind != requests.Completed {
		info.Status = o.Error.Status
		return s.send(who, info, o.Error.Body())
	}
	body := plain
	if body == nil {
		var err error
		if body, err = s.open(ctx, who, e, exchange.SectionCompletion); err != nil {
			return err
		}
	}
	info.Restorable = len(e.Sections[exchange.SectionRestore]) > 0
	if restore && info.Restorable {
		var err error
		if body, err = s.restored(ctx, who, e, body); err != nil {
			return err
		}
		info.Restorable = false
	}
	return s.send(who, info, body)
}

func (s *Service) restored(ctx context.Context, who asker, e requests.Entry, body []byte) ([]byte, error) {
	m, err := s.open(ctx, who, e, exchange.SectionRestore)
	if err != nil {
		return nil, err
	}
	return sanitize.RestoreBody(body, m)
}

func (s *Service) open(ctx context.Context, who asker, e requests.Entry, section string) ([]byte, error) {
	plain, err := s.Sealer.Open(ctx, seal.Binding{
		Tenant: who.tenant, User: who.user, Request: exchange.Key(who.tenant, who.user, who.id), Section: section,
	}, e.Sections[section])
	if err != nil {
		return nil, fmt.Errorf("releasing: %w", err)
	}
	return plain, nil
}

// send releases a body. One that is longer than the server's messages is only told of: the
// edge reads it where it is stored.
func (s *Service) send(who asker, info bus.ResponseInfo, body []byte) error {
	if len(body) > s.Bus.Room() {
		info.Apart, body = true, nil
	}
	if err := s.Bus.NC.PublishMsg(bus.NewResponse(who.tenant, who.user, info, body)); err != nil {
		return fmt.Errorf("releasing: %w", err)
	}
	return nil
}
