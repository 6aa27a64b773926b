package streams

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/streams/listener"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/requests"
)

// goneOfMany: whoever hangs up, on a plain call or on a stream, ends the engine's call,
// and the record says so. The times are printed; on a quiet machine 100 ms is wanted.
func (w *world) goneOfMany(t *testing.T) {
	const calls, atOnce = 100, 4
	for _, kind := range []string{"plain", "streamed"} {
		var mu sync.Mutex
		var took []time.Duration
		parallel(calls, atOnce, func(i int) {
			if t.Failed() {
				return // each of them would wait as long
			}
			d, ok := w.leaveOne(t, fmt.Sprintf("left-%s-%d", kind, i), kind == "streamed")
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

// leaveOne hangs up while the engine works and returns how long that took to reach it.
func (w *world) leaveOne(t *testing.T, id string, stream bool) (time.Duration, bool) {
	asked, ended := make(chan struct{}), make(chan time.Time, 1)
	model := w.Model(id, func(m *voice.Mouth) {
		close(asked)
		<-m.Gone
		ended <- time.Now()
	})
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	closed := make(chan error, 1)
	go func() {
		_, err := w.Open(ctx, id, listener.Asking(model, "Tell me a story").With("stream", stream))
		closed <- err
	}()
	select {
	case <-asked:
	case <-time.After(soon):
		t.Errorf("%s: the engine was not asked", id)
		return 0, false
	}
	left := time.Now()
	leave()
	var at time.Time
	select {
	case at = <-ended:
	case <-time.After(soon):
		t.Errorf("%s: the engine's call goes on", id)
		return 0, false
	}
	if err := <-closed; err == nil {
		t.Errorf("%s: it was answered", id)
	}
	if at.Before(left) {
		t.Errorf("%s: the engine's call ended before its client left", id)
	}
	r := w.record(t, id)
	if r.Outcome != requests.Failed || r.Refusal == nil || r.Refusal.Code != "client_gone" || r.Refusal.Status != 499 || (r.Streamed != nil) != stream {
		t.Errorf("%s: the record says %s, %+v, %+v", id, r.Outcome, r.Refusal, r.Streamed)
	}
	return at.Sub(left), true
}
