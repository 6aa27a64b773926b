package chaos

import (
	"context"
	"slices"
	"testing"
	"time"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// deaths of NATS that the held message must outlive.
const deaths = 5

// TestHeldMessageOutlivesNATS: while nobody consumes DISPATCH a message is held
// there. However often NATS dies of SIGKILL, every stream still exists, the
// message is still there, and the exchange completes once a worker comes.
func TestHeldMessageOutlivesNATS(t *testing.T) {
	r := startRun(t)
	r.Services["dispatch"].Kill()
	a := batches(2, []step{{what: kill, who: "nats", calls: inModel}})[0][1]
	ctx, cancel := context.WithTimeout(context.Background(), 2*stepTime)
	defer cancel()
	done := r.load.start(ctx, []ask{a})
	held := func() bool {
		w, err := r.waiting()
		return err == nil && w[bus.StreamDispatch] == 1
	}
	rig.Eventually(t, lookTime, "a message is held", held)
	before := streamNames(t, r.bus)
	for _, name := range wantStreams {
		if !slices.Contains(before, name) {
			t.Fatalf("there is no stream %s to begin with", name)
		}
	}
	for i := range deaths {
		r.NATS.Kill()
		r.NATS.Restart(false)
		rig.Eventually(t, lookTime, "NATS is back and the message is held", held)
		if after := streamNames(t, r.bus); !equal(before, after) {
			t.Fatalf("death %d of NATS: streams were %v and are %v", i+1, before, after)
		}
	}
	r.Services["dispatch"].Restart(true)
	select {
	case <-done:
	case <-time.After(stepTime):
	}
	if left := r.load.waiting(); len(left) > 0 {
		t.Fatalf("the held exchange did not complete:\n%s", r.tails())
	}
	r.drained(t)
	h := r.history(t, []ask{a})
	if faults := check(h); faults != nil {
		t.Error(report(faults))
	}
}

func equal(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
