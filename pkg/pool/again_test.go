package pool

import (
	"testing"
	"time"

	"sluice/pkg/engine"
)

// TestStreamAgain: after the first event another backend begins anew while the caller says that nothing has left.
func TestStreamAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		first    error
		allows   []bool // the caller, each time
		events   int
		attempts int
		kind     engine.Kind // empty: no error
		asked    int
	}{
		"nothing has left":       {broken(engine.Unavailable), []bool{true}, 4, 2, "", 1},
		"it has":                 {broken(engine.Unavailable), []bool{false}, 2, 1, engine.Unavailable, 1},
		"it would break again":   {broken(engine.TooLarge), nil, 2, 1, engine.TooLarge, 0},
		"what was refused stays": {broken(engine.Refused), nil, 2, 1, engine.Refused, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := build(t, Options{Failures: 1, OpenFor: time.Hour}, streaming("first", then(2, tt.first)), streaming("second", then(2, nil)))
			who, asked, events := Caller{}, 0, 0
			who.Again = func() bool { asked++; return tt.allows[asked-1] }
			for who.Prefix = 1; p.now().backends[0] != affine(p.now().backends, who.Prefix); who.Prefix++ {
			}
			served, err := p.Stream(t.Context(), "m", who, nil, func([]byte) error { events++; return nil })
			if tt.kind == "" && err != nil || tt.kind != "" && kind(err) != tt.kind {
				t.Errorf("got %v, want %q", err, tt.kind)
			}
			if events != tt.events || served.Attempts != tt.attempts || asked != tt.asked {
				t.Errorf("%d events, %d attempts, asked %d times", events, served.Attempts, asked)
			}
			idle(t, p)
		})
	}
}
