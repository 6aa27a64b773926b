package provenance

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/flag"
)

// serveFlags answers who may follow flags: what is stored of one's own tenant. The
// server's accounts let nobody else reach these subjects.
func (s *Service) serveFlags() error {
	_, err := s.Bus.NC.QueueSubscribe(bus.Flags+".*.*", queue, func(m *nats.Msg) {
		tenant, user, _, err := bus.SplitUserSubject(bus.Flags, m.Subject)
		if err != nil || m.Reply == "" || len(m.Data) > maxQuestion {
			return
		}
		s.answers.Do(func(ctx context.Context) {
			s.answers.Reply(m, s.flags(ctx, tenant, user, m.Data))
		})
	})
	if err != nil {
		return fmt.Errorf("serving flags: %w", err)
	}
	return nil
}

// flags answers one question. That somebody read them is logged first.
func (s *Service) flags(ctx context.Context, tenant, user string, question []byte) flag.Page {
	if err := s.log(ctx, tenant, user, "flags", "", nil); err != nil {
		s.Log.ErrorContext(ctx, "the access log takes no events", "error", err)
		return noFlags(chat.ErrUnavailable())
	}
	var q flag.Question
	if len(question) > 0 && json.Unmarshal(question, &q) != nil || q.Newest < 0 {
		return noFlags(chat.ErrInvalid("", "invalid_json", `Send {"since":"RFC 3339 time"}, {"after":sequence} or {"newest":number}.`))
	}
	page, err := flag.History(ctx, s.Bus, tenant, q)
	if err != nil {
		s.Log.WarnContext(ctx, "reading flags", "error", err)
		return noFlags(chat.ErrUnavailable())
	}
	return page
}

func noFlags(why *chat.Error) flag.Page {
	return flag.Page{Events: []json.RawMessage{}, Error: why}
}
