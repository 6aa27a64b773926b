package bus

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/exchange"
)

// ConsumerName is that of the durable consumer of a stage's lane.
func ConsumerName(stage, lane string) string { return stage + "-" + lane }

// consumer is the configuration of a lane's consumer. MaxDeliver is unlimited on
// purpose: attempts are counted in the lease, and a message past MaxDeliver would
// stay in a work-queue unseen by lag metrics.
func consumer(stage, lane string, l Limits) jetstream.ConsumerConfig {
	return jetstream.ConsumerConfig{
		Durable: ConsumerName(stage, lane), AckPolicy: jetstream.AckExplicitPolicy,
		AckWait: l.AckWait, MaxDeliver: -1, MaxAckPending: 4096,
		FilterSubject: StageSubject(stage, "*", lane),
	}
}

// Consumer opens the durable consumer of a stage's lane, which setup has made.
func (b *Bus) Consumer(ctx context.Context, stage, lane string, _ Limits) (jetstream.Consumer, error) {
	stream, ok := StreamOfStage(stage)
	if !ok {
		return nil, fmt.Errorf("stage %s consumes no stream", stage)
	}
	c, err := b.JS.Consumer(ctx, stream, ConsumerName(stage, lane))
	if err != nil {
		return nil, fmt.Errorf("opening the %s consumer of %s: %w", lane, stage, err)
	}
	return c, nil
}

// makeConsumers makes or updates the consumers of all stages. One without a lane,
// as they were before lanes, overlaps with the new ones and goes first: what it
// had delivered and not settled is delivered again.
func (b *Bus) makeConsumers(ctx context.Context, l Limits) error {
	for _, s := range exchange.Stages() {
		stage := string(s)
		stream, _ := StreamOfStage(stage)
		if err := b.JS.DeleteConsumer(ctx, stream, stage); err != nil && !missing(err) {
			return fmt.Errorf("removing the old consumer of %s: %w", stage, err)
		}
		for _, lane := range Lanes() {
			if _, err := b.JS.CreateOrUpdateConsumer(ctx, stream, consumer(stage, lane, l)); err != nil {
				return fmt.Errorf("making the %s consumer of %s: %w", lane, stage, err)
			}
		}
	}
	return nil
}
