package stage

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// errLost: somebody else holds the lease now, or has stored the result.
var errLost = errors.New("the lease was lost")

// errPanicked is work that would have killed its worker.
var errPanicked = errors.New("the work panicked")

// run does the work under a lease that is renewed while it lasts. When the work
// fails, the lease is given up so that the next worker need not wait; only a
// panic counts as an attempt, as a death would.
func (o *Once) run(ctx context.Context, key string, x *exchange.Exchange, lease entry, rev uint64, work Func) (uint64, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	mine := &tenure{run: lease.Owner + "-" + strconv.FormatUint(lease.Term, 10), now: o.now, margin: o.ttl / 10, lose: func() { cancel(errLost) }}
	mine.extend(lease.Until)
	ctx = context.WithValue(ctx, tenureKey{}, mine)
	var renewals sync.WaitGroup
	stop := make(chan struct{})
	renewals.Go(func() {
		t := time.NewTicker(o.ttl / 3)
		defer t.Stop()
		for {
			select {
			case <-stop:
				return
			case <-t.C:
			}
			lease.Until = o.now().Add(o.ttl)
			next, err := o.renew(ctx, key, lease, rev)
			switch {
			case err == nil:
				rev = next
				mine.extend(lease.Until)
			case errors.Is(err, errLost):
				cancel(errLost)
				return
			}
		}
	})
	err := safely(ctx, x, work)
	close(stop)
	renewals.Wait()
	if errors.Is(context.Cause(ctx), errLost) {
		return 0, Hold(o.ttl / 4)
	}
	if err != nil {
		if !errors.Is(err, errPanicked) {
			lease.Attempts--
		}
		lease.Until = time.Time{}
		if _, uerr := o.update(context.WithoutCancel(ctx), key, lease, nil, rev); uerr != nil && !errors.Is(uerr, errLost) {
			return 0, errors.Join(err, uerr)
		}
		return 0, err
	}
	return rev, nil
}

// renew writes the lease anew. A renewal whose PubAck was lost moved the revision
// on: then what stands there is still this worker's.
func (o *Once) renew(ctx context.Context, key string, lease entry, rev uint64) (uint64, error) {
	next, err := o.update(ctx, key, lease, nil, rev)
	if !errors.Is(err, errLost) {
		return next, err
	}
	there, at, rerr := o.standing(ctx, key)
	if rerr != nil {
		return 0, rerr
	}
	if there.State != stateLease || !same(there, lease) {
		return 0, errLost
	}
	return o.update(ctx, key, lease, nil, at)
}

// store writes the result, for as long as ctx allows: it was paid for. Each try is
// a compare-and-set, so it is safe also when the lease has run out meanwhile.
func (o *Once) store(ctx context.Context, key string, lease entry, rev uint64, x *exchange.Exchange) error {
	sections := map[string][]byte{}
	if c, ok := x.Sections[exchange.SectionCompletion]; ok {
		sections[exchange.SectionCompletion] = c
	}
	result := entry{State: stateResult, Owner: lease.Owner, Term: lease.Term, Dispatch: x.Dispatch, Guard: x.GuardOutput, Refusal: x.Refusal}
	for {
		inline, refs, err := bodies.At(bus.Of(o.kv)).Fit(ctx, x, sections)
		if err == nil {
			result.Stored = refs
			_, err = o.update(ctx, key, result, inline, rev)
		}
		if errors.Is(err, errLost) {
			there, at, rerr := o.standing(ctx, key)
			switch {
			case rerr != nil:
				err = rerr
			case there.State == stateResult && same(there, lease):
				return nil // stored before; its PubAck was lost
			case there.State == stateLease && same(there, lease) && at != rev:
				rev = at // a renewal's PubAck was lost
				continue
			default:
				return Hold(minDelay) // whoever has it stores the result; the redelivery reads it
			}
		}
		if err == nil || ctx.Err() != nil {
			return err
		}
		pause(ctx, 250*time.Millisecond)
	}
}

// same says whether an entry was written under this very lease.
func same(there, lease entry) bool {
	return there.Owner == lease.Owner && there.Term == lease.Term
}

func (o *Once) standing(ctx context.Context, key string) (entry, uint64, error) {
	kve, err := o.kv.Get(ctx, key)
	if err != nil {
		return entry{}, 0, fmt.Errorf("reading a lease: %w", err)
	}
	var there entry
	if _, err := exchange.DecodeFrame(kve.Value(), &there); err != nil {
		return entry{}, 0, fmt.Errorf("reading a lease: %w", err)
	}
	return there, kve.Revision(), nil
}

func (o *Once) update(ctx context.Context, key string, e entry, sections map[string][]byte, rev uint64) (uint64, error) {
	data, err := exchange.EncodeFrame(e, sections)
	if err != nil {
		return 0, err
	}
	next, err := o.kv.Update(ctx, key, data, rev)
	if bus.WrongLastSequence(err) {
		return 0, errLost
	}
	if err != nil {
		return 0, fmt.Errorf("writing a lease or result: %w", err)
	}
	return next, nil
}

// safely turns a panic into an error. What panicked is not told: it may hold text.
func safely(ctx context.Context, x *exchange.Exchange, work Func) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%w at:\n%s", errPanicked, debug.Stack())
		}
	}()
	return work(ctx, x)
}
