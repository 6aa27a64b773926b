package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
)

// acts are what administrators and operators may ask for at sluice.admin.<tenant>.<user>.<kind>.<act>. The server's
// accounts let only them publish there, each below its own name. A is the answer, in JSON.
type acts[A any] struct {
	kind   string
	names  []string // of the acts, as they stand on the subject
	most   int      // bytes of a question; a longer one is refused
	told   int      // bytes that the refusal speaks of
	do     func(ctx context.Context, who asker, act string, question []byte) (A, error)
	fault  func(error) *chat.Error // what the asker is told
	answer func(*chat.Error) A
}

// asker is the user whose subject it is.
type asker struct{ tenant, user string }

func (w asker) String() string { return w.tenant + "/" + w.user }

// serve answers each act, many at a time.
func serve[A any](s *Service, a acts[A]) error {
	answers := bus.NewAnswerer(maxAnswers, adminTime, s.Log)
	_, err := s.Bus.NC.QueueSubscribe(bus.Admin+".*.*."+a.kind+".>", "identity", func(m *nats.Msg) {
		tenant, user, rest, err := bus.SplitUserSubject(bus.Admin, m.Subject)
		if err != nil || m.Reply == "" {
			return
		}
		act := strings.TrimPrefix(rest, a.kind+".")
		if !slices.Contains(a.names, act) {
			act = "unknown" // the asker chose the word, which may be anything
		}
		answers.Do(func(ctx context.Context) {
			out, err := a.one(ctx, asker{tenant, user}, act, m.Data)
			if err != nil {
				e := a.fault(err)
				out = a.answer(e)
				s.Log.WarnContext(ctx, "an administrative act failed", "act", a.kind+"."+act, "code", e.Code, "error", withoutWords(err))
			}
			answers.Reply(m, out)
		})
	})
	if err != nil {
		return fmt.Errorf("serving acts of kind %s: %w", a.kind, err)
	}
	return s.Bus.NC.Flush()
}

func (a acts[A]) one(ctx context.Context, who asker, act string, question []byte) (A, error) {
	var none A
	if len(question) > a.most {
		return none, chat.ErrTooLarge(a.told)
	}
	if !slices.Contains(a.names, act) {
		return none, chat.ErrNotFound()
	}
	return a.do(ctx, who, act, question)
}

// asked is a question of JSON; nothing is an empty one.
func asked[Q any](question []byte) (Q, error) {
	var q Q
	if len(question) > 0 && json.Unmarshal(question, &q) != nil {
		return q, chat.ErrInvalid("", "invalid_json", "The question does not decode.")
	}
	return q, nil
}

// errTold stands in the log for an error that the asker was told.
var errTold = errors.New("the asker was told what is wrong")

// withoutWords is err for the log: what the asker is told may quote the asker's own
// document.
func withoutWords(err error) error {
	var e *chat.Error
	if errors.As(err, &e) {
		return errTold
	}
	return err
}

func asError(err error) *chat.Error {
	var e *chat.Error
	if errors.As(err, &e) {
		return e
	}
	return chat.ErrUnavailable()
}
