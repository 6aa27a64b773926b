package stage

import (
	"context"
	"errors"
	"fmt"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/telemetry"
)

// carry does the stage's work, and that of the stages after it as long as they
// run in this process, then stores the exchange for the next. Whatever dies on
// the way, the input is delivered again and starts here anew.
func (r *Runner) carry(ctx context.Context, x *exchange.Exchange) error {
	at, do := r.o.Stage, r.do
	if exchange.Next(x) != at {
		// Nobody who may publish here sends such a one: its pages are not those of
		// the way. It gets no work done.
		do = func(context.Context, *exchange.Exchange) error { return Reject("it was not due at this stage") }
	}
	refused := x.Refusal != nil
	if err := r.bring(ctx, x); err != nil || !refused && x.Refusal != nil && at != exchange.StageProvenance {
		do = func(context.Context, *exchange.Exchange) error { return err }
	}
	for kind := telemetry.Consumer; ; kind = telemetry.Internal {
		var pass telemetry.Pass
		ctx, pass = r.o.Telemetry.Stage(at).Begin(ctx, x, kind)
		next, local, err := r.step(ctx, at, x, do)
		pass.End(x, ending(at, x, err))
		if err != nil || local == nil {
			return err
		}
		at, do = next, local
	}
}

// bring fetches what did not fit into the message. What is missing, or is not what was
// stored, ends the exchange. What was taken away belongs to one that has its outcome, and
// this is a late copy; the last stage finds that out, so that nobody who writes to the store
// can end an exchange in silence. One that was refused needs nothing: its record is stored
// without. The last stage records also what it cannot bring, as failed.
func (r *Runner) bring(ctx context.Context, x *exchange.Exchange) error {
	if x.Refusal != nil {
		return nil
	}
	err := bodies.At(r.bus).Bring(ctx, x)
	reason := ""
	switch {
	case errors.Is(err, bodies.ErrTaken):
		x.Refuse(taken(r.o.Stage))
		return nil
	case errors.Is(err, bodies.ErrMissing):
		reason = "what was stored of it is missing"
	case errors.Is(err, bodies.ErrChanged):
		reason = "what was stored of it was changed"
	default:
		return err
	}
	if r.o.Stage == exchange.StageProvenance {
		x.Refuse(rejected(r.o.Stage, reason))
		return nil
	}
	return Reject(reason)
}

// taken ends a copy of an exchange whose sections were taken away. It is no dead letter: the
// exchange has its outcome, or else its record says this.
func taken(at exchange.Stage) exchange.Refusal {
	r := rejected(at, "what was stored of it was taken away")
	r.Dead = false
	return r
}

func rejected(at exchange.Stage, reason string) exchange.Refusal {
	return exchange.Refusal{
		Stage: string(at), Failed: true, Dead: true, Status: 500, Type: "server_error",
		Code: "failed", Message: "The request could not be processed: " + reason + ".",
	}
}

// step is one stage's part and the handing on: to the work that it returns, or, if
// that is nil, to what is stored.
func (r *Runner) step(ctx context.Context, at exchange.Stage, x *exchange.Exchange, do Func) (next exchange.Stage, local Func, err error) {
	if err := r.pass(ctx, at, x, do); err != nil || at == exchange.StageProvenance {
		return "", nil, err
	}
	if next = exchange.Next(x); next == at {
		return "", nil, fmt.Errorf("%s left no page", at)
	}
	x.Shed()
	if local, ok := r.o.Local[next]; ok {
		return next, local, nil
	}
	if err := Publish(ctx, r.as(at), at, x); err != nil {
		return "", nil, err
	}
	failpoint.Hit(failpoint.PublishedNotAcked)
	return next, nil, nil
}

// ending is what a pass counts as.
func ending(at exchange.Stage, x *exchange.Exchange, err error) telemetry.Ending {
	var hold *Holding
	switch {
	case errors.As(err, &hold):
		return telemetry.Held
	case err != nil && !errors.Is(err, ErrSettled):
		return telemetry.Retried
	case x.Refusal == nil || x.Refusal.Stage != string(at):
		return telemetry.Out
	case x.Refusal.Dead:
		return telemetry.Dead
	}
	return telemetry.Refused
}

// as is the connection of a stage whose work is done here.
func (r *Runner) as(at exchange.Stage) *bus.Bus {
	if b, ok := r.o.Buses[at]; ok {
		return b
	}
	return r.bus
}

// pass is one stage's part: its work, then what must be stored before the
// exchange goes on, a dead letter and flags.
func (r *Runner) pass(ctx context.Context, at exchange.Stage, x *exchange.Exchange, do Func) error {
	err := safely(ctx, x, do)
	var reject *Rejection
	if errors.As(err, &reject) {
		x.Refuse(rejected(at, reject.Reason))
		err = nil
	}
	if err != nil {
		return err
	}
	ended := x.Refusal != nil && x.Refusal.Stage == string(at)
	if ended && x.Refusal.Dead {
		if err := Bury(ctx, r.as(at), at, x); err != nil {
			return err
		}
	}
	// The last stage has no page that others have not told of, but it may end a stream.
	if r.o.Flag != nil && (at != exchange.StageProvenance || ended) {
		if err := r.o.Flag(ctx, at, x); err != nil {
			return err
		}
	}
	if at != exchange.StageProvenance {
		failpoint.Hit(failpoint.StoredNotPublished)
	}
	return nil
}
