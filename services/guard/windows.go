package guard

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/live"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
	"sluice/pkg/telemetry"
)

const (
	queue       = "guard"
	maxWindows  = 512                                   // questions answered at once in this process
	windowTime  = 30 * time.Second                      // of one answer
	maxQuestion = 6*(live.MaxAsked+live.MaxText) + 4096 // in JSON a byte of text can take six
)

// serveWindows answers dispatch about pieces of live streams. A process that
// cannot answer says so: dispatch then does as its policy says.
func (s *Service) serveWindows() error {
	_, err := s.Bus.NC.QueueSubscribe(bus.Window, queue, func(m *nats.Msg) {
		if m.Reply == "" {
			return
		}
		s.windows.Do(func(ctx context.Context) {
			ctx = s.Options.Telemetry.Continue(ctx, m.Header.Get(telemetry.Header))
			ctx, span := s.Options.Telemetry.Begin(ctx, telemetry.SpanWindow, telemetry.Server)
			defer span.End()
			a := s.window(ctx, m.Data)
			shown(span, a.Page)
			s.windows.Reply(m, a)
		})
	})
	if err != nil {
		return fmt.Errorf("serving windows: %w", err)
	}
	return nil
}

func shown(span *telemetry.Span, page exchange.GuardPage) {
	span.Count(telemetry.Turns, page.Turns)
	span.Verdict(page.State, page.Findings)
	if page.State == exchange.Errored {
		span.Fail(strings.TrimPrefix(page.Error, engineFailed))
	}
}

func (s *Service) window(ctx context.Context, data []byte) live.Answer {
	var q live.Question
	if len(data) > maxQuestion || json.Unmarshal(data, &q) != nil {
		return noVerdict("malformed_question")
	}
	p, err := s.Policies.At(ctx, q.Policy)
	if err != nil {
		s.Log.WarnContext(ctx, "a window was not judged", "error", err)
		return noVerdict("policy_unavailable")
	}
	p = p.For(q.Tenant)
	ctx, cancel := context.WithDeadline(ctx, q.Deadline)
	defer cancel()
	said := piece{at: &exchange.Place{Where: "window"}, source: injection.Completion, role: llamaguard.Agent, text: q.Text}
	if q.Asked != "" {
		said.said = []llamaguard.Turn{{Role: llamaguard.User, Text: q.Asked}}
	}
	// dispatch holds the prompt, and looks for disclosure itself.
	v := s.judge(ctx, p, policy.Output, []piece{said}, nil)
	if v.State == exchange.Errored && p.GuardOnError() == policy.Except {
		v.State = exchange.Excepted
	}
	return live.Answer{Page: v.GuardPage, Blocked: v.blocked}
}

func noVerdict(kind string) live.Answer {
	return live.Answer{Page: exchange.GuardPage{State: exchange.Errored, Error: kind}}
}
