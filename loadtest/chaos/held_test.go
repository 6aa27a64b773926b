package chaos

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// deaths of NATS that the held message must outlive.
const deaths = 5

// TestHeldMessagesOutliveNATS: while nobody consumes them, a message is held in
// each stage's queue. However often NATS dies of SIGKILL, every stream still
// exists, the messages are still there, and the exchanges end once workers come.
func TestHeldMessagesOutliveNATS(t *testing.T) {
	t.Parallel()
	r := startRun(t)
	rng := rand.New(rand.NewPCG(3, 4))
	// From the end of the way on, so that each gets as far as its stage. What dlp
	// refuses goes to provenance at once.
	kinds := map[string]int{"dispatch": plain, "toolauth": calling, "guard": liveSlow, "provenance": refused}
	ctx, cancel := context.WithTimeout(context.Background(), 2*stepTime)
	defer cancel()
	var asked []ask
	var done []<-chan struct{}
	holds := func(names ...string) func() bool {
		return func() bool {
			w, err := r.waiting()
			for _, name := range names {
				if err != nil || w[name] != 1 {
					return false
				}
			}
			return true
		}
	}
	var held []string
	for _, who := range []string{"dispatch", "toolauth", "guard", "provenance"} {
		r.Services[who].Kill()
		a := newAsk("held-in-"+who, kinds[who], "nats", rng)
		asked = append(asked, a)
		done = append(done, r.load.start(ctx, []ask{a}, nil))
		stream, _ := bus.StreamOfStage(who)
		held = append(held, stream)
		rig.Eventually(t, lookTime, "a message is held in "+stream, holds(stream))
	}
	before := streamNames(t, r.bus)
	for _, name := range wantStreams {
		if !slices.Contains(before, name) {
			t.Fatalf("there is no stream %s to begin with", name)
		}
	}
	for i := range deaths {
		r.NATS.Kill()
		r.NATS.Restart(false)
		rig.Eventually(t, lookTime, "NATS is back and the messages are held", holds(held...))
		if after := streamNames(t, r.bus); !equal(before, after) {
			t.Fatalf("death %d of NATS: streams were %v and are %v", i+1, before, after)
		}
	}
	for who := range kinds {
		r.Services[who].Restart(true)
	}
	for _, d := range done {
		select {
		case <-d:
		case <-time.After(stepTime):
		}
	}
	if left := r.load.waiting(); len(left) > 0 {
		t.Fatalf("held exchanges did not end: %v\n%s", left, r.tails())
	}
	r.drained(t)
	r.askAgain(t, asked)
	h := r.history(t, asked)
	if faults := check(h); faults != nil {
		t.Error(report(faults))
	}
}

func equal(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
