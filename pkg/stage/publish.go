package stage

import (
	"context"
	"fmt"
	"strconv"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/telemetry"
)

// Publish stores the exchange for the stage that exchange.Next names, and
// returns after the PubAck. The message id is a function of exchange,
// stage and visit, so that a second publication soon after the first is stored once.
func Publish(ctx context.Context, b *bus.Bus, from exchange.Stage, x *exchange.Exchange) error {
	_, err := PublishAck(ctx, b, from, x)
	return err
}

// PublishAck is Publish for a caller that answers with the PubAck.
func PublishAck(ctx context.Context, b *bus.Bus, from exchange.Stage, x *exchange.Exchange) (*jetstream.PubAck, error) {
	next := exchange.Next(x)
	if next == from || next == exchange.StageDone {
		return nil, fmt.Errorf("handing on from %s: the exchange has nowhere to go", from)
	}
	data, err := x.Encode()
	if err != nil {
		return nil, fmt.Errorf("handing on from %s: %w", from, err)
	}
	m := nats.NewMsg(bus.StageSubject(string(next), x.Tenant, x.Lane))
	m.Data = data
	m.Header.Set(jetstream.MsgIDHeader, x.Key+":"+string(next)+":"+strconv.Itoa(x.Pass())+":"+strconv.FormatInt(x.Accepted.UnixMilli(), 10))
	if telemetry.Inject(ctx, m.Header); x.Trace != "" && m.Header[telemetry.Header] == nil {
		m.Header[telemetry.Header] = []string{x.Trace}
	}
	ack, err := b.Publish(ctx, m)
	if err != nil {
		return nil, fmt.Errorf("handing on from %s to %s: %w", from, next, err)
	}
	return ack, nil
}

// Bury keeps a dead letter: the exchange with its bodies sealed, and the reason.
func Bury(ctx context.Context, b *bus.Bus, at exchange.Stage, x *exchange.Exchange) error {
	data, err := x.Encode()
	if err != nil {
		return fmt.Errorf("dead-lettering: %w", err)
	}
	m := nats.NewMsg(bus.DeadSubject(string(at), x.Tenant))
	m.Data = data
	m.Header.Set(jetstream.MsgIDHeader, x.Instance()+":dead:"+string(at))
	if x.Refusal != nil {
		m.Header.Set("Sluice-Reason", x.Refusal.Code)
	}
	if _, err := b.Publish(ctx, m); err != nil {
		return fmt.Errorf("dead-lettering: %w", err)
	}
	return nil
}
