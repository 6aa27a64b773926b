package streams

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/loadtest/streams/listener"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/evidence"
	"sluice/pkg/requests"
)

// goneOfMany: whoever hangs up, on a plain call or on a stream, ends the engine's call,
// and the record says so. Not who gave a plain call its id, by which its outcome is asked
// for. The times are printed; on a quiet machine 100 ms is wanted.
func (w *world) goneOfMany(t *testing.T) {
	const calls, atOnce = 100, 4
	filed := w.filed(t)
	for _, kind := range []string{"plain", "streamed"} {
		var mu sync.Mutex
		var took []time.Duration
		caller.Parallel(calls, atOnce, func(i int) {
			if t.Failed() {
				return // each of them would wait as long
			}
			d, ok := w.leaveOne(t, fmt.Sprintf("left-%s-%d", kind, i), kind == "streamed", filed)
			if !ok {
				return
			}
			mu.Lock()
			took = append(took, d)
			mu.Unlock()
		})
		if len(took) != calls {
			t.Errorf("%s: the engine saw %d of %d calls end", kind, len(took), calls)
		}
		t.Logf("from the client's close to the end of the engine's call, %d %s calls: p50 %s, p99 %s, max %s (wanted: 100 ms)", len(took), kind,
			caller.Quantile(took, 0.5).Round(10*time.Microsecond), caller.Quantile(took, 0.99).Round(10*time.Microsecond), caller.Quantile(took, 1).Round(10*time.Microsecond))
	}
}

// filed gives the records from now on, by the model that was asked for.
func (w *world) filed(t *testing.T) func(model string) (evidence.Record, bool) {
	t.Helper()
	var mu sync.Mutex
	by := map[string]evidence.Record{}
	sub, err := w.inside.NC.Subscribe("sluice.evidence.record."+tenant+".>", func(m *nats.Msg) {
		var r evidence.Record
		if json.Unmarshal(m.Data, &r) == nil {
			mu.Lock()
			defer mu.Unlock()
			by[r.Model] = r
		}
	})
	if err == nil {
		err = w.inside.NC.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sub.Unsubscribe() })
	return func(model string) (evidence.Record, bool) {
		mu.Lock()
		defer mu.Unlock()
		r, ok := by[model]
		return r, ok
	}
}

// leaveOne hangs up while the engine works and returns how long that took to reach it.
func (w *world) leaveOne(t *testing.T, name string, stream bool, filed func(string) (evidence.Record, bool)) (time.Duration, bool) {
	asked, ended := make(chan struct{}), make(chan time.Time, 1)
	model := w.Model(name, func(m *voice.Mouth) {
		close(asked)
		<-m.Gone
		ended <- time.Now()
	})
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	closed := make(chan error, 1)
	go func() {
		_, err := w.Open(ctx, "", listener.Asking(model, "Tell me a story").With("stream", stream))
		closed <- err
	}()
	select {
	case <-asked:
	case <-time.After(soon):
		t.Errorf("%s: the engine was not asked", name)
		return 0, false
	}
	left := time.Now()
	leave()
	var at time.Time
	select {
	case at = <-ended:
	case <-time.After(soon):
		t.Errorf("%s: the engine's call goes on", name)
		return 0, false
	}
	if err := <-closed; err == nil {
		t.Errorf("%s: it was answered", name)
	}
	if at.Before(left) {
		t.Errorf("%s: the engine's call ended before its client left", name)
	}
	var r evidence.Record
	rig.Eventually(t, soon, "the record of "+name, func() (ok bool) { r, ok = filed(model); return ok })
	if r.Outcome != requests.Failed || r.Refusal == nil || r.Refusal.Code != "client_gone" || r.Refusal.Status != 499 || (r.Streamed != nil) != stream {
		t.Errorf("%s: the record says %s, %+v, %+v", name, r.Outcome, r.Refusal, r.Streamed)
	}
	return at.Sub(left), true
}
