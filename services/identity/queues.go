package identity

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/telemetry"
)

// LookEvery is how often the queues are looked at.
const LookEvery = 5 * time.Second

// lookTime bounds one look. It is shorter than LookEvery, so that looks do not pile up.
const lookTime = 4 * time.Second

// Queues is how much waited at one moment. Nothing of what waits was read.
type Queues struct {
	At     time.Time
	Stages []telemetry.Queue // in the order of exchange.Stages; ages are by the clock of the NATS server
	Dead   int               // dead letters kept
}

// Tell sets the gauges.
func (q Queues) Tell(t *telemetry.Telemetry) {
	t.DeadLetters(q.Dead)
	t.Queues(q.At, q.Stages)
}

// LookAtQueues asks the server, as bus.UserTelemetry, how much waits for each stage,
// whether it has a process or not.
func LookAtQueues(ctx context.Context, b *bus.Bus) (Queues, error) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	var out Queues
	dead, err := b.JS.Stream(ctx, bus.StreamDead)
	if err != nil {
		return out, fmt.Errorf("counting dead letters: %w", err)
	}
	out.Dead = int(dead.CachedInfo().State.Msgs)
	for _, s := range exchange.Stages() {
		q, err := lookAtStage(ctx, b, s)
		if err != nil {
			return out, fmt.Errorf("looking at the queue of %s: %w", s, err)
		}
		out.Stages = append(out.Stages, q)
	}
	out.At = time.Now()
	return out, nil
}

func lookAtStage(ctx context.Context, b *bus.Bus, stage exchange.Stage) (telemetry.Queue, error) {
	q := telemetry.Queue{Stage: stage}
	name, _ := bus.StreamOfStage(string(stage))
	stream, err := b.JS.Stream(ctx, name)
	if err != nil {
		return q, err
	}
	info := stream.CachedInfo()
	if q.Messages = int(info.State.Msgs); q.Messages > 0 {
		q.Oldest = max(info.TimeStamp.Sub(info.State.FirstTime), 0)
	}
	for _, lane := range bus.Lanes() {
		c, err := b.Consumer(ctx, string(stage), lane, bus.Limits{})
		if err != nil {
			return q, err
		}
		i := c.CachedInfo()
		q.Lanes = append(q.Lanes, telemetry.QueueLane{Name: lane, Pending: int(i.NumPending), AckPending: i.NumAckPending})
	}
	return q, nil
}

// WatchQueues shows how much waits, now and then every so often, until ctx ends. What
// cannot be seen, as while NATS is away, is not shown, and the next look tries again.
func WatchQueues(ctx context.Context, b *bus.Bus, every time.Duration, log *slog.Logger, show func(Queues)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for blind := false; ; {
		q, err := LookAtQueues(ctx, b)
		switch {
		case err == nil:
			show(q)
			if blind {
				log.InfoContext(ctx, "the queues are watched again")
			}
			blind = false
		case ctx.Err() == nil && !blind:
			log.WarnContext(ctx, "the queues cannot be watched; trying again", "error", err)
			blind = true
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
