package stage_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"sluice/pkg/exchange"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
	"sluice/pkg/telemetry/telemetrytest"
)

// A stage's span is the child of whoever sent its message, the next stage's in the
// same process is its child, and what is handed on names the last of them. Each pass
// is counted once, by how it ended.
func TestSpansAndCounts(t *testing.T) {
	const sender = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	c := telemetrytest.Start(t)
	tel, err := telemetry.Start(t.Context(), telemetry.Options{Services: []string{"dispatch"}, OTLP: c.URL, Sample: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tel.Close(context.Background()) })
	h := newHarness(t)
	var n, tries atomic.Int32
	var v visits
	var below atomic.Value
	h.run(func(ctx context.Context, x *exchange.Exchange) error {
		switch tries.Add(1) {
		case 1:
			return errors.New("not now")
		case 2:
			return stage.Hold(0)
		}
		return answers(&n, "x")(ctx, x)
	}, func(o *stage.Options) {
		o.Telemetry = tel
		o.Local = v.rest(nil)
		delete(o.Local, exchange.StageProvenance)
		guard := o.Local[exchange.StageGuard]
		o.Local[exchange.StageGuard] = func(ctx context.Context, x *exchange.Exchange) error {
			below.Store(telemetry.Traceparent(ctx))
			return guard(ctx, x)
		}
	})
	x := newExchange("r")
	x.Trace = sender
	h.send(x)
	h.next("-NAK")
	h.next("-NAK")
	m := h.next(provenance)
	h.next("+ACK")
	h.drained()
	w := httptest.NewRecorder()
	tel.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if err := tel.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	spans := c.Spans()
	if len(spans) != 4 {
		t.Fatalf("%d spans: %+v", len(spans), spans)
	}
	for i, want := range []string{"retried", "held", "out"} {
		if s := spans[i]; s.Name != "dispatch" || s.Kind != "SPAN_KIND_CONSUMER" || s.Trace != sender[3:35] || s.Parent != sender[36:52] ||
			s.Attributes["sluice.result"] != want || s.Attributes["sluice.request.id"] != "r" {
			t.Errorf("%s: %+v", want, s)
		}
	}
	guard := spans[3]
	header := m.Header.Get("traceparent")
	if guard.Name != "guard" || guard.Parent != spans[2].ID || guard.Kind != "SPAN_KIND_INTERNAL" ||
		header != "00-"+guard.Trace+"-"+guard.ID+"-01" || below.Load() != header {
		t.Errorf("handed on as %q, %+v", header, guard)
	}
	for _, line := range []string{
		`sluice_stage_in_total{lane="interactive",stage="dispatch"} 3`, `sluice_stage_retried_total{stage="dispatch"} 1`,
		`sluice_stage_held_total{stage="dispatch"} 1`, `sluice_stage_out_total{stage="dispatch"} 1`, `sluice_stage_dead_total{stage="dispatch"} 0`,
		`sluice_stage_in_total{lane="interactive",stage="guard"} 1`, `sluice_stage_out_total{stage="guard"} 1`,
		`sluice_stage_wait_seconds_count{stage="dispatch"} 1`, `sluice_stage_in_flight{stage="dispatch"} 0`,
	} {
		if !strings.Contains(w.Body.String(), line+"\n") {
			t.Errorf("there is no %s", line)
		}
	}
}
