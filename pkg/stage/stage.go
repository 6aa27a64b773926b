// Package stage is the harness around a stage's work: it consumes by lanes,
// decodes, keeps the message alive, hands the exchange on, dead-letters and
// acknowledges. A stage itself is a function of an exchange. The harness decides
// nothing about content, and where an exchange goes is exchange.Next's.
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
	"sluice/pkg/crew"
	"sluice/pkg/exchange"
	"sluice/pkg/telemetry"
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
	Telemetry   *telemetry.Telemetry // nil records nothing

	// Weight is how many turns a lane has where several have something waiting;
	// it is asked each time. Nil: one each.
	Weight func(lane string) int
	// Flag stores what analysts must hear of a stage's page, before the exchange
	// is handed on. Its error is a failed try: a flag is not lost.
	Flag func(ctx context.Context, at exchange.Stage, x *exchange.Exchange) error
	// Local is the work of stages that run in this process too, by name. An exchange
	// is then handed on in memory, and the input acknowledged only after the last of
	// them has stored what it stores: a crash before redelivers the input, and what
	// was stored on the way is found. It may be filled until Run is called.
	Local map[exchange.Stage]Func
	// Buses are the connections of those stages: what one hands on or buries, only
	// its own credential may store. One that is missing: the runner's own.
	Buses map[exchange.Stage]*bus.Bus
}

// settle is the time given past an exchange's deadline to store how it ended.
const settle = 15 * time.Second

// Runner is a stage that consumes.
type Runner struct {
	bus   *bus.Bus
	o     Options
	do    Func
	lanes []*lane
	work  *crew.Crew
}

// kept is how many goroutines wait for an exchange: with all places busy hardly any do.
const kept = 16

// Start opens the stage's consumers. When it returns, the stage consumes.
func Start(ctx context.Context, b *bus.Bus, o Options, do Func) (*Runner, error) {
	r := &Runner{bus: b, o: o, do: do, work: crew.New(kept)}
	o.Telemetry.Stage(o.Stage).Places(o.Concurrency)
	for _, name := range bus.Lanes() {
		l, err := openLane(ctx, b, o, name)
		if err != nil {
			r.stop()
			return nil, err
		}
		r.lanes = append(r.lanes, l)
	}
	return r, nil
}

func (r *Runner) stop() {
	for _, l := range r.lanes {
		l.iter.Stop()
	}
}

// Run works until ctx ends, then gives back what it has not begun and finishes
// what it has in hand.
func (r *Runner) Run(ctx context.Context) error {
	pulling, stop := context.WithCancel(ctx)
	defer stop()
	failed := make(chan error, len(r.lanes))
	var pullers sync.WaitGroup
	for _, l := range r.lanes {
		pullers.Go(func() {
			if err := l.pull(pulling); err != nil {
				failed <- fmt.Errorf("consuming as %s: %w", r.o.Stage, err)
			}
		})
	}
	places := newPlaces(len(r.lanes), r.o.Concurrency)
	turns := newTurns(r.lanes, r.o.Weight, places)
	slots := make(chan struct{}, r.o.Concurrency)
	// What is in hand outlives ctx: a drain finishes it.
	work := context.WithoutCancel(ctx)
	var err error
	for err == nil && ctx.Err() == nil {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			continue
		}
		var msg jetstream.Msg
		var lane int
		if lane, msg, err = turns.next(ctx, failed); msg == nil {
			<-slots
			continue
		}
		r.work.Go(func() {
			defer func() {
				<-slots
				places.leave(lane)
			}()
			r.handle(work, msg)
		})
	}
	stop()
	for _, l := range r.lanes {
		for msg := range l.waiting { // closed by its puller
			r.giveBack(ctx, r.o.Log, msg, 0)
		}
	}
	pullers.Wait()
	r.work.Wait()
	return err
}

func (r *Runner) handle(ctx context.Context, msg jetstream.Msg) {
	alive := r.keepAlive(msg)
	defer alive()
	x, err := exchange.Decode(msg.Data())
	if err != nil {
		r.bury(ctx, msg)
		return
	}
	ctx = r.takeUp(ctx, msg, x)
	until := x.Deadline
	if now := r.o.Now(); until.Before(now) {
		until = now
	}
	ctx, cancel := context.WithDeadline(ctx, until.Add(settle))
	defer cancel()
	r.finish(ctx, msg, x, r.carry(ctx, x))
}

// takeUp puts into ctx whose work it is: the request, and the span that the message
// came from.
func (r *Runner) takeUp(ctx context.Context, msg jetstream.Msg, x *exchange.Exchange) context.Context {
	if meta, err := msg.Metadata(); err == nil && meta.NumDelivered == 1 {
		r.o.Telemetry.Stage(r.o.Stage).Waited(r.o.Now().Sub(meta.Timestamp))
	}
	parent := msg.Headers().Get(telemetry.Header)
	if parent == "" {
		parent = x.Trace
	}
	return r.o.Telemetry.Continue(telemetry.WithRequest(ctx, x.ID), parent)
}

func (r *Runner) finish(ctx context.Context, msg jetstream.Msg, x *exchange.Exchange, err error) {
	log := func() *slog.Logger { return r.o.Log.With("stage", r.o.Stage, "tenant", x.Tenant) }
	var hold *Holding
	switch {
	case err == nil, errors.Is(err, ErrSettled):
		if err := msg.Ack(); err != nil {
			log().WarnContext(ctx, "acknowledging; it will be delivered again", "error", err)
		}
		if err == nil && x.After != nil {
			x.After(ctx)
		}
	case errors.As(err, &hold):
		r.giveBack(ctx, log(), msg, hold.Delay)
	default:
		log().WarnContext(ctx, "stage failed; retrying", "error", err)
		r.giveBack(ctx, log(), msg, Delay(delivered(msg), r.o.Limits.AckWait))
	}
}

func (r *Runner) giveBack(ctx context.Context, log *slog.Logger, msg jetstream.Msg, delay time.Duration) {
	if err := msg.NakWithDelay(delay); err != nil {
		log.WarnContext(ctx, "giving a message back; it will be delivered again", "error", err)
	}
}

// bury ends a message that is no exchange: nobody can be told, so it is kept
// without its body, which may hold anything.
func (r *Runner) bury(ctx context.Context, msg jetstream.Msg) {
	m := nats.NewMsg(bus.DeadSubject(string(r.o.Stage), "_"))
	m.Header.Set("Sluice-Reason", "malformed")
	if _, err := r.bus.Publish(ctx, m); err != nil {
		r.giveBack(ctx, r.o.Log, msg, Delay(delivered(msg), r.o.Limits.AckWait))
		return
	}
	r.o.Telemetry.Stage(r.o.Stage).Dead()
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
