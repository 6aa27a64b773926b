package dlp

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// clock is a time that the test moves. It starts at a whole millisecond.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.at.Store(time.Now().Truncate(time.Millisecond).UnixNano())
	return c
}

func (c *clock) now() time.Time          { return time.Unix(0, c.at.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.at.Add(int64(d)) }

func timedWorld(t *testing.T) (*world, *clock) {
	c := newClock()
	w := newWorld(t, func(d *Deps) {
		d.Now = c.now
		d.Book = requests.NewBook(bustest.Bucket(t, d.Bus, bus.BucketRequests), c.now)
	})
	return w, c
}

// Within its window a request is the same exchange; past it the id makes a new
// one, also with another body, and its message is no duplicate of the old one.
func TestWindow(t *testing.T) {
	w, c := timedWorld(t)
	released := make(chan *nats.Msg, 4)
	if _, err := w.provenance.NC.ChanSubscribe(bus.UserSubject(bus.Release, "acme", "alice"), released); err != nil {
		t.Fatal(err)
	}
	if err := w.provenance.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	send := func(content string) bus.Ack { return w.ask(body(content), "Nats-Msg-Id", "id") }

	one := send("first")
	x := w.accepted(one)
	if again := send("first"); again.Err != nil || !again.Duplicate || again.Seq != one.Seq {
		t.Errorf("again, without an outcome yet: %+v", again)
	}
	if _, err := w.s.Book.Finish(t.Context(), x, requests.Outcome{Kind: requests.Failed, Error: chat.ErrTimeout()}); err != nil {
		t.Fatal(err)
	}
	c.advance(bus.Remembered - time.Millisecond)
	if again := send("first"); again.Err != nil || !again.Duplicate {
		t.Errorf("again, at the end of the window: %+v", again)
	}
	select {
	case <-released:
	case <-time.After(20 * time.Second):
		t.Error("the stored outcome is not released again")
	}
	w.refused(send("second"), 409, "request_id_conflict")

	c.advance(time.Millisecond)
	two := send("second")
	y := w.accepted(two)
	if two.Duplicate || two.Seq == one.Seq || y.Instance() == x.Instance() || !y.Accepted.Equal(x.Accepted.Add(bus.Remembered)) {
		t.Errorf("past the window: %+v, accepted at %v, the old one at %v", two, y.Accepted, x.Accepted)
	}
	w.refused(send("first"), 409, "request_id_conflict")
}

// A request that was entered and could not be handed on is taken when it is sent
// again, also past its first deadline, with as much time as at first: what ends an
// exchange in RESULTS counts on no more. One that broke gets no more time.
func TestHeldUpPastItsDeadline(t *testing.T) {
	for name, broken := range map[string]bool{"held up": false, "broken": true} {
		t.Run(name, func(t *testing.T) {
			w, c := timedWorld(t)
			evidence, err := w.inside.JS.Stream(t.Context(), bus.StreamEvidence)
			if err != nil {
				t.Fatal(err)
			}
			w.accepted(w.ask(body("other"), "Nats-Msg-Id", "other")) // EVIDENCE holds one message
			full := evidence.CachedInfo().Config
			full.MaxMsgs = 1
			if _, err := w.inside.JS.UpdateStream(t.Context(), full); err != nil {
				t.Fatal(err)
			}
			w.refused(w.ask(body("held up"), "Nats-Msg-Id", "id"), 503, "service_unavailable")
			key := exchange.Key("acme", "alice", "id")
			began, err := w.s.Book.Get(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			if broken {
				x := &exchange.Exchange{Key: key, Accepted: began.Accepted, Deadline: began.Deadline, Body: began.Digest, Revision: began.Revision}
				if err := w.s.Book.Break(t.Context(), x); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := w.inside.JS.UpdateStream(t.Context(), evidence.CachedInfo().Config); err != nil {
				t.Fatal(err)
			}
			c.advance(time.Hour)
			x := w.accepted(w.ask(body("held up"), "Nats-Msg-Id", "id"))
			want := began.Deadline
			if !broken {
				want = c.now().Add(began.Deadline.Sub(began.Accepted))
			}
			if !x.Deadline.Equal(want) || !x.Accepted.Equal(began.Accepted) {
				t.Errorf("handed on with deadline %v, accepted %v, at %v", x.Deadline, x.Accepted, c.now())
			}
			// The entry keeps the first deadline, by which the next copy's is made.
			if e, err := w.s.Book.Get(t.Context(), key); err != nil || !e.Deadline.Equal(began.Deadline) || e.State != requests.Accepted {
				t.Errorf("its entry is %+v, %v", e, err)
			}
		})
	}
}
