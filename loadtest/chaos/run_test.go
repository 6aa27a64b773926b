package chaos

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/failpoint"
)

const (
	perStep  = 24 // prompts: all calls at once of one dispatch, twice
	inHand   = 20 // requests that must be in flight when a blow falls
	inModel  = 8  // calls that the model must have got before most blows
	slots    = 12 // calls at once of one dispatch: the rest of a batch waits for a slot
	ackWait  = 1500 * time.Millisecond
	frozen   = 2 * ackWait
	stepTime = 60 * time.Second // for a batch to get all its outcomes
)

// configText is the configuration; the rig puts the model's URL where %s stands.
func configText(front, policy, tools string) string {
	return fmt.Sprintf(`# The model itself is at %%s.
backends:
  - {name: dev, engine: openai, url: %q, models: [sluice-dev, "sluice-dev/*"], max_concurrent: %d}
nats: {ack_wait: %s}
policy: %q
tools: %q
`, front, slots, ackWait, policy, tools)
}

const policyText = `version: "chaos"
deadline: 120s
checks:
  required: [dlp_input, guard_input, dlp_output, guard_output]
input:
  default: flag
  types: {CREDIT_CARD: block}
output:
  default: flag
`

// run is one stack under chaos.
type run struct {
	*rig.Stack
	front *front
	load  *load
	bus   *bus.Bus // inside, to look at streams
}

func startRun(t *testing.T) *run {
	t.Helper()
	f := startFront(t)
	policy := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", policyText)
	tools := t.TempDir()
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", toolPolicies)
	s := rig.StartStack(t, rig.StackOptions{Failpoints: true, Config: configText(f.url, policy, tools)})
	target := "http://" + s.Model.Addr("http")
	f.target.Store(&target)
	r := &run{Stack: s, front: f, load: newLoad(s.EdgeAddr, s.NATSURL, s.Token(t)), bus: rig.Inside(t, s.NATSURL, s.Keys)}
	r.keepHistory(t)
	return r
}

func (r *run) process(who string) *rig.Process {
	if who == "nats" {
		return r.NATS
	}
	return r.Services[who]
}

// do sends a batch, lets the step happen to its process, and waits until every
// client of the batch has its outcome.
func (r *run) do(t *testing.T, s step, batch []ask) {
	t.Helper()
	began := time.Now()
	p := r.process(s.who)
	if s.what == dieAt {
		p.Kill()
		p.Restart(true, failpointEnv(s))
	}
	var others <-chan struct{} // when asks that are not streamed are sent; nil: with the streams
	switch s.point {
	case failpoint.OpenedNotSent, failpoint.SentNotEnded, failpoint.StreamedNotStored:
		others = r.front.order.on()
	}
	before, calls := r.delivered(t), r.front.calls.Load()
	ctx, cancel := context.WithTimeout(context.Background(), stepTime)
	defer cancel()
	done := r.load.start(ctx, batch, others)
	rig.Eventually(t, stepTime, "the model is called", func() bool { return r.front.calls.Load()-calls >= int64(s.calls) })
	flying := r.blow(t, s, p, done)
	<-done
	if left := r.load.waiting(); len(left) > 0 {
		t.Fatalf("%s: no outcome in %s for %v\n%s", s.name(), stepTime, left, r.tails())
	}
	// An outcome may be told before its message is settled: what is delivered again
	// after a death comes AckWait later.
	r.drained(t)
	if flying < inHand {
		t.Errorf("%s: %d requests were in flight, want at least %d", s.name(), flying, inHand)
	}
	again := r.delivered(t).since(before)
	t.Logf("%-32s %2d of %2d in flight, %2d calls, %3d redelivered, %4.1f s",
		s.name(), flying, len(batch), r.front.calls.Load()-calls, again, time.Since(began).Seconds())
	if s.redelivers && again == 0 {
		t.Errorf("%s: nothing was redelivered, so it hit nothing", s.name())
	}
}

// blow is what happens to the process. It returns how many requests were in
// flight when it happened.
func (r *run) blow(t *testing.T, s step, p *rig.Process, done <-chan struct{}) (flying int) {
	t.Helper()
	switch s.what {
	case kill:
		flying = r.load.inFlight()
		p.Kill()
	case freeze:
		flying = r.load.inFlight()
		p.Freeze()
		<-time.After(frozen) // time itself is the fault here
		p.Thaw()
		return flying
	case dieAt:
		select {
		case <-p.Done():
		case <-done:
			t.Fatalf("the failpoint %s of %s was never hit", s.point, s.who)
		}
		flying = r.load.inFlight()
		r.front.order.off()
		if code := p.ExitCode(); code != -1 {
			t.Fatalf("%s ended with status %d, not by its failpoint:\n%s", s.who, code, p.Tail())
		}
	case takeOver:
		// A second worker comes and finishes the batch while the first is frozen. The
		// first then wakes up in the middle of work that is done.
		flying = r.load.inFlight()
		p.Freeze()
		other := r.Another(t, s.who+"-2", s.who)
		<-done
		p.Thaw()
		r.drained(t)
		other.Kill()
		return flying
	}
	p.Restart(s.who != "nats")
	return flying
}
