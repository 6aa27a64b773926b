package stage_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

// Analysts hear of an exchange that the last stage ends, before its message is
// acknowledged; of one that it only files they have heard.
func TestTheLastStageFlagsWhatItEnds(t *testing.T) {
	for by, want := range map[exchange.Stage]int32{exchange.StageProvenance: 2, exchange.StageGuard: 0, "": 0} {
		t.Run(string(by), func(t *testing.T) {
			h := newHarness(t)
			var n, flags atomic.Int32
			h.run(answers(&n, "x"), func(o *stage.Options) {
				o.Local = (&visits{}).rest(func(_ context.Context, x *exchange.Exchange) error {
					if by != "" {
						x.Refuse(exchange.Refusal{Stage: string(by), Failed: true, Code: "stream_incomplete"})
					}
					return nil
				})
				o.Flag = func(_ context.Context, at exchange.Stage, _ *exchange.Exchange) error {
					if at == exchange.StageProvenance && flags.Add(1) == 1 {
						return errors.New("not stored")
					}
					return nil
				}
			})
			h.send(newExchange("r"))
			if want > 0 {
				h.next("-NAK")
			}
			h.next("+ACK")
			h.drained()
			if got := flags.Load(); got != want {
				t.Errorf("told %d times, want %d", got, want)
			}
		})
	}
}

// What the last stage rejects is kept as a dead letter: it is the only trace.
func TestTheLastStageKeepsWhatItRejects(t *testing.T) {
	h := newHarness(t)
	var n atomic.Int32
	h.run(answers(&n, "x"), func(o *stage.Options) {
		o.Local = (&visits{}).rest(func(context.Context, *exchange.Exchange) error { return stage.Reject("it is no exchange of ours") })
		o.Buses = map[exchange.Stage]*bus.Bus{exchange.StageProvenance: h.server.Connect(bus.UserProvenance)}
	})
	h.send(newExchange("r"))
	if m := h.both("sluice.dead.provenance", "+ACK"); m.Header.Get("Sluice-Reason") != "failed" {
		t.Errorf("the dead letter is %v", m.Header)
	}
	h.drained()
}
