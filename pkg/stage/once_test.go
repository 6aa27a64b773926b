package stage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

// accepted is in whole milliseconds, as dlp accepts.
var accepted = time.Now().UTC().Truncate(time.Millisecond)

func newExchange(id string) *exchange.Exchange {
	return &exchange.Exchange{
		Key: exchange.Key("acme", "alice", id), ID: id, Tenant: "acme", User: "alice", Lane: "interactive", Via: "nats",
		Accepted: accepted, Deadline: accepted.Add(time.Minute),
		DLP: &exchange.DLPPage{State: exchange.Passed}, GuardInput: &exchange.GuardPage{State: exchange.Passed}, Sections: map[string][]byte{exchange.SectionPrompt: []byte("sealed prompt")},
	}
}

// clock is one that tests move.
type clock struct{ offset atomic.Int64 }

func (c *clock) now() time.Time           { return time.Now().Add(time.Duration(c.offset.Load())) }
func (c *clock) advance(by time.Duration) { c.offset.Add(int64(by)) }

// workers make Onces over one real bucket.
type workers struct {
	t   *testing.T
	bus *bus.Bus
	kv  jetstream.KeyValue
	all jetstream.KeyValue // as setup, who may watch
	clock
}

func newWorkers(t *testing.T) *workers {
	s := bustest.Start(t)
	b := s.Connect(bus.UserDispatch)
	return &workers{t: t, bus: b, kv: bustest.Bucket(t, b, bus.BucketResults), all: bustest.Bucket(t, s.Connect(bus.UserSetup), bus.BucketResults)}
}

func (w *workers) once(owner string, ttl time.Duration) *stage.Once {
	return stage.NewOnce(w.kv, owner, ttl, 3, w.now)
}

// settle settles x and returns when it is stored.
func (w *workers) settle(x *exchange.Exchange) {
	w.t.Helper()
	stored, err := w.all.Watch(w.t.Context(), x.Instance(), jetstream.UpdatesOnly())
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = stored.Stop() }()
	if err := stage.Settle(w.bus, x); err != nil {
		w.t.Fatal(err)
	}
	for e := range stored.Updates() {
		if e != nil && bytes.Contains(e.Value(), []byte(`"state":"done"`)) {
			return
		}
	}
	w.t.Fatal("it was not settled")
}

// answers is work that ends with a page and a completion, and counts its calls.
func answers(n *atomic.Int32, text string) stage.Func {
	return func(_ context.Context, x *exchange.Exchange) error {
		n.Add(1)
		x.Dispatch = &exchange.DispatchPage{State: exchange.Passed, Backend: text}
		x.Sections[exchange.SectionCompletion] = []byte(text)
		return nil
	}
}

func held(t *testing.T, err error) time.Duration {
	t.Helper()
	var h *stage.Holding
	if !errors.As(err, &h) {
		t.Fatalf("not held: %v", err)
	}
	return h.Delay
}

func TestOnceReusesTheResult(t *testing.T) {
	w := newWorkers(t)
	var n atomic.Int32
	x := newExchange("r")
	if err := w.once("a", time.Minute).Do(t.Context(), x, answers(&n, "first")); err != nil {
		t.Fatal(err)
	}
	for _, owner := range []string{"a", "b"} {
		again := newExchange("r")
		if err := w.once(owner, time.Minute).Do(t.Context(), again, answers(&n, "second")); err != nil {
			t.Fatal(err)
		}
		if again.Dispatch == nil || again.Dispatch.Backend != "first" || string(again.Sections[exchange.SectionCompletion]) != "first" {
			t.Errorf("%s got %+v", owner, again.Dispatch)
		}
		if string(again.Sections[exchange.SectionPrompt]) != "sealed prompt" {
			t.Error("the exchange lost a section")
		}
	}
	// The same id, accepted at another time, is another exchange.
	later := newExchange("r")
	later.Accepted = accepted.Add(24 * time.Hour)
	if err := w.once("a", time.Minute).Do(t.Context(), later, answers(&n, "later")); err != nil || later.Dispatch.Backend != "later" {
		t.Errorf("got %+v, %v", later.Dispatch, err)
	}
	if n.Load() != 2 {
		t.Errorf("worked %d times", n.Load())
	}
}

func TestOnceReusesARefusal(t *testing.T) {
	w := newWorkers(t)
	n := 0
	refuse := func(_ context.Context, x *exchange.Exchange) error {
		n++
		x.Dispatch = &exchange.DispatchPage{State: exchange.Failed}
		x.Refuse(exchange.Refusal{Code: "content_filter", Status: 400, Rules: []string{"aws"}})
		return nil
	}
	for range 2 {
		x := newExchange("r")
		if err := w.once("a", time.Minute).Do(t.Context(), x, refuse); err != nil {
			t.Fatal(err)
		}
		if x.Refusal == nil || x.Refusal.Code != "content_filter" || len(x.Sections[exchange.SectionCompletion]) > 0 {
			t.Errorf("got %+v", x.Refusal)
		}
	}
	if n != 1 {
		t.Errorf("worked %d times", n)
	}
}

func TestOnceSettled(t *testing.T) {
	w := newWorkers(t)
	var n atomic.Int32
	for _, id := range []string{"after a result", "before any"} {
		x := newExchange(id)
		if strings.HasPrefix(id, "after") {
			if err := w.once("a", time.Minute).Do(t.Context(), x, answers(&n, "x")); err != nil {
				t.Fatal(err)
			}
		}
		w.settle(x)
		if err := w.once("b", time.Minute).Do(t.Context(), newExchange(id), answers(&n, "y")); !errors.Is(err, stage.ErrSettled) {
			t.Errorf("%s: %v", id, err)
		}
		e, err := w.kv.Get(t.Context(), x.Instance())
		if err != nil || strings.Contains(string(e.Value()), "backend") {
			t.Errorf("%s: the result is still there (%v)", id, err)
		}
	}
	if n.Load() != 1 {
		t.Errorf("worked %d times", n.Load())
	}
}

// A lease keeps others out until it expires; then one of them takes over, and
// the first worker, frozen all the while, cannot store any more.
func TestOnceLease(t *testing.T) {
	w := newWorkers(t)
	var n atomic.Int32
	const ttl = time.Hour // never renewed here
	err := w.once("frozen", ttl).Do(t.Context(), newExchange("r"), func(ctx context.Context, x *exchange.Exchange) error {
		if d := held(t, w.once("b", ttl).Do(ctx, newExchange("r"), answers(&n, "too early"))); d <= 59*time.Minute || d > ttl {
			t.Errorf("held for %s", d)
		}
		w.advance(ttl)
		second := newExchange("r")
		if err := w.once("b", ttl).Do(ctx, second, answers(&n, "taken over")); err != nil {
			t.Error(err)
		} else if second.Dispatch.Takeovers != 1 {
			t.Errorf("%d takeovers", second.Dispatch.Takeovers)
		}
		return answers(&n, "too late")(ctx, x)
	})
	if d := held(t, err); d > time.Second {
		t.Errorf("the loser is held for %s", d)
	}
	x := newExchange("r")
	if err := w.once("c", ttl).Do(t.Context(), x, answers(&n, "again")); err != nil || x.Dispatch.Backend != "taken over" || x.Dispatch.Takeovers != 1 {
		t.Errorf("got %+v, %v", x.Dispatch, err)
	}
	if n.Load() != 2 {
		t.Errorf("worked %d times", n.Load())
	}
}

// Each attempt has a name of its own, by which what it released is known: a
// take-over's is another, by the same worker too.
func TestRunTellsAttempts(t *testing.T) {
	w := newWorkers(t)
	const ttl = time.Hour
	var runs []string
	note := func(ctx context.Context, x *exchange.Exchange) error {
		runs = append(runs, stage.Run(ctx))
		return answers(new(atomic.Int32), "x")(ctx, x)
	}
	a, b := w.once("a", ttl), w.once("b", ttl)
	err := a.Do(t.Context(), newExchange("r"), func(ctx context.Context, x *exchange.Exchange) error {
		w.advance(ttl)
		inner := a.Do(ctx, newExchange("r"), func(ctx context.Context, x *exchange.Exchange) error {
			w.advance(ttl)
			if err := b.Do(ctx, newExchange("r"), note); err != nil {
				t.Error(err)
			}
			return note(ctx, x)
		})
		held(t, inner)
		return note(ctx, x)
	})
	held(t, err)
	if len(runs) != 3 || runs[0] == "" || runs[0] == runs[1] || runs[1] == runs[2] || runs[0] == runs[2] {
		t.Errorf("the attempts are named %q", runs)
	}
	if got := stage.Run(t.Context()); got != "" {
		t.Errorf("without a lease the attempt is %q", got)
	}
}

// together is a bucket whose reads end only when all have read.
type together struct {
	jetstream.KeyValue
	read *sync.WaitGroup
}

func (b together) Get(ctx context.Context, key string) (jetstream.KeyValueEntry, error) {
	e, err := b.KeyValue.Get(ctx, key)
	b.read.Done()
	b.read.Wait()
	return e, err
}

// Of many that find an expired lease one takes over; the others are held, which
// is no failure.
func TestOnceTakeOverRace(t *testing.T) {
	w := newWorkers(t)
	const takers = 8
	var n atomic.Int32
	err := w.once("dead", time.Hour).Do(t.Context(), newExchange("r"), func(ctx context.Context, x *exchange.Exchange) error {
		w.advance(time.Hour)
		var read, wg sync.WaitGroup
		read.Add(takers)
		for i := range takers {
			wg.Go(func() {
				once := stage.NewOnce(together{w.kv, &read}, fmt.Sprint(i), time.Hour, 3, w.now)
				err := once.Do(ctx, newExchange("r"), answers(&n, "x"))
				var h *stage.Holding
				if err != nil && !errors.As(err, &h) {
					t.Errorf("%d: %v", i, err)
				}
			})
		}
		wg.Wait()
		return answers(new(atomic.Int32), "y")(ctx, x)
	})
	held(t, err)
	if n.Load() != 1 {
		t.Errorf("%d worked", n.Load())
	}
}

// A lease is renewed while the work lasts, on real time.
func TestOnceRenews(t *testing.T) {
	w := newWorkers(t)
	const ttl = 150 * time.Millisecond
	x := newExchange("r")
	changes, err := w.all.Watch(t.Context(), x.Instance())
	if err != nil {
		t.Fatal(err)
	}
	var n atomic.Int32
	err = w.once("slow", ttl).Do(t.Context(), x, func(ctx context.Context, x *exchange.Exchange) error {
		puts := 0
		for puts < 8 { // the lease, and renewals of more than two lives
			if e := <-changes.Updates(); e != nil {
				puts++
			}
		}
		held(t, w.once("b", ttl).Do(ctx, newExchange("r"), answers(&n, "b")))
		return answers(&n, "slow")(ctx, x)
	})
	if err != nil || x.Dispatch.Backend != "slow" || n.Load() != 1 {
		t.Errorf("worked %d times: %+v, %v", n.Load(), x.Dispatch, err)
	}
}

// Work whose lease was lost is told so by its context.
func TestOnceLosesLease(t *testing.T) {
	w := newWorkers(t)
	const ttl = 90 * time.Millisecond
	x := newExchange("r")
	err := w.once("a", ttl).Do(t.Context(), x, func(ctx context.Context, x *exchange.Exchange) error {
		w.settle(x)
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Second):
			t.Error("the work was not told")
		}
		return ctx.Err()
	})
	held(t, err)
	if err := w.once("a", ttl).Do(t.Context(), newExchange("r"), nil); !errors.Is(err, stage.ErrSettled) {
		t.Errorf("got %v", err)
	}
}

// Work that panics counts as a try, as its worker's death would; an error or a
// Hold does not. After the last try the exchange ends, dead-lettered.
func TestOnceAttempts(t *testing.T) {
	const secret = "planted " + "value"
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		fail  stage.Func
		count bool
	}{
		"error": {func(context.Context, *exchange.Exchange) error { return broken }, false},
		"panic": {func(context.Context, *exchange.Exchange) error { panic(secret) }, true},
		"hold":  {func(context.Context, *exchange.Exchange) error { return stage.Hold(time.Second) }, false},
		"held deep": {func(context.Context, *exchange.Exchange) error {
			return fmt.Errorf("no backend: %w", stage.Hold(time.Second))
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkers(t)
			once := w.once("a", time.Hour) // a lease that is not given up would hold for an hour
			var n atomic.Int32
			work := func(ctx context.Context, x *exchange.Exchange) error { n.Add(1); return tt.fail(ctx, x) }
			for i := range 6 {
				x := newExchange("r")
				err := once.Do(t.Context(), x, work)
				if tt.count && i >= 3 {
					if err != nil || x.Refusal == nil || x.Refusal.Code != "attempts_exhausted" || !x.Refusal.Dead || !x.Refusal.Failed || x.Dispatch != nil {
						t.Fatalf("try %d: %+v, %v", i, x.Refusal, err)
					}
					continue
				}
				if err == nil || strings.Contains(err.Error(), secret) {
					t.Fatalf("try %d: %v", i, err)
				}
				if !tt.count && !errors.Is(err, broken) && held(t, err) != time.Second {
					t.Fatalf("try %d: %v", i, err)
				}
			}
			if want := map[bool]int32{true: 3, false: 6}[tt.count]; n.Load() != want {
				t.Errorf("worked %d times, want %d", n.Load(), want)
			}
		})
	}
}

// A renewal whose PubAck was lost moves the revision on: the worker finds its own
// lease there and stores, and the work is not thrown away.
func TestOnceLostPubAck(t *testing.T) {
	w := newWorkers(t)
	x := newExchange("r")
	var n atomic.Int32
	err := w.once("a", time.Minute).Do(t.Context(), x, func(ctx context.Context, x *exchange.Exchange) error {
		kve, err := w.kv.Get(ctx, x.Instance())
		if err != nil {
			return err
		}
		if _, err := w.kv.Update(ctx, x.Instance(), kve.Value(), kve.Revision()); err != nil {
			return err
		}
		return answers(&n, "kept")(ctx, x)
	})
	if err != nil || n.Load() != 1 {
		t.Fatalf("worked %d times: %v", n.Load(), err)
	}
	again := newExchange("r")
	if err := w.once("b", time.Minute).Do(t.Context(), again, answers(&n, "other")); err != nil || n.Load() != 1 {
		t.Errorf("the result was not stored: worked %d times: %v", n.Load(), err)
	}
}

// An entry that nothing can read is an error and no reason to work twice.
func TestOnceIllegible(t *testing.T) {
	w := newWorkers(t)
	x := newExchange("r")
	if _, err := w.kv.PutString(t.Context(), x.Instance(), "no frame"); err != nil {
		t.Fatal(err)
	}
	var n atomic.Int32
	if err := w.once("a", time.Minute).Do(t.Context(), x, answers(&n, "x")); !errors.Is(err, exchange.ErrFrame) || n.Load() != 0 {
		t.Errorf("worked %d times: %v", n.Load(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.once("a", time.Minute).Do(ctx, newExchange("s"), answers(&n, "x")); err == nil || n.Load() != 0 {
		t.Errorf("no bucket: worked %d times: %v", n.Load(), err)
	}
}
