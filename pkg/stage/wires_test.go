package stage_test

import (
	"context"
	"sync/atomic"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/stage"
)

// What a stage in the same process hands on, or buries, is stored with that stage's
// own credential: guard may hand on to toolauth, and dispatch may not.
func TestLocalStagesUseTheirOwnCredentials(t *testing.T) {
	h := newHarness(t)
	toolauth := h.server.Connect(bus.UserSetup).NC
	for _, subject := range []string{"sluice.stage.toolauth.>"} {
		if _, err := toolauth.ChanSubscribe(subject, h.seen); err != nil {
			t.Fatal(err)
		}
	}
	if err := toolauth.Flush(); err != nil {
		t.Fatal(err)
	}
	guard := h.server.Connect(bus.UserGuard)
	var n atomic.Int32
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		err := answers(&n, "x")(ctx, x)
		x.Dispatch.ToolCalls = []string{"search"}
		return err
	}, func(o *stage.Options) {
		o.Buses = map[exchange.Stage]*bus.Bus{exchange.StageGuard: guard}
		o.Local = map[exchange.Stage]stage.Func{exchange.StageGuard: func(_ context.Context, x *exchange.Exchange) error {
			if x.ID == "dead" {
				return stage.Reject("it is broken")
			}
			x.GuardOutput = &exchange.GuardPage{State: exchange.Passed}
			return nil
		}}
	})
	h.send(newExchange("r"))
	h.both("sluice.stage.toolauth.acme.interactive", "+ACK")
	h.send(newExchange("dead"))
	h.next("sluice.dead.guard.acme")
	h.both(provenance, "+ACK")
	h.drained()
}
