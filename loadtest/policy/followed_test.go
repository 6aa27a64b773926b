package policy

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
)

// within is how soon another policy must be in force everywhere.
const within = 2 * time.Second

// followed changes the policy a few times more and measures, under load still, when
// each worker took it up, and how long after that the old one judged a request.
func (w *world) followed(t *testing.T, docs []document, applied int) {
	t.Helper()
	type change struct {
		at  time.Time
		old string // digest
	}
	var changes []change
	var took []time.Duration
	for range 4 {
		// All have settled on the one before.
		applied++
		d := docs[applied%2]
		before := w.seen(t, d.digest())
		at := w.apply(t, d)
		changes = append(changes, change{at, docs[(applied+1)%2].digest()})
		for name := range w.workers {
			rig.Eventually(t, wait, name+" follows", func() bool { return len(w.seen(t, d.digest())[name]) > len(before[name]) })
			times := w.seen(t, d.digest())[name]
			took = append(took, times[len(before[name])].Sub(at))
			if took[len(took)-1] > within {
				t.Errorf("%s followed after %s", name, took[len(took)-1])
			}
		}
		from := w.answers()
		rig.Eventually(t, wait, "requests are judged by it", func() bool { return w.answers() > from+2*connections })
	}
	var late time.Duration
	for _, r := range caller.Records(t, w.inside, tenant) {
		for i, c := range changes {
			last := i == len(changes)-1 || r.Accepted.Before(changes[i+1].at)
			if r.Accepted.After(c.at) && last && r.Policy.Digest == c.old {
				late = max(late, r.Accepted.Sub(c.at))
			}
		}
	}
	if late > within {
		t.Errorf("a request was judged by the old policy %s after it was replaced", late)
	}
	t.Logf("%d workers took up another policy after p50 %s, at most %s; the old one judged last %s after it was replaced", len(w.workers),
		caller.Quantile(took, 0.5).Round(time.Millisecond), caller.Quantile(took, 1).Round(time.Millisecond), late.Round(time.Millisecond))
}

// seen is when each worker took up a document, by its log.
func (w *world) seen(t *testing.T, digest string) map[string][]time.Time {
	t.Helper()
	out := map[string][]time.Time{}
	for name, p := range w.workers {
		data, err := os.ReadFile(p.Log)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			var l struct {
				Time        time.Time
				Msg, Digest string
			}
			if json.Unmarshal(line, &l) == nil && l.Msg == "another policy is in force" && l.Digest == digest {
				out[name] = append(out[name], l.Time)
			}
		}
	}
	return out
}
