package guard

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
	"sluice/pkg/telemetry/telemetrytest"
)

// always is one policy for every digest.
type always struct{ *policy.Policy }

func (a always) At(context.Context, string) (*policy.Policy, error) { return a.Policy, nil }

// TestWindowSpan: the verdict on a window is a child of the span that asked, over NATS,
// and tells how it ended and no text.
func TestWindowSpan(t *testing.T) {
	const mark = "heron-in-the-reeds"
	srv, c := bustest.Start(t), telemetrytest.Start(t)
	tel, err := telemetry.Start(t.Context(), telemetry.Options{OTLP: c.URL, Sample: 1})
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{Deps: Deps{
		Bus: srv.Connect(bus.UserGuard), Policies: always{parsed(t, strict)}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		Classifier: scripted{"UNANSWERED": {}, "bomb": {Unsafe: 1, Categories: one("S9", 1)}}, Injection: injection.New(), Options: stage.Options{Telemetry: tel},
	}, windows: bus.NewAnswerer(maxWindows, windowTime, slog.New(slog.DiscardHandler))}
	if err := s.serveWindows(); err != nil {
		t.Fatal(err)
	}
	if err := s.Bus.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	asker := srv.Connect(bus.UserDispatch)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	ctx, above := tel.Begin(ctx, telemetry.SpanDispatch, telemetry.Consumer)
	states := map[string]exchange.CheckState{"fine " + mark: exchange.Passed, "a bomb": exchange.Failed, "UNANSWERED": exchange.Errored}
	for text, want := range states {
		a, err := live.Ask(ctx, asker, live.Question{Asked: mark, Text: text, Deadline: time.Now().Add(time.Minute)})
		if err != nil || a.Page.State != want {
			t.Errorf("%s: %+v, %v", text, a, err)
		}
	}
	above.End()
	spans := c.Wait(ctx, func(all []telemetrytest.Span) bool { return len(all) == len(states)+1 })
	i := slices.IndexFunc(spans, func(s telemetrytest.Span) bool { return s.Name == "dispatch" })
	if len(spans) != len(states)+1 || i < 0 {
		t.Fatalf("got %+v", spans)
	}
	var told []string
	for _, s := range spans {
		if s.Name != "guard.window" {
			continue
		}
		if s.Kind != "SPAN_KIND_SERVER" || s.Parent != spans[i].ID || s.Trace != spans[i].Trace {
			t.Errorf("%+v is no child of %+v", s, spans[i])
		}
		state := s.Attributes["sluice.check.state"]
		told = append(told, state)
		if s.Failed != (state == string(exchange.Errored)) {
			t.Errorf("a window that %s: %+v", state, s)
		}
	}
	slices.Sort(told)
	if !slices.Equal(told, []string{"error", "failed", "passed"}) {
		t.Errorf("the spans tell of %v", told)
	}
	if err := tel.Close(context.WithoutCancel(ctx)); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(c.Raw(), []byte(mark)) {
		t.Error("what was said is told")
	}
}
