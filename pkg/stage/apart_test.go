package stage_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

// big could be a sealed section that no message carries.
func big(fill byte) []byte { return bytes.Repeat([]byte{fill}, 2<<20) }

// A result that is longer than a message is found as any other, and one that is not what was
// stored is nobody's answer.
func TestOnceWithALongAnswer(t *testing.T) {
	srv := bustest.StartWith(t, bus.LeastPayload)
	b := srv.Connect(bus.UserDispatch)
	kv := bustest.Bucket(t, b, bus.BucketResults)
	var calls atomic.Int32
	do := func(owner string, x *exchange.Exchange) error {
		return stage.NewOnce(kv, owner, time.Minute, 3, time.Now).Do(t.Context(), x, func(_ context.Context, x *exchange.Exchange) error {
			calls.Add(1)
			x.Dispatch = &exchange.DispatchPage{State: exchange.Passed}
			x.Sections[exchange.SectionCompletion] = big('c')
			return nil
		})
	}
	if err := do("a", newExchange("r")); err != nil {
		t.Fatal(err)
	}
	again := newExchange("r")
	if err := do("b", again); err != nil || calls.Load() != 1 || !bytes.Equal(again.Sections[exchange.SectionCompletion], big('c')) || !again.Apart {
		t.Fatalf("%v, %d calls, %d bytes", err, calls.Load(), len(again.Sections[exchange.SectionCompletion]))
	}
	if page, completion, err := stage.Stored(t.Context(), kv, newExchange("r")); err != nil || page == nil || !bytes.Equal(completion, big('c')) {
		t.Errorf("read: %v, %v, %d bytes", page, err, len(completion))
	}
	keys, err := b.Below(t.Context(), bus.BucketBodies, again.Instance())
	if err != nil || len(keys) != 4 {
		t.Fatalf("%v, %v", keys, err)
	}
	var rejected *stage.Rejection
	for _, tt := range []struct {
		with  []byte
		ended func(error, *exchange.Exchange) bool
	}{
		{[]byte("another"), func(err error, _ *exchange.Exchange) bool { return errors.As(err, &rejected) }},
		{nil, func(err error, x *exchange.Exchange) bool { return err == nil && x.Refusal != nil && !x.Refusal.Dead }},
	} {
		if err := b.PutFor(t.Context(), bus.BucketBodies, keys[1], tt.with, time.Hour); err != nil {
			t.Fatal(err)
		}
		x := newExchange("r")
		if err := do("c", x); !tt.ended(err, x) || calls.Load() != 1 || len(x.Sections[exchange.SectionCompletion]) != 0 {
			t.Errorf("%q: %v, %d calls, %d bytes", tt.with, err, calls.Load(), len(x.Sections[exchange.SectionCompletion]))
		}
	}
	if _, completion, err := stage.Stored(t.Context(), kv, newExchange("r")); err != nil || completion != nil {
		t.Errorf("read without its pieces: %v, %d bytes", err, len(completion))
	}
}

// consuming runs a stage until the end of the test; what it works on is heard.
func consuming(t *testing.T, b *bus.Bus, name exchange.Stage) <-chan *exchange.Exchange {
	t.Helper()
	heard := make(chan *exchange.Exchange, 4)
	r, err := stage.Start(t.Context(), b, stage.Options{
		Stage: name, Concurrency: 1, Limits: bustest.Limits(), Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}, func(_ context.Context, x *exchange.Exchange) error {
		heard <- x
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	return heard
}

// The last stage is told what cannot be brought back, and why: it records that, unless the
// exchange has its outcome.
func TestTheLastStageWithoutTheBodies(t *testing.T) {
	srv := bustest.StartWith(t, bus.LeastPayload)
	b, p := srv.Connect(bus.UserDispatch), srv.Connect(bus.UserProvenance)
	heard := consuming(t, p, exchange.StageProvenance)
	for name, tt := range map[string]struct {
		with []byte
		why  string
	}{"whole": {big('c')[:512<<10], ""}, "changed": {[]byte("another"), "changed"}, "taken": {nil, "taken away"}} {
		t.Run(name, func(t *testing.T) {
			x := newExchange(name)
			x.Dispatch, x.GuardOutput = &exchange.DispatchPage{State: exchange.Passed}, &exchange.GuardPage{State: exchange.Passed}
			x.Sections = map[string][]byte{exchange.SectionCompletion: big('c')}
			inline, refs, err := bodies.At(b).Fit(t.Context(), x, x.Sections)
			if err != nil || len(inline) != 0 {
				t.Fatalf("%v, %d sections fit", err, len(inline))
			}
			if err := b.PutFor(t.Context(), bus.BucketBodies, refs[exchange.SectionCompletion].Name+".1", tt.with, time.Hour); err != nil {
				t.Fatal(err)
			}
			if err := stage.Publish(t.Context(), srv.Connect(bus.UserGuard), exchange.StageGuard, x); err != nil {
				t.Fatal(err)
			}
			got := <-heard
			if got.ID != name || !got.Apart {
				t.Fatalf("heard %s", got.ID)
			}
			if tt.why == "" {
				if got.Refusal != nil || !bytes.Equal(got.Sections[exchange.SectionCompletion], big('c')) {
					t.Errorf("it comes as %+v, %d bytes", got.Refusal, len(got.Sections[exchange.SectionCompletion]))
				}
				return
			}
			if got.Refusal == nil || got.Refusal.Code != "failed" || !strings.Contains(got.Refusal.Message, tt.why) || got.Refusal.Stage != "provenance" || got.Refusal.Dead != (name == "changed") || exchange.Releasable(got) {
				t.Errorf("it comes as %+v", got.Refusal)
			}
		})
	}
}

// A stage on the way hands on what was taken away, without its work: the last one knows
// whether the exchange has its outcome.
func TestTakenOnTheWay(t *testing.T) {
	srv := bustest.StartWith(t, bus.LeastPayload)
	dlp := srv.Connect(bus.UserDLP)
	guard, last := consuming(t, srv.Connect(bus.UserGuard), exchange.StageGuard), consuming(t, srv.Connect(bus.UserProvenance), exchange.StageProvenance)
	x := newExchange("r")
	x.GuardInput = nil
	x.Sections[exchange.SectionPrompt] = big('p')
	_, refs, err := bodies.At(dlp).Fit(t.Context(), x, x.Sections)
	if err == nil {
		err = dlp.PutFor(t.Context(), bus.BucketBodies, refs[exchange.SectionPrompt].Name+".2", nil, time.Hour)
	}
	if err == nil {
		err = stage.Publish(t.Context(), dlp, exchange.StageDLP, x)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := <-last; got.Refusal == nil || got.Refusal.Stage != "guard" || got.Refusal.Dead || len(got.Stored) != 0 || len(guard) != 0 {
		t.Errorf("it comes as %+v, %v", got.Refusal, got.Stored)
	}
}

// A dead letter has its sections when all else of the exchange was taken away.
func TestLongDeadLetter(t *testing.T) {
	srv := bustest.StartWith(t, bus.LeastPayload)
	b, setup := srv.Connect(bus.UserDispatch), srv.Connect(bus.UserSetup)
	x := newExchange("r")
	x.Sections[exchange.SectionPrompt] = big('p')
	if _, _, err := bodies.At(b).Fit(t.Context(), x, x.Sections); err != nil {
		t.Fatal(err)
	}
	x.Refuse(exchange.Refusal{Stage: "dispatch", Failed: true, Dead: true, Code: "failed"})
	if err := stage.Bury(t.Context(), b, exchange.StageDispatch, x); err != nil {
		t.Fatal(err)
	}
	if err := bodies.At(srv.Connect(bus.UserProvenance)).Clear(t.Context(), x, nil); err != nil {
		t.Fatal(err)
	}
	dead, err := setup.JS.Stream(t.Context(), bus.StreamDead)
	if err != nil {
		t.Fatal(err)
	}
	m, err := dead.GetLastMsgForSubject(t.Context(), bus.DeadSubject("dispatch", "acme"))
	if err != nil {
		t.Fatal(err)
	}
	letter, err := exchange.Decode(m.Data)
	if err != nil {
		t.Fatal(err)
	}
	if err := bodies.At(setup).Bring(t.Context(), letter); err != nil || !bytes.Equal(letter.Sections[exchange.SectionPrompt], big('p')) {
		t.Errorf("%v, %d bytes", err, len(letter.Sections[exchange.SectionPrompt]))
	}
}

// BenchmarkHop is one hop of an exchange with a prompt of 4 MiB, put in the store and brought
// back, as a part of NATS's default limit, and in one message where that carries it.
func BenchmarkHop(b *testing.B) {
	for name, payload := range map[string]int64{"apart": bus.LeastPayload, "in one message": 8 << 20} {
		b.Run(name, func(b *testing.B) {
			srv := bustest.StartWith(b, payload)
			dlp, guard := srv.Connect(bus.UserDLP), srv.Connect(bus.UserGuard)
			consumer, err := guard.Consumer(b.Context(), "guard", bus.LaneInteractive, bus.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			prompt := bytes.Repeat([]byte{'p'}, 4<<20)
			b.SetBytes(4 << 20)
			for i := 0; b.Loop(); i++ {
				x := newExchange("r")
				x.GuardInput, x.Accepted = nil, accepted.Add(time.Duration(i)*time.Millisecond)
				x.Sections[exchange.SectionPrompt] = prompt
				if err := stage.Publish(b.Context(), dlp, exchange.StageDLP, x); err != nil {
					b.Fatal(err)
				}
				m, err := consumer.Next()
				if err != nil {
					b.Fatal(err)
				}
				there, err := exchange.Decode(m.Data())
				if err == nil {
					err = bodies.At(guard).Bring(b.Context(), there)
				}
				if err == nil {
					err = m.Ack()
				}
				if err != nil || len(there.Sections[exchange.SectionPrompt]) != len(prompt) {
					b.Fatal(err)
				}
			}
		})
	}
}
