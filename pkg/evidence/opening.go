package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// Opening is stored before the first byte of a live stream is released: from then
// on something may have reached the caller. The exchange's record closes it.
type Opening struct {
	Kind      string                         `json:"kind"` // "opening"
	Version   int                            `json:"version"`
	RequestID string                         `json:"request_id"`
	Key       string                         `json:"key"`
	Tenant    string                         `json:"tenant"`
	User      string                         `json:"user"`
	TS        time.Time                      `json:"ts"`
	Accepted  time.Time                      `json:"accepted"`
	Deadline  time.Time                      `json:"deadline"`
	Model     string                         `json:"model"`
	Run       string                         `json:"run"`    // which attempt of which worker streams
	Checks    map[string]exchange.CheckState `json:"checks"` // as they stood
	Policy    exchange.PolicyRef             `json:"policy"`
	Sluice    string                         `json:"sluice_version"`
}

// ErrOpened says that another attempt has opened this exchange's stream: bytes of
// it may have been released, so nobody may stream it from the start.
var ErrOpened = errors.New("the stream was opened by another attempt")

// NewOpening makes the opening record of x.
func NewOpening(x *exchange.Exchange, run string, now time.Time, version string) Opening {
	o := Opening{
		Kind: "opening", Version: 1, RequestID: x.ID, Key: x.Key, Tenant: x.Tenant, User: x.User, TS: now.UTC(),
		Accepted: x.Accepted.UTC(), Deadline: x.Deadline.UTC(), Model: x.Model, Run: run,
		Checks: exchange.States(x), Policy: x.Policy, Sluice: version,
	}
	o.Policy.Required = list(o.Policy.Required)
	return o
}

// Open stores an opening record, once for ever. The same run again is no error.
func Open(ctx context.Context, b *bus.Bus, o Opening) error {
	data, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("opening a stream: %w", err)
	}
	m := nats.NewMsg(bus.OpeningSubject(o.Tenant, o.Key, o.Accepted.UnixMilli()))
	m.Data = data
	_, err = b.PublishFirst(ctx, m)
	if err == nil {
		return nil
	}
	if !bus.WrongLastSequence(err) {
		return fmt.Errorf("opening a stream: %w", err)
	}
	there, err := last(ctx, b, m.Subject)
	if err != nil {
		return err
	}
	var stored Opening
	if err := json.Unmarshal(there.Data, &stored); err != nil {
		return fmt.Errorf("reading an opening record: %w", err)
	}
	if stored.Run != o.Run {
		return ErrOpened
	}
	return nil
}

// FindOpening reads the opening record of an exchange, whichever attempt stored it:
// from then on its caller may have seen a piece of it. there is false without one.
func FindOpening(ctx context.Context, b *bus.Bus, tenant, key string, accepted time.Time) (o Opening, there bool, err error) {
	m, err := last(ctx, b, bus.OpeningSubject(tenant, key, accepted.UnixMilli()))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return o, false, nil
	}
	if err == nil {
		err = json.Unmarshal(m.Data, &o)
	}
	if err != nil {
		return o, false, fmt.Errorf("reading an opening record: %w", err)
	}
	return o, true, nil
}
