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
				b.named = r.named
				birds = append(birds, b)
				t.Run(r.name, func(t *testing.T) {
					t.Parallel()
					r.run(t, w, b)
				})
			}
		})
	}
	together("requests", slices.Concat(badRequests(), atTheEdge(), onTheBus(), engines()))
	// A few at a time: the breaker looks at the last calls, and half of them must be good.
	few := func(name string, rows []row) {
		for some := range slices.Chunk(rows, 6) {
			together(name, some)
		}
	}
	few("block", append(guards("block", result{400, "content_filter"}, "blocks"), guards("block", result{503, "guard_unavailable"}, unjudged()...)...))
	w.under(t, "except", soon)
	few("except", guards("except", result{200, ""}, unjudged()...))
	w.under(t, "hold", 1500*time.Millisecond)
	together("hold", guards("hold", result{503, "guard_unavailable"}, "garbles", "chats", "no-scores", "status-500", "hang"))

	w.under(t, "block", soon)
	together("people", append(atTheConsole(), atTheShell()...))
	for _, r := range deaths() { // each changes what the others need
		together(r.name, []row{r})
	}
	all := w.metrics(t)
	maps.Copy(all, w.streams(t))
	for name, p := range w.all() {
		if name != "nats-server" {
			p.Stop()
		}
	}
	maps.Copy(all, logs(t, w.Dir))
	all["OTLP"] = w.collector.Raw()
	for where, data := range all {
		if len(data) == 0 && where != "DEAD bodies" { // a malformed message's is not kept
			t.Errorf("%s is empty: there is nothing to look at", where)
		}
	}
	if spans := len(w.collector.Spans()); spans < len(birds) || len(all) < 8+8+9+1 {
		t.Errorf("%d spans of %d rows, and %d places", spans, len(birds), len(all))
	}
	for _, leak := range all.leaks(birds) {
		t.Error(leak)
	}
}
