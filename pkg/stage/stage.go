// Package stage is the harness around a stage's work: it consumes, decodes,
// keeps the message alive, hands the exchange on, dead-letters and acknowledges.
// A stage itself is a function of an exchange. The harness decides nothing about
// content, and where an exchange goes is exchange.Next's.
package stage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
)

// Func does one stage's work on x: it sets the stage's page, or x.Refusal. Its
// error steers the harness: nil hands on, Hold delays without counting, Reject
// gives up, ErrSettled drops a copy of what is finished, any other is retried
// with a growing delay. ctx ends when the message must be given back.
type Func func(ctx context.Context, x *exchange.Exchange) error

// Options of one running stage.
type Options struct {
	Stage       exchange.Stage
	Concurrency int // exchanges in work at once in this process
	Limits      bus.Limits
	Log         *slog.Logger
	Now         func() time.Time

	// Last marks the stage after which nothing follows.
	Last bool
	// Local is the next stage's work where that stage runs in this process, by its
	// name. The exchange is then handed on in memory, and the input acknowledged
	// only after that stage has stored what it stores: a crash before redelivers
	// the input, whose result is stored already.
	Local map[exchange.Stage]Func
}

// settle is the time given past an exchange's deadline to store how it ended.
const settle = 15 * time.Second

// Runner is a stage that consumes.
type Runner struct {
	bus  *bus.Bus
	o    Options
	do   Func
	from jetstream.Consumer
	iter jetstream.MessagesContext
	work sync.WaitGroup
}

// Start opens the stage's consumer. When it returns, the stage consumes.
func Start(ctx context.Context, b *bus.Bus, o Options, do Func) (*Runner, error) {
	c, err := b.Consumer(ctx, string(o.Stage), o.Limits)
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
	return &Runner{bus: b, o: o, do: do, from: c, iter: iter}, nil
}

// Run works until ctx ends, then gives back what it has not begun and finishes
// what it has in hand.
func (r *Runner) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, r.iter.Drain)
	defer stop()
	slots := make(chan struct{}, r.o.Concurrency)
	// What is in hand outlives ctx: a drain finishes it.
	work := context.WithoutCancel(ctx)
	for {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			r.leave()
			return nil
		}
		msg, err := r.iter.Next()
		if ctx.Err() != nil {
			if err == nil {
				r.giveBack(r.o.Log, msg, 0)
			}
			r.leave()
			return nil
		}
		if err != nil {
			<-slots
			if ended(err) || errors.Is(err, jetstream.ErrNoHeartbeat) && r.gone(ctx) {
				r.work.Wait()
				return fmt.Errorf("consuming as %s: %w", r.o.Stage, err)
			}
			// Missing heartbeats and the like: the iterator recovers by itself.
			r.o.Log.Debug("waiting for messages", "stage", r.o.Stage, "error", err)
			pause(ctx, 100*time.Millisecond)
			continue
		}
		r.work.Go(func() {
			defer func() { <-slots }()
			r.handle(work, msg)
		})
	}
}

// leave gives back what was taken ahead, so that another process need not wait
// until AckWait has passed, and waits for what is in hand.
func (r *Runner) leave() {
	for {
		msg, err := r.iter.Next(jetstream.NextMaxWait(time.Second))
		if err != nil {
			break
		}
		r.giveBack(r.o.Log, msg, 0)
	}
	r.work.Wait()
}

// ended says whether the iterator will give nothing more.
func ended(err error) bool {
	return errors.Is(err, jetstream.ErrMsgIteratorClosed) || errors.Is(err, jetstream.ErrConsumerDeleted) ||
		errors.Is(err, jetstream.ErrConsumerNotFound)
}

// gone says whether the consumer was deleted while nothing was asked of it: the
// iterator then waits for ever.
func (r *Runner) gone(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_, err := r.from.Info(ctx)
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

func (r *Runner) handle(ctx context.Context, msg jetstream.Msg) {
	alive := r.keepAlive(msg)
	defer alive()
	x, err := exchange.Decode(msg.Data())
	if err != nil {
		r.bury(ctx, msg)
		return
	}
	log := r.o.Log.With("stage", r.o.Stage, "request", x.ID, "tenant", x.Tenant)
	until := x.Deadline
	if now := r.o.Now(); until.Before(now) {
		until = now
	}
	ctx, cancel := context.WithDeadline(ctx, until.Add(settle))
	defer cancel()

	err = safely(ctx, x, r.do)
	var reject *Rejection
	if errors.As(err, &reject) {
		x.Refuse(exchange.Refusal{
			Stage: string(r.o.Stage), Failed: true, Dead: true, Status: 500, Type: "server_error",
			Code: "failed", Message: "The request could not be processed: " + reject.Reason + ".",
		})
		err = nil
	}
	if err == nil && !r.o.Last {
		err = r.handOn(ctx, x)
	}
	r.finish(ctx, log, msg, x, err)
}

// handOn stores the exchange for its next stage, and a dead letter before.
func (r *Runner) handOn(ctx context.Context, x *exchange.Exchange) error {
	if x.Refusal != nil && x.Refusal.Dead {
		if err := Bury(ctx, r.bus, r.o.Stage, x); err != nil {
			return err
		}
	}
	failpoint.Hit(failpoint.StoredNotPublished)
	if next, ok := r.o.Local[exchange.Next(x)]; ok {
		return safely(ctx, x, next)
	}
	if err := Publish(ctx, r.bus, r.o.Stage, x); err != nil {
		return err
	}
	failpoint.Hit(failpoint.PublishedNotAcked)
	return nil
}

func (r *Runner) finish(ctx context.Context, log *slog.Logger, msg jetstream.Msg, x *exchange.Exchange, err error) {
	var hold *Holding
	switch {
	case err == nil, errors.Is(err, ErrSettled):
		if err := msg.Ack(); err != nil {
			log.Warn("acknowledging; it will be delivered again", "error", err)
		}
		if err == nil && x.After != nil {
			x.After(ctx)
		}
	case errors.As(err, &hold):
		r.giveBack(log, msg, hold.Delay)
	default:
		log.Warn("stage failed; retrying", "error", err)
		r.giveBack(log, msg, Delay(delivered(msg), r.o.Limits.AckWait))
	}
}

func (r *Runner) giveBack(log *slog.Logger, msg jetstream.Msg, delay time.Duration) {
	if err := msg.NakWithDelay(delay); err != nil {
		log.Warn("giving a message back; it will be delivered again", "error", err)
	}
}

// bury ends a message that is no exchange: nobody can be told, so it is kept
// without its body, which may hold anything.
func (r *Runner) bury(ctx context.Context, msg jetstream.Msg) {
	m := nats.NewMsg(bus.DeadSubject(string(r.o.Stage), "_"))
	m.Header.Set("Sluice-Reason", "malformed")
	if _, err := r.bus.Publish(ctx, m); err != nil {
		r.giveBack(r.o.Log, msg, Delay(delivered(msg), r.o.Limits.AckWait))
		return
	}
	r.o.Log.Error("a message that is no exchange was dead-lettered", "stage", r.o.Stage)
	if err := msg.TermWithReason("malformed"); err != nil {
		r.o.Log.Warn("ending a malformed message", "error", err)
	}
}

// keepAlive tells the server that the message is being worked on, until the
// returned function is called.
func (r *Runner) keepAlive(msg jetstream.Msg) (stop func()) {
	every := r.o.Limits.AckWait / 3
	var mu sync.Mutex
	done := false
	var t *time.Timer
	mu.Lock() // the timer may fire before t is set
	defer mu.Unlock()
	t = time.AfterFunc(every, func() {
		mu.Lock()
		defer mu.Unlock()
		if done {
			return
		}
		if err := msg.InProgress(); err != nil {
			r.o.Log.Debug("keeping a message alive", "stage", r.o.Stage, "error", err)
		}
		t.Reset(every)
	})
	return func() {
		mu.Lock()
		defer mu.Unlock()
		done = true
		t.Stop()
	}
}

func delivered(msg jetstream.Msg) uint64 {
	meta, err := msg.Metadata()
	if err != nil {
		return 1
	}
	return meta.NumDelivered
}
