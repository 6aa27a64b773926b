package bus

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/nats-io/nats.go"
)

// Answerer answers questions of a subscription beside each other. Where too many
// are under way the subscription waits: what comes in is bounded by the server.
// It is safe for concurrent use.
type Answerer struct {
	slots  chan struct{}
	within time.Duration
	log    *slog.Logger
}

// NewAnswerer answers at most most questions at once, each within a time.
func NewAnswerer(most int, within time.Duration, log *slog.Logger) *Answerer {
	return &Answerer{slots: make(chan struct{}, most), within: within, log: log}
}

// Do answers one question and returns as soon as it has a place. What panics gets
// no answer, and its value is not told: it may hold text.
func (a *Answerer) Do(answer func(context.Context)) {
	a.slots <- struct{}{}
	go func() {
		defer func() {
			if recover() != nil {
				a.log.Error("an answer panicked", "stack", string(debug.Stack()))
			}
			<-a.slots
		}()
		ctx, cancel := context.WithTimeout(context.Background(), a.within)
		defer cancel()
		answer(ctx)
	}()
}

// Reply answers m with v as JSON. Who asked hears nothing where it fails, and asks
// again.
func (a *Answerer) Reply(m *nats.Msg, v any) {
	data, err := json.Marshal(v)
	if err == nil {
		err = m.Respond(data)
	}
	if err != nil {
		a.log.Warn("answering a question", "error", err)
	}
}
