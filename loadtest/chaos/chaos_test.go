package chaos

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// TestChaos: some 900 prompts through nats-server and every service as processes,
// each of which is killed, frozen, and killed at each failpoint, with requests in
// flight: plain ones, ones that call tools, and live streams. Each prompt must get
// one outcome and one record, nobody may see two contents or half a stream that
// looks whole, and the model's journal may hold no call for a stored result.
func TestChaos(t *testing.T) {
	t.Parallel() // with the held messages: both wait most of the time
	began := time.Now()
	r := startRun(t)
	r.load.tap(t)
	all := steps()
	var asked []ask
	for i, batch := range batches(all) {
		r.do(t, all[i], batch)
		asked = append(asked, batch...)
	}
	r.drained(t)
	r.askAgain(t, asked)

	h := r.history(t, asked)
	if faults := check(h); faults != nil {
		t.Errorf("%d faults:\n%s", len(faults), report(faults))
	}
	for _, n := range r.load.notes {
		t.Error(n)
	}
	again := r.delivered(t).since(deliveries{})
	takeovers := 0
	for _, rec := range h.Records {
		takeovers += rec.Takeovers
	}
	// A lease is taken over only by a worker that got the message again. The server's
	// own count is no proof: it also counts tries to deliver to a process just dead.
	if again == 0 || takeovers == 0 {
		t.Errorf("%d redelivered, %d takeovers: the run proves nothing", again, takeovers)
	}
	called := map[string]bool{}
	for _, c := range h.Calls {
		called[c.ID] = true
	}
	r.streamed(t, h)
	t.Logf("%d prompts, %d records, %d copies of outcomes, %d client retries; %d redelivered; %d calls, %d of them second calls whose first result was never stored; %d takeovers on records; %.0f s",
		len(asked), len(h.Records), len(h.Copies), r.load.retries, again, len(h.Calls), len(h.Calls)-len(called), takeovers, time.Since(began).Seconds())
}

// streamed says how streams ended. Most must have been heard live and whole, and
// some must have been hit in the middle, or the run proves nothing about them.
func (r *run) streamed(t *testing.T, h history) {
	t.Helper()
	asked, ends := map[string]bool{}, map[string]int{}
	for _, p := range h.Prompts {
		if p.Live {
			asked[p.ID] = true
		}
	}
	whole, broken := 0, 0
	for _, s := range h.Streams {
		switch {
		case s.whole():
			whole++
		case s.Text != "":
			broken++
		}
	}
	opened := 0
	for _, rec := range h.Records {
		if !asked[rec.ID] {
			continue
		}
		if rec.Opened {
			opened++
		}
		if rec.Outcome != "completed" {
			ends[rec.Code]++
		}
	}
	t.Logf("%d streams asked for: %d heard whole, %d broken on the way; %d opening records, %d of completed ones; ended otherwise: %v",
		len(asked), whole, broken, len(h.Opened), opened, ends)
	if whole*10 < len(asked)*7 || broken == 0 || opened*2 < len(asked) || ends["stream_interrupted"] == 0 {
		t.Error("the run proves little about streams")
	}
}

// askAgain sends every request once more through the other door, after all that
// happened: the answer must be the stored one, without a call of the model.
func (r *run) askAgain(t *testing.T, asked []ask) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), stepTime)
	defer cancel()
	slots := make(chan struct{}, 32)
	var all sync.WaitGroup
	for _, a := range asked {
		a.door = map[string]string{"http": "nats", "nats": "http"}[a.door]
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			c, ok := r.load.ask(ctx, a)
			if !ok {
				r.load.note("%s was asked again over %s and not answered", a.ID, a.door)
				return
			}
			c.Door = "again over " + a.door
			r.load.saw(c)
		})
	}
	all.Wait()
}
