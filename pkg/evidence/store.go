package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// Store writes the record of x, once for ever: the stream refuses a second at
// the same subject, and ErrStored is returned with the one that stands there.
func Store(ctx context.Context, b *bus.Bus, x *exchange.Exchange, r Record) (seq uint64, stored Record, err error) {
	data, err := json.Marshal(r)
	if err != nil {
		return 0, r, fmt.Errorf("storing a record: %w", err)
	}
	m := nats.NewMsg(bus.RecordSubject(x.Tenant, x.Key, x.Accepted.UnixMilli()))
	m.Data = data
	ack, err := b.PublishFirst(ctx, m)
	if err == nil {
		return ack.Sequence, r, nil
	}
	if !bus.WrongLastSequence(err) {
		return 0, r, fmt.Errorf("storing a record: %w", err)
	}
	there, err := last(ctx, b, m.Subject)
	if err != nil {
		return 0, r, err
	}
	if err := json.Unmarshal(there.Data, &stored); err != nil {
		return 0, r, fmt.Errorf("reading a stored record: %w", err)
	}
	return there.Sequence, stored, ErrStored
}

// ErrStored says that this exchange has its record already.
var ErrStored = errors.New("the exchange has its record already")

func last(ctx context.Context, b *bus.Bus, subject string) (*jetstream.RawStreamMsg, error) {
	s, err := b.JS.Stream(ctx, bus.StreamEvidence)
	if err != nil {
		return nil, fmt.Errorf("opening EVIDENCE: %w", err)
	}
	m, err := s.GetLastMsgForSubject(ctx, subject)
	if err != nil {
		return nil, fmt.Errorf("reading EVIDENCE: %w", err)
	}
	return m, nil
}

// Find reads the newest record of a key. jetstream.ErrMsgNotFound: there is none.
func Find(ctx context.Context, b *bus.Bus, tenant, key string) (json.RawMessage, error) {
	m, err := last(ctx, b, "sluice.evidence.record."+tenant+"."+key+".*")
	if err != nil {
		return nil, err
	}
	return m.Data, nil
}
