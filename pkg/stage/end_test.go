package stage_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

var interactive = bus.ConsumerName("dispatch", bus.LaneInteractive)

func TestReject(t *testing.T) {
	h := newHarness(t)
	h.run(func(context.Context, *exchange.Exchange) error { return stage.Reject("its page is missing") })
	h.send(newExchange("r"))
	letter := h.next(dead)
	if x := h.decode(letter); letter.Header.Get("Sluice-Reason") != "failed" || string(x.Sections[exchange.SectionPrompt]) != "sealed prompt" {
		t.Errorf("the dead letter is %v, %+v", letter.Header, x)
	}
	r := h.decode(h.next(provenance)).Refusal
	if r == nil || !r.Failed || !r.Dead || r.Stage != "dispatch" || r.Status != 500 || !strings.Contains(r.Message, "its page is missing") {
		t.Errorf("the refusal is %+v", r)
	}
	h.next("+ACK")
	h.drained()
}

func TestRefusalIsHandedOn(t *testing.T) {
	h := newHarness(t)
	h.run(func(_ context.Context, x *exchange.Exchange) error {
		x.Refuse(exchange.Refusal{Code: "content_filter"})
		return nil
	})
	h.send(newExchange("r"))
	if r := h.decode(h.next(provenance)).Refusal; r == nil || r.Code != "content_filter" {
		t.Errorf("the refusal is %+v", r)
	}
	h.next("+ACK")
	h.drained()
}

func TestSettledIsDropped(t *testing.T) {
	h := newHarness(t)
	h.run(func(_ context.Context, x *exchange.Exchange) error {
		x.After = func(context.Context) { t.Error("something followed") }
		return stage.ErrSettled
	})
	h.send(newExchange("r"))
	h.next("+ACK")
	h.drained()
}

// A message that is no exchange ends as a dead letter without its body, which
// may hold anything. So does an exchange whose key is not its own.
func TestMalformed(t *testing.T) {
	forged := newExchange("r")
	forged.User = "mallory"
	data, err := forged.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"no frame": []byte("planted text"), "another's key": data} {
		t.Run(name, func(t *testing.T) {
			h := newHarness(t)
			h.run(func(context.Context, *exchange.Exchange) error { t.Error("worked on it"); return nil })
			if _, err := h.all.JS.Publish(t.Context(), bus.StageSubject("dispatch", "acme", "interactive"), body); err != nil {
				t.Fatal(err)
			}
			letter := h.next("sluice.dead.dispatch._")
			if len(letter.Data) > 0 || letter.Header.Get("Sluice-Reason") != "malformed" || len(letter.Header.Values("Sluice-Reason")) != 1 {
				t.Errorf("the dead letter is %v, %d bytes", letter.Header, len(letter.Data))
			}
			h.next("+TERM")
			h.drained()
			if strings.Contains(h.log.String(), "planted") || strings.Contains(h.log.String(), "mallory") {
				t.Errorf("the log holds the body:\n%s", h.log)
			}
		})
	}
}

// What a worker took and died with is delivered again after AckWait.
func TestRedelivery(t *testing.T) {
	h := newHarness(t)
	c, err := h.bus.Consumer(t.Context(), "dispatch", bus.LaneInteractive, bustest.Limits())
	if err != nil {
		t.Fatal(err)
	}
	h.send(newExchange("r"))
	if _, err := c.Next(); err != nil { // taken, and never acknowledged
		t.Fatal(err)
	}
	var n atomic.Int32
	h.run(answers(&n, "x"))
	h.next(guard)
	h.next("+ACK")
	h.drained()
}

// Work that lasts longer than AckWait keeps its message.
func TestKeepAlive(t *testing.T) {
	h := newHarness(t)
	release := make(chan bool)
	var n atomic.Int32
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		<-release
		return answers(&n, "x")(ctx, x)
	})
	h.send(newExchange("r"))
	for range 5 { // a third of AckWait apart
		h.next("+WPI")
	}
	close(release)
	h.next(guard)
	h.next("+ACK")
	h.drained()
	if n.Load() != 1 {
		t.Errorf("worked %d times", n.Load())
	}
}

// A drain finishes what is in hand, and gives back at once what was only taken
// ahead: others need not wait for AckWait.
func TestDrain(t *testing.T) {
	h := newHarness(t)
	const sent, slots = 12, 9
	began, release := make(chan string, sent), make(chan bool)
	var n atomic.Int32
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		began <- x.ID
		<-release
		return answers(&n, "x")(ctx, x)
	}, func(o *stage.Options) { o.Concurrency = slots; o.Limits.AckWait = time.Minute })
	delivered := h.deliveries()
	for i := range sent {
		h.send(newExchange(string(rune('a' + i))))
	}
	inHand := map[string]bool{}
	for range slots {
		inHand[await(t, began)] = true
	}
	h.settled(delivered, slots+1)
	h.end()
	h.next("-NAK")
	select {
	case err := <-h.done:
		t.Fatalf("ended with work in hand: %v", err)
	default:
	}
	close(release)
	h.drained()
	if int(n.Load()) != slots {
		t.Errorf("worked on %d", n.Load())
	}
	c, err := h.all.JS.Consumer(t.Context(), bus.StreamDispatch, interactive)
	if err != nil {
		t.Fatal(err)
	}
	batch, err := c.Fetch(sent-slots, jetstream.FetchMaxWait(20*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for m := range batch.Messages() {
		x, err := exchange.Decode(m.Data())
		if err != nil || inHand[x.ID] {
			t.Errorf("another worker gets %v, %v", x, err)
		}
		left++
	}
	if left != sent-slots {
		t.Errorf("another worker gets %d", left)
	}
}

// deliveries counts what is delivered to the stage from now on.
func (h *harness) deliveries() *atomic.Int32 {
	h.t.Helper()
	var n atomic.Int32
	_, err := h.bus.NC.Subscribe("_INBOX."+bus.UserDispatch+".>", func(m *nats.Msg) {
		if strings.HasPrefix(m.Reply, "$JS.ACK.") {
			n.Add(1)
		}
	})
	if err == nil {
		err = h.bus.NC.Flush()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return &n
}

// settled waits until at least so many messages are out, and all that are out are
// delivered: what a drain finds under way to it is nobody's until AckWait.
func (h *harness) settled(delivered *atomic.Int32, least int) {
	h.t.Helper()
	c, err := h.all.JS.Consumer(h.t.Context(), bus.StreamDispatch, interactive)
	if err != nil {
		h.t.Fatal(err)
	}
	for end, before := time.Now().Add(20*time.Second), -1; time.Now().Before(end); {
		i, err := c.Info(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		if out := i.NumAckPending; out >= least && out == before && int(delivered.Load()) >= out {
			return
		}
		before = i.NumAckPending
	}
	h.t.Fatalf("never had %d messages out, %d were delivered", least, delivered.Load())
}

func TestConsumerIsGone(t *testing.T) {
	h := newHarness(t)
	h.run(func(context.Context, *exchange.Exchange) error { return nil })
	if err := h.all.JS.DeleteConsumer(t.Context(), bus.StreamDispatch, interactive); err != nil {
		t.Fatal(err)
	}
	if err := await(t, h.done); err == nil {
		t.Error("the stage ended without an error")
	}
	if _, err := stage.Start(t.Context(), h.bus, stage.Options{Stage: exchange.StageDLP, Limits: bustest.Limits()}, nil); err == nil {
		t.Error("a stage without a stream was started")
	}
}

func TestPublish(t *testing.T) {
	h := newHarness(t)
	x := newExchange("r")
	x.Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	first, err := stage.PublishAck(t.Context(), h.all, exchange.StageGuard, x)
	if err != nil {
		t.Fatal(err)
	}
	second, err := stage.PublishAck(t.Context(), h.all, exchange.StageGuard, x)
	if err != nil || !second.Duplicate || second.Sequence != first.Sequence {
		t.Errorf("published twice: %+v, %v", second, err)
	}
	s, err := h.all.JS.Stream(t.Context(), bus.StreamDispatch)
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.GetMsg(t.Context(), first.Sequence)
	if err != nil || m.Header.Get("traceparent") != x.Trace || m.Subject != "sluice.stage.dispatch.acme.interactive" {
		t.Errorf("stored %+v, %v", m, err)
	}
	if err := stage.Publish(t.Context(), h.all, exchange.StageDispatch, x); err == nil {
		t.Error("handed on to the stage itself")
	}
	if err := stage.Publish(t.Context(), h.all, exchange.StageDLP, &exchange.Exchange{DLP: nil}); err == nil {
		t.Error("handed on without a page")
	}
}
