// Package requests is the REQUESTS bucket: one entry for each accepted request,
// at the key of its tenant, user and id, from acceptance to outcome. It is what
// makes one request one outcome. It seals nothing itself: sections come sealed.
package requests

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
)

// States of an entry.
const (
	Accepted = "accepted"
	Done     = "done"
)

// Entry is what is kept of a request.
type Entry struct {
	State    string    `json:"state"`
	Digest   string    `json:"digest"` // keyed digest of the body as it came
	Accepted time.Time `json:"accepted"`
	Deadline time.Time `json:"deadline"`
	Outcome  *Outcome  `json:"outcome,omitempty"`
	Broken   bool      `json:"broken,omitempty"` // see Break

	Stored map[string]exchange.Ref `json:"stored,omitempty"` // sections that do not fit into the entry, see Whole

	Revision uint64            `json:"-"`
	Sections map[string][]byte `json:"-"` // sealed: completion, restore
}

// Outcome is how an exchange ended. The completion, if there is one, is a sealed
// section of the entry.
type Outcome struct {
	Kind   string      `json:"kind"` // completed, refused or failed
	Error  *chat.Error `json:"error,omitempty"`
	Stream bool        `json:"stream,omitempty"`
	Usage  bool        `json:"usage,omitempty"`
	Record uint64      `json:"record"` // sequence in EVIDENCE
}

// Kinds of outcomes.
const (
	Completed = "completed"
	Refused   = "refused"
	Failed    = "failed"
)

// ErrNone is for a key that holds nothing, or something past its window.
var ErrNone = errors.New("no such request")

// ErrFinished says that this exchange already has its outcome.
var ErrFinished = errors.New("the request already has its outcome")

// Book reads and writes entries. It is safe for concurrent use.
type Book struct {
	kv  jetstream.KeyValue
	now func() time.Time
}

// NewBook opens the book over the REQUESTS bucket.
func NewBook(kv jetstream.KeyValue, now func() time.Time) *Book { return &Book{kv: kv, now: now} }

// Accept writes e at key unless a request stands there, and returns what stands
// there now. fresh is true if that is e. An entry older than bus.Remembered counts
// as none, also where NATS has not removed it yet.
func (b *Book) Accept(ctx context.Context, key string, e Entry) (now Entry, fresh bool, err error) {
	e.State = Accepted
	data, err := exchange.EncodeFrame(e, nil)
	if err != nil {
		return Entry{}, false, err
	}
	rev, err := b.kv.Create(ctx, key, data)
	if err == nil {
		e.Revision = rev
		return e, true, nil
	}
	if !bus.WrongLastSequence(err) {
		return Entry{}, false, fmt.Errorf("accepting a request: %w", err)
	}
	old, err := b.read(ctx, key)
	if err != nil {
		return Entry{}, false, err
	}
	if !b.past(old) {
		return old, false, nil
	}
	rev, err = b.kv.Update(ctx, key, data, old.Revision)
	if bus.WrongLastSequence(err) {
		old, err = b.read(ctx, key)
		return old, false, err
	}
	if err != nil {
		return Entry{}, false, fmt.Errorf("accepting a request: %w", err)
	}
	e.Revision = rev
	return e, true, nil
}

func (b *Book) past(e Entry) bool { return !b.now().Before(e.Accepted.Add(bus.Remembered)) }

// Get reads the entry at key.
func (b *Book) Get(ctx context.Context, key string) (Entry, error) {
	e, err := b.read(ctx, key)
	if err == nil && b.past(e) {
		return Entry{}, ErrNone
	}
	return e, err
}

func (b *Book) read(ctx context.Context, key string) (Entry, error) {
	kve, err := b.kv.Get(ctx, key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return Entry{}, ErrNone
	}
	if err != nil {
		return Entry{}, fmt.Errorf("reading a request: %w", err)
	}
	var e Entry
	sections, err := exchange.DecodeFrame(kve.Value(), &e)
	if err != nil {
		return Entry{}, fmt.Errorf("reading a request: %w", err)
	}
	e.Revision, e.Sections = kve.Revision(), sections
	return e, nil
}

// Whole is Get with the sections that do not fit into the entry.
func (b *Book) Whole(ctx context.Context, key string) (Entry, error) {
	e, err := b.Get(ctx, key)
	if err != nil || len(e.Stored) == 0 {
		return e, err
	}
	found, err := bodies.At(bus.Of(b.kv)).Fetch(ctx, exchange.InstanceOf(key, e.Accepted), e.Stored)
	if err != nil {
		return Entry{}, fmt.Errorf("reading a request: %w", err)
	}
	maps.Copy(e.Sections, found)
	return e, nil
}

// Finish stores the outcome of x, once: by compare-and-set on the revision that
// accepted it. ErrFinished: it has one, or its entry is another exchange's now;
// what stands there is returned.
func (b *Book) Finish(ctx context.Context, x *exchange.Exchange, o Outcome) (Entry, error) {
	done := Entry{
		State: Done, Digest: x.Body, Accepted: x.Accepted, Deadline: x.Deadline,
		Outcome: &o, Sections: map[string][]byte{},
	}
	for _, n := range []string{exchange.SectionCompletion, exchange.SectionRestore} {
		if s, ok := x.Sections[n]; ok && o.Kind == Completed {
			done.Sections[n] = s
		}
	}
	inline, refs, err := bodies.At(bus.Of(b.kv)).Fit(ctx, x, done.Sections)
	if err != nil {
		return Entry{}, fmt.Errorf("storing an outcome: %w", err)
	}
	done.Stored = refs
	data, err := exchange.EncodeFrame(done, inline)
	if err != nil {
		return Entry{}, err
	}
	rev, err := b.kv.Update(ctx, x.Key, data, x.Revision)
	if bus.WrongLastSequence(err) {
		there, rerr := b.read(ctx, x.Key)
		if rerr != nil {
			return Entry{}, rerr
		}
		if !there.brokenOf(x) {
			return there, ErrFinished
		}
		rev, err = b.kv.Update(ctx, x.Key, data, there.Revision)
	}
	if err != nil {
		return Entry{}, fmt.Errorf("storing an outcome: %w", err)
	}
	done.Revision = rev
	return done, nil
}

// brokenOf says whether e is the entry of this very exchange, unfinished and broken.
func (e Entry) brokenOf(x *exchange.Exchange) bool {
	return e.State == Accepted && e.Broken && e.Accepted.Equal(x.Accepted)
}

// Break marks that the caller of x was told that its stream is incomplete: no
// outcome may say otherwise. It is no error where x has its outcome already.
func (b *Book) Break(ctx context.Context, x *exchange.Exchange) error {
	data, err := exchange.EncodeFrame(Entry{State: Accepted, Digest: x.Body, Accepted: x.Accepted, Deadline: x.Deadline, Broken: true}, nil)
	if err != nil {
		return err
	}
	if _, err := b.kv.Update(ctx, x.Key, data, x.Revision); err != nil && !bus.WrongLastSequence(err) {
		return fmt.Errorf("marking a stream as incomplete: %w", err)
	}
	return nil
}

// Broken says whether Break was called for x before it had an outcome.
func (b *Book) Broken(ctx context.Context, x *exchange.Exchange) (bool, error) {
	e, err := b.read(ctx, x.Key)
	if errors.Is(err, ErrNone) {
		return false, nil
	}
	return err == nil && e.brokenOf(x), err
}
