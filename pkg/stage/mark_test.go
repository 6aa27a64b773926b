package stage_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// How long one exchange gets, and the latest moment at which another copy of it may
// have been given as much: when its outcome was about to be stored.
const (
	length = 2 * time.Minute
	clocks = 5 * time.Minute // that the clocks of workers may differ
)

// TestMarkOutlivesDeadlines: whichever copy ends the exchange, and whenever, the mark is
// there for longer than any copy has time. It is gone before the bucket's age.
func TestMarkOutlivesDeadlines(t *testing.T) {
	w := newWorkers(t)
	stream, err := w.bus.JS.Stream(t.Context(), "KV_"+bus.BucketResults)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		deadline time.Duration // of the copy that ends it, after the acceptance
		want     time.Duration
	}{
		"the first copy":           {length, length + clocks},
		"one that came again":      {time.Hour + length, time.Hour + length + clocks},
		"an hour's time":           {time.Hour, time.Hour + clocks},
		"a deadline of no request": {-time.Hour, clocks},
	} {
		t.Run(name, func(t *testing.T) {
			x := newExchange(name)
			x.Deadline = x.Accepted.Add(tt.deadline)
			w.settle(x)
			m, err := stream.GetLastMsgForSubject(t.Context(), bus.KeySubject(bus.BucketResults, x.Instance()))
			if err != nil {
				t.Fatal(err)
			}
			stays, err := time.ParseDuration(m.Header.Get(jetstream.MsgTTLHeader))
			if err != nil || stays != tt.want || stays < length+clocks && tt.deadline >= length || stays >= bus.Remembered {
				t.Errorf("the mark stays for %q, want %v", m.Header.Get(jetstream.MsgTTLHeader), tt.want)
			}
		})
	}
}

// TestMarkGone: once the mark is gone, a worker that was frozen until then stores nothing;
// a copy that comes as late gets a lease, and it is its work that calls nothing (dispatch).
func TestMarkGone(t *testing.T) {
	w := newWorkers(t)
	const ttl = time.Hour // never renewed here
	var n atomic.Int32
	x := newExchange("r")
	ctx, end := context.WithCancel(t.Context()) // what a stage gives: until the deadline, and settling
	defer end()
	err := w.once("frozen", ttl).Do(ctx, x, func(ctx context.Context, x *exchange.Exchange) error {
		w.advance(ttl)
		if err := w.once("b", ttl).Do(ctx, newExchange("r"), answers(&n, "taken over")); err != nil {
			t.Error(err)
		}
		w.settle(x)
		w.forget(x)
		end()
		return answers(&n, "too late")(ctx, x)
	})
	if err == nil {
		t.Error("the frozen worker's result counts")
	}
	if _, err := w.kv.Get(t.Context(), x.Instance()); !errors.Is(err, jetstream.ErrKeyNotFound) {
		t.Errorf("the frozen worker stored something: %v", err)
	}
	asked := false
	late := func(_ context.Context, x *exchange.Exchange) error {
		asked = true
		x.Refuse(exchange.Refusal{Code: "deadline_exceeded"})
		return nil
	}
	if err := w.once("c", ttl).Do(t.Context(), newExchange("r"), late); err != nil || !asked {
		t.Errorf("a late copy's work was asked: %t, %v", asked, err)
	}
}

// forget has the server forget what stands for x, as it does when the time is over.
func (w *workers) forget(x *exchange.Exchange) {
	w.t.Helper()
	stream, err := bus.Of(w.all).JS.Stream(w.t.Context(), "KV_"+bus.BucketResults)
	if err == nil {
		err = stream.Purge(w.t.Context(), jetstream.WithPurgeSubject(bus.KeySubject(bus.BucketResults, x.Instance())))
	}
	if err != nil {
		w.t.Fatal(err)
	}
}
