package stage

import (
	"context"
	"fmt"
	"maps"
	"strconv"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
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
	inline, refs, err := bodies.At(b).Fit(ctx, x, x.Sections)
	if err != nil {
		return nil, fmt.Errorf("handing on from %s: %w", from, err)
	}
	data, err := encode(x, inline, refs)
	if err != nil {
		return nil, fmt.Errorf("handing on from %s: %w", from, err)
	}
	if len(refs) > 0 {
		failpoint.Hit(failpoint.BodiesNotPublished)
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

// encode writes x with what fits inline, and references to the rest and to what it could
// not bring back itself.
func encode(x *exchange.Exchange, inline map[string][]byte, refs map[string]exchange.Ref) ([]byte, error) {
	all := maps.Clone(x.Stored)
	if all == nil {
		all = refs
	}
	maps.Copy(all, refs)
	return x.EncodeApart(inline, all)
}

// Bury keeps a dead letter: the exchange with its bodies sealed, and the reason.
func Bury(ctx context.Context, b *bus.Bus, at exchange.Stage, x *exchange.Exchange) error {
	inline, refs, err := bodies.At(b).FitDead(ctx, x)
	if err != nil {
		return fmt.Errorf("dead-lettering: %w", err)
	}
	data, err := encode(x, inline, refs)
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
