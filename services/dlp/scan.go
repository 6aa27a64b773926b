package dlp

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
	"sluice/schemas"
)

// This file answers questions about one text, on sluice.svc.scan.<tenant>.<user>: what is
// found in it, and what the policy in force makes of it. Nothing of the text is kept.

// Found is a finding in an answer; offsets are bytes of the text in UTF-8.
type Found struct {
	Type   string  `json:"type"`
	Rule   string  `json:"rule"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Score  float64 `json:"score"`
	Action string  `json:"action"`
}

// ScanAnswer is what the policy ignores left out.
type ScanAnswer struct {
	Findings  []Found     `json:"findings"`
	Text      *string     `json:"text,omitempty"`    // as it may go on, where that was asked for and it may
	Blocked   []string    `json:"blocked,omitempty"` // rules that let nothing of it go on
	Detectors string      `json:"detectors,omitempty"`
	Policy    string      `json:"policy,omitempty"` // its digest
	Error     *chat.Error `json:"error,omitempty"`
}

// serveScans subscribes to questions.
func (s *Service) serveScans() (*nats.Subscription, error) {
	question, err := chat.CompileSchema(schemas.ScanQuestion)
	if err != nil {
		return nil, err
	}
	answers := bus.NewAnswerer(int(s.Concurrency), ingressTime, s.Log)
	sub, err := s.Bus.NC.QueueSubscribe(bus.Scan+".*.*", queue, func(m *nats.Msg) {
		tenant, user, rest, err := bus.SplitUserSubject(bus.Scan, m.Subject)
		if err != nil || rest != "" || m.Reply == "" {
			return
		}
		who := caller{tenant: tenant, user: user, via: "nats"}
		leave, ok := s.house.enter(tenant, len(m.Data))
		answers.Do(func(ctx context.Context) {
			answer, fault := ScanAnswer{}, chat.ErrRateLimit()
			if ok {
				defer leave()
				answer, fault = s.scanFor(ctx, question, m.Data, who)
			}
			answers.Reply(m, s.logged(ctx, who, len(m.Data), answer, fault))
		})
	})
	if err != nil {
		return nil, fmt.Errorf("subscribing to questions about texts: %w", err)
	}
	if err := s.bound(sub); err != nil {
		return nil, err
	}
	return sub, nil
}

// logged puts a question on the access log, without which it gets no answer but that.
func (s *Service) logged(ctx context.Context, who caller, size int, answer ScanAnswer, fault *chat.Error) ScanAnswer {
	a := evidence.Access{
		Kind: "access", TS: s.Now().UTC(), Tenant: who.tenant, User: who.user, Via: who.via,
		Operation: "scan", Bytes: size, Status: 200,
	}
	if fault != nil {
		a.Status, a.Code, a.Param = fault.Status, fault.Code, fault.Param
	}
	if err := s.log(ctx, a); err != nil {
		s.Log.ErrorContext(ctx, "the access log takes no events", "error", err)
		fault = chat.ErrUnavailable()
	}
	if fault != nil {
		return ScanAnswer{Findings: []Found{}, Error: fault}
	}
	return answer
}

// scanFor judges a text as a prompt, or as an answer of a model where that is asked for.
func (s *Service) scanFor(ctx context.Context, question *chat.Schema, data []byte, who caller) (ScanAnswer, *chat.Error) {
	by, leave, fault := s.judgeBy(who)
	if fault != nil {
		return ScanAnswer{}, fault
	}
	defer leave()
	doc, err := chat.Parse(data, chat.Limits{Bytes: s.MaxBody})
	if err != nil {
		return ScanAnswer{}, asError(err)
	}
	if fault := question.Check(doc.Root); fault != nil {
		return ScanAnswer{}, fault
	}
	q, fault := s.query(doc.Root)
	if fault != nil {
		return ScanAnswer{}, fault
	}
	text, dir := doc.Root.Get("text").Text(), policy.Input
	if doc.Root.Get("direction").Text() == string(policy.Output) {
		dir = policy.Output
	}
	answer := ScanAnswer{Findings: []Found{}, Detectors: s.Detectors.Digest(), Policy: by.policy.Digest()}
	for _, f := range sanitize.Look(s.Detectors, by.policy, dir, text, q) {
		answer.Findings = append(answer.Findings, Found{string(f.Type), f.Rule, f.Start, f.End, f.Score, string(f.Action)})
	}
	if v := doc.Root.Get("redact"); v == nil || !v.Bool {
		return answer, nil
	}
	if answer.Text, answer.Blocked, err = s.redacted(ctx, who.tenant, text, dir, by); err != nil {
		return ScanAnswer{}, asError(err)
	}
	if answer.Text != nil && len(*answer.Text) > min(s.Room, s.Bus.Room())/2 { // JSON may double it
		return ScanAnswer{}, errGrown()
	}
	return answer, nil
}

// query reads what is asked for.
func (s *Service) query(root *chat.Value) (scan.Query, *chat.Error) {
	var q scan.Query
	if v := root.Get("types"); v != nil {
		all := s.Detectors.AllTypes()
		for i := range v.Elems {
			t := scan.Type(v.Elems[i].Text())
			if !slices.Contains(all, t) {
				return q, chat.ErrInvalid("types", "invalid_value", "There is no such type of finding. docs/detectors.md lists them.")
			}
			q.Types = append(q.Types, t)
		}
	}
	if v := root.Get("min_score"); v != nil {
		score, err := strconv.ParseFloat(strings.TrimSpace(v.Num), 64)
		if err != nil {
			return q, chat.ErrInvalid("min_score", "invalid_value", "The least score is a number from 0 to 1.")
		}
		q.MinScore = score
	}
	return q, nil
}

// redacted is the text as the policy lets it go on. Nobody can restore its pseudonyms.
func (s *Service) redacted(ctx context.Context, tenant, text string, dir policy.Direction, by judgement) (*string, []string, error) {
	pseudonym, err := s.Sealer.Pseudonyms(ctx, tenant)
	if err != nil {
		return nil, nil, err
	}
	hash, err := s.Sealer.Hashes(ctx, tenant)
	if err != nil {
		return nil, nil, err
	}
	clean, result := by.clean.Hashing(hash).Text(text, dir, func(t scan.Type, v string) string { return pseudonym(string(t), v) })
	if len(result.Blocked) > 0 {
		return nil, result.Blocked, nil
	}
	return &clean, nil, nil
}
