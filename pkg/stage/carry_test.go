package stage_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

// visits are which stages saw an exchange, in their order.
type visits struct {
	mu   sync.Mutex
	seen []exchange.Stage
}

func (v *visits) add(at exchange.Stage) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.seen = append(v.seen, at)
}

func (v *visits) since(n int) []exchange.Stage {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.seen[n:])
}

// rest is the way after dispatch in one process: guard, toolauth, provenance.
func (v *visits) rest(file stage.Func) map[exchange.Stage]stage.Func {
	return map[exchange.Stage]stage.Func{
		exchange.StageGuard: func(_ context.Context, x *exchange.Exchange) error {
			v.add(exchange.StageGuard)
			x.GuardOutput = &exchange.GuardPage{State: exchange.Passed}
			return nil
		},
		exchange.StageToolauth: func(_ context.Context, x *exchange.Exchange) error {
			v.add(exchange.StageToolauth)
			x.ToolCalls = &exchange.ToolPage{State: exchange.Passed}
			return nil
		},
		exchange.StageProvenance: func(ctx context.Context, x *exchange.Exchange) error {
			v.add(exchange.StageProvenance)
			return file(ctx, x)
		},
	}
}

// Where the next stages run in the same process, the exchange does not cross the
// bus. What the last of them cannot store, or dies of, gives the input back, and
// the model's answer is found again.
func TestSeveralHopsInMemory(t *testing.T) {
	h := newHarness(t)
	once := stage.NewOnce(bustest.Bucket(t, h.bus, bus.BucketResults), "a", time.Minute, 3, time.Now)
	var calls, filed atomic.Int32
	var v visits
	after := make(chan bool, 1)
	work := func(_ context.Context, x *exchange.Exchange) error {
		calls.Add(1)
		x.Dispatch = &exchange.DispatchPage{State: exchange.Passed, ToolCalls: []string{"get_ticket"}}
		x.Sections[exchange.SectionCompletion] = []byte("x")
		return nil
	}
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		v.add(exchange.StageDispatch)
		return once.Do(ctx, x, work)
	}, func(o *stage.Options) {
		o.Local = v.rest(func(_ context.Context, x *exchange.Exchange) error {
			if string(x.Sections[exchange.SectionCompletion]) != "x" || x.GuardOutput == nil || x.ToolCalls == nil {
				t.Errorf("handed on %+v", x)
			}
			if _, there := x.Sections[exchange.SectionPrompt]; there {
				t.Error("the prompt goes on to where nobody opens it")
			}
			switch filed.Add(1) {
			case 1:
				return errors.New("the record cannot be stored")
			case 2:
				panic("dies")
			}
			x.After = func(context.Context) { after <- true }
			return nil
		})
	})
	x := newExchange("r")
	x.Tools, x.ToolOffer = true, &exchange.ToolPage{State: exchange.Passed}
	h.send(x)
	h.next("-NAK")
	h.next("-NAK")
	h.next("+ACK")
	await(t, after)
	h.drained()
	if calls.Load() != 1 {
		t.Errorf("the model was called %d times", calls.Load())
	}
	round := []exchange.Stage{exchange.StageDispatch, exchange.StageGuard, exchange.StageToolauth, exchange.StageProvenance}
	if got := v.since(0); !slices.Equal(got, slices.Concat(round, round, round)) {
		t.Errorf("it went by %v", got)
	}
}

// From a stage that does not run here on, the exchange crosses the bus.
func TestHopsUntilAnotherProcess(t *testing.T) {
	h := newHarness(t)
	var n atomic.Int32
	var v visits
	h.run(answers(&n, "x"), func(o *stage.Options) {
		o.Local = v.rest(nil)
		delete(o.Local, exchange.StageProvenance)
	})
	h.send(newExchange("r"))
	m := h.next(provenance)
	if x := h.decode(m); x.GuardOutput == nil || !strings.HasPrefix(m.Header.Get("Nats-Msg-Id"), x.Key+":provenance:2:") {
		t.Errorf("handed on %+v as %s", x, m.Header.Get("Nats-Msg-Id"))
	}
	h.next("+ACK")
	h.drained()
}

// A stage that says that it is done and has left no page is tried again: the
// exchange goes nowhere without it.
func TestNoPage(t *testing.T) {
	h := newHarness(t)
	var calls, n atomic.Int32
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		if calls.Add(1) == 1 {
			return nil
		}
		return answers(&n, "x")(ctx, x)
	})
	h.send(newExchange("r"))
	h.next("-NAK")
	h.next(guard)
	h.next("+ACK")
	h.drained()
	if !strings.Contains(h.log.String(), "left no page") {
		t.Errorf("the log does not tell:\n%s", h.log)
	}
}

// A message whose pages are not those of the way gets no work: it is kept as a
// dead letter, and its caller is told.
func TestNotDueIsRefused(t *testing.T) {
	unjudged, answered, denied := newExchange("r"), newExchange("r"), newExchange("r")
	unjudged.GuardInput = nil
	answered.Dispatch = &exchange.DispatchPage{State: exchange.Passed}
	denied.Tools, denied.ToolOffer = true, &exchange.ToolPage{State: exchange.Failed}
	tools := newExchange("r")
	tools.Tools = true
	for name, x := range map[string]*exchange.Exchange{
		"not judged": unjudged, "answered already": answered, "tools not judged": tools, "tools denied": denied,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHarness(t)
			h.run(func(context.Context, *exchange.Exchange) error { t.Error("worked on it"); return nil })
			data, err := x.Encode()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := h.all.JS.Publish(t.Context(), bus.StageSubject("dispatch", "acme", "interactive"), data); err != nil {
				t.Fatal(err)
			}
			if letter := h.next(dead); letter.Header.Get("Sluice-Reason") != "failed" {
				t.Errorf("the dead letter is %v", letter.Header)
			}
			if r := h.decode(h.next(provenance)).Refusal; r == nil || !r.Failed || !r.Dead || r.Stage != "dispatch" || !strings.Contains(r.Message, "not due") {
				t.Errorf("the refusal is %+v", r)
			}
			h.next("+ACK")
			h.drained()
		})
	}
}

// What analysts must hear of is stored before the exchange goes on; as long as it
// cannot be, the exchange goes nowhere.
func TestFlagsComeFirst(t *testing.T) {
	h := newHarness(t)
	var tries, n atomic.Int32
	h.run(answers(&n, "x"), func(o *stage.Options) {
		o.Flag = func(_ context.Context, at exchange.Stage, x *exchange.Exchange) error {
			if at != exchange.StageDispatch || x.Dispatch == nil {
				t.Errorf("flagged at %s: %+v", at, x)
			}
			if tries.Add(1) < 3 {
				return errors.New("FLAGS takes nothing")
			}
			return nil
		}
	})
	h.send(newExchange("r"))
	h.next("-NAK")
	h.next("-NAK")
	h.next(guard)
	h.next("+ACK")
	h.drained()
	if tries.Load() != 3 {
		t.Errorf("flagged %d times", tries.Load())
	}
}

// In one process each stage's page is flagged as that stage's. What is filed last
// has no page of its own.
func TestFlagsOfEachHop(t *testing.T) {
	h := newHarness(t)
	var n atomic.Int32
	var v, flagged visits
	h.run(answers(&n, "x"), func(o *stage.Options) {
		o.Local = v.rest(func(context.Context, *exchange.Exchange) error { return nil })
		o.Flag = func(_ context.Context, at exchange.Stage, _ *exchange.Exchange) error { flagged.add(at); return nil }
	})
	h.send(newExchange("r"))
	h.next("+ACK")
	h.drained()
	if got := flagged.since(0); !slices.Equal(got, []exchange.Stage{exchange.StageDispatch, exchange.StageGuard}) {
		t.Errorf("flagged at %v", got)
	}
}

// A flood in the batch lane does not keep the interactive lane waiting, and
// neither lane stands still. Each piece of work lasts until the interactive lane
// has one in hand, which is when two are out that have not begun: the second is asked
// for once the first is in hand. Else the count would be of how fast the machine
// delivers.
func TestFloodInBatch(t *testing.T) {
	const flood, few, ahead = 60, 16, 2
	h := newHarness(t)
	open, began := make(chan bool), make(chan string, flood+few+ahead)
	lane, err := h.all.JS.Consumer(t.Context(), bus.StreamDispatch, interactive)
	if err != nil {
		t.Fatal(err)
	}
	var n, begun atomic.Int32
	inHand := func(ctx context.Context) error {
		for {
			i, err := lane.Info(ctx)
			if err != nil || int(i.Delivered.Consumer) >= min(int(begun.Load()), few)+ahead {
				return err
			}
		}
	}
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		if x.Lane == bus.LaneInteractive {
			begun.Add(1)
		}
		began <- x.Lane
		<-open
		if err := inHand(ctx); err != nil {
			return err
		}
		return answers(&n, "x")(ctx, x)
	}, func(o *stage.Options) {
		o.Concurrency = 1
		o.Limits.AckWait = time.Minute
		o.Weight = func(lane string) int { return map[string]int{bus.LaneInteractive: 4, bus.LaneBatch: 1}[lane] }
	})
	for i := range flood {
		x := newExchange("flood-" + strconv.Itoa(i))
		x.Lane = bus.LaneBatch
		h.send(x)
	}
	await(t, began) // the only place is taken, by the flood
	for i := range few + ahead {
		h.send(newExchange("few-" + strconv.Itoa(i)))
	}
	close(open)
	before := 0
	for left := few; left > 0; {
		if await(t, began) == bus.LaneInteractive {
			left--
		} else {
			before++
		}
	}
	for range flood + ahead - before - 1 {
		await(t, began)
	}
	h.drained()
	if before < 1 || before > few/2 {
		t.Errorf("%d of the flood came before the last of %d, want about one in five", before, few)
	}
}
