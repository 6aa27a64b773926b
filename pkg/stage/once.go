package stage

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
)

// Once makes expensive work happen once for each exchange, whatever dies: a
// lease is taken in RESULTS before the work, and its result is stored there, by
// compare-and-set on the lease, before anything is handed on. A worker that was
// frozen and lost its lease cannot store, and a redelivery finds the result.
type Once struct {
	kv       jetstream.KeyValue
	owner    string
	ttl      time.Duration
	attempts int
	now      func() time.Time
	terms    atomic.Uint64
}

// NewOnce returns a Once for this process. owner must be its alone. ttl is how
// long a lease lasts without renewal; attempts how many workers it may kill before
// it is given up. Work that fails with an error killed nobody: it is tried again
// until the exchange's deadline.
func NewOnce(kv jetstream.KeyValue, owner string, ttl time.Duration, attempts int, now func() time.Time) *Once {
	return &Once{kv: kv, owner: owner, ttl: ttl, attempts: attempts, now: now}
}

const (
	stateLease  = "lease"
	stateResult = "result"
	stateDone   = "done"
)

// entry is the head of a frame in RESULTS. Result holds the pages that the work
// set; the sealed completion is a section of the frame.
type entry struct {
	State    string                 `json:"state"`
	Owner    string                 `json:"owner,omitempty"`
	Until    time.Time              `json:"until,omitzero"`
	Term     uint64                 `json:"term,omitempty"` // with Owner: this very lease
	Attempts int                    `json:"attempts,omitempty"`
	Dispatch *exchange.DispatchPage `json:"dispatch,omitempty"`
	Guard    *exchange.GuardPage    `json:"guard,omitempty"` // of a window that ended a live stream
	Refusal  *exchange.Refusal      `json:"refusal,omitempty"`

	Stored map[string]exchange.Ref `json:"stored,omitempty"` // the completion, where it does not fit
}

// Do runs work on x unless its result is stored already; then x gets that. work
// must set x.Dispatch or x.Refusal. ErrSettled: the exchange is finished.
func (o *Once) Do(ctx context.Context, x *exchange.Exchange, work Func) error {
	key := x.Instance()
	lease, rev, err := o.take(ctx, key, x)
	if err != nil || lease == nil {
		return err
	}
	failpoint.Hit(failpoint.LeasedNotCalled)
	if lease.Attempts > o.attempts {
		x.Refuse(exchange.Refusal{
			Stage: string(exchange.StageDispatch), Failed: true, Dead: true, Status: 500, Type: "server_error",
			Code: "attempts_exhausted", Message: "The request was tried several times and no worker survived it.",
		})
	} else if rev, err = o.run(ctx, key, x, *lease, rev, work); err != nil {
		return err
	}
	if x.Dispatch != nil {
		x.Dispatch.Takeovers = lease.Attempts - 1
	}
	failpoint.Hit(failpoint.AnsweredNotStored)
	return o.store(ctx, key, *lease, rev, x)
}

// take gets the lease, or fills x from the stored result and returns no lease.
func (o *Once) take(ctx context.Context, key string, x *exchange.Exchange) (*entry, uint64, error) {
	mine := entry{State: stateLease, Owner: o.owner, Term: o.terms.Add(1), Until: o.now().Add(o.ttl), Attempts: 1}
	data, err := exchange.EncodeFrame(mine, nil)
	if err != nil {
		return nil, 0, err
	}
	rev, err := o.kv.Create(ctx, key, data)
	if err == nil {
		return &mine, rev, nil
	}
	if !bus.WrongLastSequence(err) {
		return nil, 0, fmt.Errorf("taking a lease: %w", err)
	}
	kve, err := o.kv.Get(ctx, key)
	if err != nil {
		return nil, 0, fmt.Errorf("reading a lease: %w", err)
	}
	var there entry
	sections, err := exchange.DecodeFrame(kve.Value(), &there)
	if err != nil {
		return nil, 0, fmt.Errorf("reading a lease: %w", err)
	}
	switch there.State {
	case stateDone:
		return nil, 0, ErrSettled
	case stateResult:
		x.Dispatch, x.GuardOutput, x.Refusal = there.Dispatch, there.Guard, there.Refusal
		if c, ok := sections[exchange.SectionCompletion]; ok {
			x.Sections[exchange.SectionCompletion] = c
		}
		return nil, 0, o.bring(ctx, x, there.Stored)
	}
	if left := there.Until.Sub(o.now()); left > 0 {
		return nil, 0, Hold(left)
	}
	mine.Attempts = there.Attempts + 1
	rev, err = o.update(ctx, key, mine, nil, kve.Revision())
	if errors.Is(err, errLost) {
		return nil, 0, Hold(minDelay) // another worker took it over first
	}
	if err != nil {
		return nil, 0, err
	}
	return &mine, rev, nil
}

// bring gives x the completion that did not fit into its result.
func (o *Once) bring(ctx context.Context, x *exchange.Exchange, refs map[string]exchange.Ref) error {
	if len(refs) == 0 {
		return nil
	}
	x.Stored, x.Apart = refs, true
	err := bodies.At(bus.Of(o.kv)).Bring(ctx, x)
	switch {
	case errors.Is(err, bodies.ErrTaken):
		x.Stored = nil
		x.Refuse(taken(exchange.StageDispatch))
		return nil
	case errors.Is(err, bodies.ErrMissing), errors.Is(err, bodies.ErrChanged):
		x.Stored = nil
		return Reject("its stored answer is missing or was changed")
	}
	return err
}

// Stored reads the result of x: the page, and the completion, sealed. The page is nil
// where there is none.
func Stored(ctx context.Context, kv jetstream.KeyValue, x *exchange.Exchange) (page *exchange.DispatchPage, completion []byte, err error) {
	kve, err := kv.Get(ctx, x.Instance())
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading a result: %w", err)
	}
	var there entry
	sections, err := exchange.DecodeFrame(kve.Value(), &there)
	if err != nil {
		return nil, nil, fmt.Errorf("reading a result: %w", err)
	}
	if there.State != stateResult {
		return nil, nil, nil
	}
	if _, apart := there.Stored[exchange.SectionCompletion]; apart {
		found, err := bodies.At(bus.Of(kv)).Fetch(ctx, x.Instance(), there.Stored)
		switch {
		case bodies.Gone(err):
			return there.Dispatch, nil, nil
		case err != nil:
			return nil, nil, err
		}
		sections = found
	}
	return there.Dispatch, sections[exchange.SectionCompletion], nil
}

// pastDeadlines is how much longer than any copy's deadline a mark stays: room for
// clocks that differ, and for a replica that tells late that there is an outcome.
const pastDeadlines = 5 * time.Minute

// Settle replaces the result by a mark that the exchange is finished. Nobody waits
// for it to be stored: it costs no correctness if it is lost, the result, sealed,
// then stays until the bucket's age limit.
//
// The mark keeps a late copy from a lease, and goes when no copy may call any more.
// A copy gets its deadline while the exchange has no outcome, of one length (see
// dlp), and Settle is called when it has one. So none has a deadline later than that
// length from now. Whoever takes a lease looks at the deadline after it, and only
// then calls.
func Settle(b *bus.Bus, x *exchange.Exchange) error {
	data, err := exchange.EncodeFrame(entry{State: stateDone}, nil)
	if err != nil {
		return err
	}
	stay := max(x.Deadline.Sub(x.Accepted), 0) + pastDeadlines
	if err := b.SendFor(bus.BucketResults, x.Instance(), data, stay); err != nil {
		return fmt.Errorf("settling a result: %w", err)
	}
	return nil
}
