package stage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// lane is one consumer of a stage. Its puller holds at most one message ahead of
// the work, beside the few that the iterator has fetched.
type lane struct {
	name    string
	log     *slog.Logger
	from    jetstream.Consumer
	iter    jetstream.MessagesContext
	waiting chan jetstream.Msg // closed when the puller ends
}

func openLane(ctx context.Context, b *bus.Bus, o Options, name string) (*lane, error) {
	c, err := b.Consumer(ctx, string(o.Stage), name, o.Limits)
	if err != nil {
		return nil, err
	}
	iter, err := c.Messages(
		// Prefetched messages consume AckWait: few are taken ahead.
		jetstream.PullMaxMessages(max(1, min(o.Concurrency/4, 32))),
		jetstream.PullExpiry(5*time.Second),
		jetstream.PullHeartbeat(time.Second),
	)
	if err != nil {
		return nil, fmt.Errorf("consuming as %s: %w", o.Stage, err)
	}
	return &lane{name: name, log: o.Log.With("stage", o.Stage, "lane", name), from: c, iter: iter, waiting: make(chan jetstream.Msg, 1)}, nil
}

// pull offers messages until ctx ends, then those that were taken ahead, which
// the runner gives back so that another process need not wait for AckWait.
func (l *lane) pull(ctx context.Context) error {
	defer close(l.waiting)
	stop := context.AfterFunc(ctx, l.iter.Drain)
	defer stop()
	for missed := 0; ; {
		msg, err := l.next(ctx)
		switch {
		case err == nil:
			l.waiting <- msg
		case ctx.Err() != nil:
			// After a missed heartbeat and the like, what was taken ahead is there all the same.
			if missed++; ended(err) || errors.Is(err, nats.ErrTimeout) || missed > 3 {
				return nil
			}
		case ended(err) || errors.Is(err, jetstream.ErrNoHeartbeat) && l.gone(ctx):
			return err
		default:
			// Missing heartbeats and the like: the iterator recovers by itself.
			l.log.Debug("waiting for messages", "error", err)
			pause(ctx, 100*time.Millisecond)
		}
	}
}

func (l *lane) next(ctx context.Context) (jetstream.Msg, error) {
	if ctx.Err() != nil { // draining: what is left is there or does not come
		return l.iter.Next(jetstream.NextMaxWait(time.Second))
	}
	return l.iter.Next()
}

// ended says whether the iterator will give nothing more.
func ended(err error) bool {
	return errors.Is(err, jetstream.ErrMsgIteratorClosed) || errors.Is(err, jetstream.ErrConsumerDeleted) ||
		errors.Is(err, jetstream.ErrConsumerNotFound)
}

// gone says whether the consumer was deleted while nothing was asked of it: the
// iterator then waits for ever.
func (l *lane) gone(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_, err := l.from.Info(ctx)
	return errors.Is(err, jetstream.ErrConsumerNotFound) || errors.Is(err, jetstream.ErrStreamNotFound)
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
