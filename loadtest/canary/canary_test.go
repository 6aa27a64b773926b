package canary

import (
	"maps"
	"slices"
	"testing"
	"time"
)

// TestNothingTold goes every error path and looks at everything that was told. A
// finding is a leak: it is repaired where the error is made, which names what failed
// and never holds a value.
func TestNothingTold(t *testing.T) {
	w := newWorld(t)
	n := 0
	birds := []bird{}
	together := func(name string, rows []row) {
		t.Run(name, func(t *testing.T) {
			for _, r := range rows {
				n++
				b := newBird(n, r.name)
				birds = append(birds, b)
				t.Run(r.name, func(t *testing.T) {
					t.Parallel()
					r.run(t, w, b)
				})
			}
		})
	}
	together("block", slices.Concat(badRequests(), atTheEdge(), onTheBus(), engines(), guards("block", result{503, "guard_unavailable"})))
	w.under(t, "except", soon)
	together("except", guards("except", result{200, ""}))
	w.under(t, "hold", 1500*time.Millisecond)
	together("hold", guards("hold", result{503, "guard_unavailable"}))

	all := w.metrics(t)
	maps.Copy(all, w.streams(t))
	for name, p := range w.all() {
		if name != "nats-server" {
			p.Stop()
		}
	}
	maps.Copy(all, logs(t, w.Dir))
	all["OTLP"] = w.collector.Raw()
	for _, leak := range all.leaks(anyBird()) {
		t.Error(leak)
	}
}
