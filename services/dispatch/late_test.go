package dispatch

import (
	"context"
	"testing"
	"time"
)

// A copy that comes past its deadline asks no model, also where RESULTS has forgotten
// that the exchange is finished: that is what lets it forget.
func TestLateCopyCallsNoModel(t *testing.T) {
	for name, tt := range map[string]struct {
		left time.Duration // of its time
		live bool
		asks int
	}{
		"in time, live":  {time.Minute, true, 1},
		"late, live":     {-time.Second, true, 0},
		"late, in whole": {-time.Second, false, 0},
		"far too late":   {-24 * time.Hour, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			asks := 0
			w := newStand(t, "", func(ctx context.Context, each func([]byte) error) error {
				asks++
				return say(sentence)(ctx, each)
			})
			w.x.Live, w.x.Deadline = tt.live, time.Now().Add(tt.left)
			x := w.dispatch()
			if late := tt.left < 0; asks != tt.asks || late != (code(x) == "deadline_exceeded") || late != (x.Dispatch.Attempts == 0) {
				t.Errorf("asked %d times, ended as %+v, %+v", asks, x.Refusal, x.Dispatch)
			}
		})
	}
}
