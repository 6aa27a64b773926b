package stage_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

// harness is a stage on a real server, seen from outside: everything that it
// publishes and each of its acknowledgements, in their order.
type harness struct {
	t      *testing.T
	bus    *bus.Bus // as dispatch
	all    *bus.Bus // as setup, which stores anything and sees everything
	server *bustest.Server
	seen   chan *nats.Msg
	log    *buffer
	end    context.CancelFunc
	done   chan error
}

type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func newHarness(t *testing.T) *harness {
	t.Helper()
	s := bustest.Start(t)
	h := &harness{t: t, server: s, bus: s.Connect(bus.UserDispatch), all: s.Connect(bus.UserSetup), seen: make(chan *nats.Msg, 256), log: &buffer{}, done: make(chan error, 1)}
	watcher := h.all.NC
	for _, subject := range []string{"sluice.stage.guard.>", "sluice.stage.provenance.>", "sluice.dead.>", "$JS.ACK.DISPATCH.>"} {
		if _, err := watcher.ChanSubscribe(subject, h.seen); err != nil {
			t.Fatal(err)
		}
	}
	if err := watcher.Flush(); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *harness) run(do stage.Func, change ...func(*stage.Options)) {
	h.t.Helper()
	o := stage.Options{
		Stage: exchange.StageDispatch, Concurrency: 4, Limits: bustest.Limits(), Now: time.Now,
		Log: slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, c := range change {
		c(&o)
	}
	r, err := stage.Start(h.t.Context(), h.bus, o, do)
	if err != nil {
		h.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	h.end = cancel
	go func() { h.done <- r.Run(ctx) }()
	h.t.Cleanup(cancel)
}

func (h *harness) send(x *exchange.Exchange) {
	h.t.Helper()
	if err := stage.Publish(h.t.Context(), h.all, exchange.StageGuard, x); err != nil {
		h.t.Fatal(err)
	}
}

func await[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came in 20 s")
		panic("not reached")
	}
}

// next is what the stage did next, apart from keeping a message alive: the
// start of an acknowledgement, or the subject of a message.
func (h *harness) next(want string) *nats.Msg {
	h.t.Helper()
	for {
		m := await(h.t, h.seen)
		got := m.Subject
		if strings.HasPrefix(got, "$JS.ACK") {
			got = string(m.Data)
		}
		if got == "+WPI" && want != got {
			continue
		}
		if !strings.HasPrefix(got, want) {
			h.t.Fatalf("the stage did %q, want %q\n%s", got, want, h.log)
		}
		return m
	}
}

// both is next for two things that go over two connections: of those the watcher may
// see the later one first. That the one waits for the other TestHandOn and TestReject
// tell, where all goes over one.
func (h *harness) both(a, b string) (first *nats.Msg) {
	h.t.Helper()
	m := h.next("")
	if strings.HasPrefix(m.Subject, a) {
		h.next(b)
		return m
	}
	if strings.HasPrefix(m.Subject, "$JS.ACK") && strings.HasPrefix(string(m.Data), b) {
		return h.next(a)
	}
	h.t.Fatalf("the stage did %q, want %q or %q\n%s", m.Subject, a, b, h.log)
	return nil
}

func (h *harness) decode(m *nats.Msg) *exchange.Exchange {
	h.t.Helper()
	x, err := exchange.Decode(m.Data)
	if err != nil {
		h.t.Fatal(err)
	}
	return x
}

// drained ends the stage and returns once it has.
func (h *harness) drained() {
	h.t.Helper()
	h.end()
	if err := await(h.t, h.done); err != nil {
		h.t.Errorf("ended with %v", err)
	}
}

const (
	guard      = "sluice.stage.guard.acme.interactive" // after an answer
	provenance = "sluice.stage.provenance.acme.interactive"
	dead       = "sluice.dead.dispatch.acme"
)

func TestHandOn(t *testing.T) {
	h := newHarness(t)
	var n atomic.Int32
	after := make(chan bool, 1)
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		if d, ok := ctx.Deadline(); !ok || d.Before(x.Deadline) {
			t.Errorf("the work may last until %v, the exchange until %v", d, x.Deadline)
		}
		x.After = func(context.Context) { after <- true }
		return answers(&n, "x")(ctx, x)
	})
	h.send(newExchange("r"))
	m := h.next(guard)
	x := h.decode(m)
	if x.Dispatch == nil || string(x.Sections[exchange.SectionCompletion]) != "x" {
		t.Errorf("handed on %+v", x)
	}
	if id, want := m.Header.Get("Nats-Msg-Id"), x.Key+":guard:2:"+strconv.FormatInt(accepted.UnixMilli(), 10); id != want {
		t.Errorf("message id %q, want %q", id, want)
	}
	h.next("+ACK") // only after the next message
	await(t, after)
	h.drained()
}

func TestHold(t *testing.T) {
	h := newHarness(t)
	var calls, n atomic.Int32
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		if calls.Add(1) < 3 {
			return stage.Hold(30 * time.Millisecond)
		}
		return answers(&n, "x")(ctx, x)
	})
	h.send(newExchange("r"))
	for range 2 {
		if m := h.next("-NAK"); !strings.Contains(string(m.Data), "30000000") {
			t.Errorf("held by %s", m.Data)
		}
	}
	h.next(guard)
	h.next("+ACK")
	if strings.Contains(h.log.String(), "stage failed") {
		t.Error("a hold counts as a failed try")
	}
	h.drained()
}

func TestErrorsAreRetried(t *testing.T) {
	const secret = "planted " + "value"
	h := newHarness(t)
	var calls, n atomic.Int32
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		switch calls.Add(1) {
		case 1:
			return errors.New("broken")
		case 2:
			panic(secret)
		}
		return answers(&n, "x")(ctx, x)
	})
	h.send(newExchange("r"))
	for _, delay := range []string{"100000000", "200000000"} {
		if m := h.next("-NAK"); !strings.Contains(string(m.Data), delay) {
			t.Errorf("given back by %s, want a delay of %s", m.Data, delay)
		}
	}
	h.next(guard)
	h.next("+ACK")
	h.drained()
	if l := h.log.String(); strings.Contains(l, secret) || !strings.Contains(l, "panicked") {
		t.Errorf("the log says of the panic:\n%s", l)
	}
}
