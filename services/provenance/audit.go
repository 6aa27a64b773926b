package provenance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

// LogQuestion asks for a page of the log of one's own tenant.
type LogQuestion struct {
	Since time.Time `json:"since,omitzero"`
	After uint64    `json:"after,omitempty"` // last sequence that was seen
}

// LogPage is the answer. Next is what to send as After; More says whether there is more.
type LogPage struct {
	Events []json.RawMessage `json:"events"`
	Next   uint64            `json:"next"`
	More   bool              `json:"more"`
	Error  *chat.Error       `json:"error,omitempty"`
}

func noLog(why *chat.Error) LogPage { return LogPage{Events: []json.RawMessage{}, Error: why} }

// RecordQuestion asks for a record by request id; User is one's own if empty.
type RecordQuestion struct {
	ID   string `json:"id"`
	User string `json:"user,omitempty"`
}

// RecordAnswer holds the record as it is stored.
type RecordAnswer struct {
	Record json.RawMessage `json:"record,omitempty"`
	Error  *chat.Error     `json:"error,omitempty"`
}

const (
	pageEvents = 256
	pageBytes  = 512 << 10
)

// serveAudit answers who may read evidence. The server's accounts let nobody
// else reach these subjects, and the subject says whose tenant is asked about.
func (s *Service) serveAudit() error {
	_, err := s.Bus.NC.QueueSubscribe(bus.Audit+".*.*.*", queue, func(m *nats.Msg) {
		tenant, user, what, err := bus.SplitUserSubject(bus.Audit, m.Subject)
		if err != nil || !bus.ValidName(what) || m.Reply == "" || len(m.Data) > maxQuestion {
			return
		}
		s.answers.Do(func(ctx context.Context) {
			s.answers.Reply(m, s.audit(ctx, tenant, user, what, m.Data))
		})
	})
	if err != nil {
		return fmt.Errorf("serving evidence: %w", err)
	}
	return nil
}

// audit answers one question. That somebody read evidence is evidence itself, and
// logged first.
func (s *Service) audit(ctx context.Context, tenant, user, what string, question []byte) any {
	operation := "evidence." + what
	if what != "record" && what != "records" && what != "log" {
		operation = "evidence.unknown" // the asker chose the word
	}
	if err := s.log(ctx, tenant, user, operation, "", nil); err != nil {
		s.Log.ErrorContext(ctx, "the access log takes no events", "error", err)
		return unanswered(what, chat.ErrUnavailable())
	}
	switch what {
	case "record":
		return s.findRecord(ctx, tenant, user, question)
	case "records":
		return s.records(ctx, tenant, question)
	case "log":
		return s.page(ctx, tenant, question)
	}
	return unanswered(what, chat.ErrNotFound())
}

// unanswered is the answer to a question that only says why there is no other, in the
// shape of the answers to such questions.
func unanswered(what string, why *chat.Error) any {
	switch what {
	case "records":
		return noRecords(why)
	case "log":
		return noLog(why)
	}
	return RecordAnswer{Error: why}
}

func (s *Service) findRecord(ctx context.Context, tenant, user string, data []byte) RecordAnswer {
	var q RecordQuestion
	if json.Unmarshal(data, &q) != nil {
		return RecordAnswer{Error: chat.ErrInvalid("", "invalid_json", `Send {"id":"the request id","user":"whose request it was"}.`)}
	}
	if q.User == "" {
		q.User = user
	}
	if !bus.ValidName(q.ID) || !bus.ValidName(q.User) {
		return RecordAnswer{Error: chat.ErrRequestID()}
	}
	r, err := evidence.Find(ctx, s.Bus, tenant, exchange.Key(tenant, q.User, q.ID))
	switch {
	case errors.Is(err, jetstream.ErrMsgNotFound):
		return RecordAnswer{Error: chat.ErrNotFound()}
	case err != nil:
		s.Log.WarnContext(ctx, "finding a record", "error", err)
		return RecordAnswer{Error: chat.ErrUnavailable()}
	}
	return RecordAnswer{Record: r}
}

func (s *Service) page(ctx context.Context, tenant string, data []byte) LogPage {
	var q LogQuestion
	if len(data) > 0 && json.Unmarshal(data, &q) != nil {
		return noLog(chat.ErrInvalid("", "invalid_json", `Send {"since":"RFC 3339 time","after":sequence}.`))
	}
	page, err := evidence.Page(ctx, s.Bus, tenant, q.Since, q.After, pageEvents, pageBytes)
	if err != nil {
		s.Log.WarnContext(ctx, "reading the log", "error", err)
		return noLog(chat.ErrUnavailable())
	}
	return LogPage{Events: page.Events, Next: page.Next, More: page.More}
}
