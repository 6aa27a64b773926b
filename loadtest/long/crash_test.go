package long

import (
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/requests"
)

// TestCrash: a process that dies between storing what does not fit and the message that
// refers to it loses nothing, and has no model asked twice.
func TestCrash(t *testing.T) {
	at := map[string]string{}
	for _, service := range []string{"dlp", "dispatch", "guard"} {
		at[service] = "SLUICE_FAILPOINT=" + failpoint.BodiesNotPublished + ":1"
	}
	w := start(t, rig.StackOptions{Failpoints: true, Env: at})
	const id = "crash"
	var asked []string
	body := asking(w.telling(id, answerSize, &asked), prose(promptSize), false)
	answers := make(chan caller.Answer, 1)
	ask := func() { go func() { answers <- w.user.Chat(t, id, body) }() }
	died := func(service string) {
		t.Helper()
		select {
		case <-w.Services[service].Done():
		case <-time.After(soon):
			t.Fatalf("%s did not die at its failpoint", service)
		}
		if lies := w.lies(t, id); lies["prompt"] < promptSize {
			t.Errorf("when %s died, in the store: %v", service, lies)
		}
		w.nothingRaw(t)
		w.Services[service].Restart(true, "SLUICE_FAILPOINT=")
	}
	ask()
	died("dlp") // the edge sends it again, to the next one
	died("guard")
	died("dispatch")
	a := <-answers
	for tries := 0; a.Status >= 500 && tries < 5; tries++ { // as any client does
		ask()
		a = <-answers
	}
	if a.Status != 200 || len(said(t, a.Body)) < answerSize/2 {
		t.Errorf("status %d, %d bytes: %.200s", a.Status, len(a.Body), a.Body)
	}
	if r := w.record(t, id); r.Outcome != requests.Completed || len(asked) != 1 {
		t.Errorf("the record says %s, the model was asked %d times", r.Outcome, len(asked))
	}
	w.nothingRaw(t)
}

// TestBroken: where what lies in the store is gone or is not what was stored, the exchange
// ends as failed, recorded, and no model sees another prompt.
func TestBroken(t *testing.T) {
	w := start(t, rig.StackOptions{})
	for name, damage := range map[string]func(t *testing.T, key string){
		"missing": func(t *testing.T, key string) {
			s, err := w.inside.JS.Stream(t.Context(), "KV_"+bus.BucketBodies)
			if err == nil {
				err = s.Purge(t.Context(), jetstream.WithPurgeSubject(bus.KeySubject(bus.BucketBodies, key)))
			}
			if err != nil {
				t.Fatal(err)
			}
		},
		"changed": func(t *testing.T, key string) {
			data, err := w.inside.Value(t.Context(), bus.BucketBodies, key)
			if err == nil {
				data = append([]byte{}, data...)
				data[len(data)/2] ^= 1
				err = w.inside.PutFor(t.Context(), bus.BucketBodies, key, data, time.Hour)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []string
			w.Services["guard"].Stop()
			answers := make(chan caller.Answer, 1)
			go func() {
				answers <- w.user.Chat(t, name, asking(w.telling(name, 10, &asked), prose(promptSize), false))
			}()
			rig.Eventually(t, soon, "the exchange waits for the guard", func() bool {
				s, err := w.inside.JS.Stream(t.Context(), bus.StreamGuard)
				return err == nil && s.CachedInfo().State.Msgs == 1
			})
			keys, err := w.inside.Below(t.Context(), bus.BucketBodies, exchange.Key(caller.Tenant, "admin", name))
			if err != nil || len(keys) == 0 {
				t.Fatalf("%d pieces, %v", len(keys), err)
			}
			damage(t, keys[len(keys)/2])
			w.Services["guard"].Restart(true)
			if a := <-answers; a.Status != 500 || a.Code() != "failed" || !strings.Contains(string(a.Body), name) {
				t.Errorf("status %d: %s", a.Status, a.Body)
			}
			r := w.record(t, name)
			if r.Outcome != requests.Failed || r.Refusal == nil || r.Refusal.Stage != "guard" || !strings.Contains(r.Refusal.Message, name) || len(asked) != 0 {
				t.Errorf("the record says %s, %+v; the model was asked %d times", r.Outcome, r.Refusal, len(asked))
			}
		})
	}
}
