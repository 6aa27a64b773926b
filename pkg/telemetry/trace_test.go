package telemetry

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"sluice/pkg/exchange"
	"sluice/pkg/telemetry/telemetrytest"
)

// recording is a process whose spans are kept in memory.
func recording(t *testing.T, kept *tracetest.InMemoryExporter, sample float64) *Telemetry {
	t.Helper()
	tel, err := Start(t.Context(), Options{Sample: sample})
	if err != nil {
		t.Fatal(err)
	}
	tel.trace(describe(Options{}), sdktrace.NewSimpleSpanProcessor(kept))
	t.Cleanup(func() { _ = tel.Close(context.Background()) })
	return tel
}

// One trace goes through all processes: whoever sends names its span, whoever takes
// up is its child, and in memory the next stage is the child of the one before.
func TestParentage(t *testing.T) {
	kept := tracetest.NewInMemoryExporter()
	edge, dlp, rest := recording(t, kept, 1), recording(t, kept, 0), recording(t, kept, 0)
	x := testExchange()

	ctx, root := edge.Ingress(t.Context(), SpanEdge, Server, caller[:54]+"0") // not sampled by the caller, drawn here
	toDLP := Traceparent(ctx)
	ctx, first := dlp.Stage(exchange.StageDLP).Arrive(t.Context(), toDLP, true)
	toGuard := Traceparent(ctx)
	first.End(x, Out)
	ctx, guard := rest.Stage(exchange.StageGuard).Begin(rest.Continue(t.Context(), toGuard), x, Consumer)
	guard.End(x, Out)
	ctx, dispatch := rest.Stage(exchange.StageDispatch).Begin(ctx, x, Internal)
	_, call := rest.Backend("gpu-1", "vllm", "", Chat).Call(ctx, "m")
	call.End("ok")
	dispatch.End(x, Out)
	_, provenance := rest.Stage(exchange.StageProvenance).Begin(ctx, x, Internal)
	provenance.End(x, Out)
	root.End()

	spans := map[string]tracetest.SpanStub{}
	for _, s := range kept.GetSpans() {
		spans[s.Name] = s
		if s.SpanContext.TraceID().String() != callerTrace {
			t.Errorf("%s is in the trace %s", s.Name, s.SpanContext.TraceID())
		}
	}
	for name, want := range map[string]struct {
		parent string
		kind   trace.SpanKind
	}{
		"edge": {"", trace.SpanKindServer}, "dlp": {"edge", trace.SpanKindConsumer}, "guard": {"dlp", trace.SpanKindConsumer},
		"dispatch": {"guard", trace.SpanKindInternal}, "engine.chat": {"dispatch", trace.SpanKindClient}, "provenance": {"dispatch", trace.SpanKindInternal},
	} {
		s, ok := spans[name]
		parent := callerSpan
		if want.parent != "" {
			parent = spans[want.parent].SpanContext.SpanID().String()
		}
		if !ok || s.Parent.SpanID().String() != parent || s.SpanKind != want.kind {
			t.Errorf("%s: there is %v, parent %s, kind %s", name, ok, s.Parent.SpanID(), s.SpanKind)
		}
	}
}

// A caller chooses its trace id, and neither by its flag nor by that id whether the
// exchange is traced.
func TestSamplingIsOurs(t *testing.T) {
	kept := tracetest.NewInMemoryExporter()
	for sample, want := range map[float64]bool{0: false, 1: true} {
		for _, header := range []string{caller, caller[:54] + "0", ""} {
			ctx, s := recording(t, kept, sample).Ingress(t.Context(), SpanEdge, Server, header)
			got := Traceparent(ctx)
			if (s != nil) != want || strings.HasSuffix(got, "-01") != want || header != "" && got[3:35] != callerTrace || got == header {
				t.Errorf("of %q at %v: span %v, %q", header, sample, s != nil, got)
			}
		}
	}
	half, seen := recording(t, kept, .5), map[bool]int{}
	for range 200 {
		_, s := half.Ingress(t.Context(), SpanEdge, Server, caller)
		seen[s != nil]++
	}
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("one trace id, %d traced and %d not", seen[true], seen[false])
	}
}

// Where nothing is exported there are ids all the same, and no spans.
func TestNotRecording(t *testing.T) {
	tel, err := Start(t.Context(), Options{Sample: 1})
	if err != nil {
		t.Fatal(err)
	}
	ctx, span := tel.Ingress(t.Context(), SpanEdge, Server, "")
	below, inner := tel.Begin(ctx, SpanGuard, Internal)
	if span != nil || inner != nil || len(TraceID(ctx)) != 32 || Traceparent(below) != Traceparent(ctx) || tel.Current(ctx) != nil {
		t.Errorf("%v, %v, %q", span, inner, Traceparent(below))
	}
	// A trace that others record is passed on as it came.
	if ctx, _ := tel.Begin(tel.Continue(t.Context(), caller), SpanGuard, Consumer); Traceparent(ctx) != caller {
		t.Errorf("%q was passed on", Traceparent(ctx))
	}
}

// A collector gets spans and metrics over OTLP/HTTP; of a caller's headers nothing
// but the trace id and the parent.
func TestOTLP(t *testing.T) {
	c := telemetrytest.Start(t)
	tel, err := Start(t.Context(), Options{Services: []string{"dispatch"}, Version: "v1", OTLP: c.URL, Sample: 1})
	if err != nil {
		t.Fatal(err)
	}
	tel.Know(Models, "m")
	h := http.Header{"Traceparent": {caller}, "Tracestate": {"vendor=canary"}, "Baggage": {"user=canary"}}
	ctx, edge := tel.Ingress(t.Context(), SpanEdge, Server, h.Get("Traceparent"))
	_, call := tel.Backend("gpu-1", "vllm", "http://user:pass@models.internal:8000/v1", Chat).Call(ctx, "m")
	call.FirstToken()
	call.Usage(3, 5)
	call.Answered("m", "stop")
	call.End("timeout")
	edge.HTTP("POST", RouteChat, 200)
	edge.End()
	if err := tel.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	spans := c.Spans()
	if len(spans) != 2 || !c.HasMetric("sluice.backend.calls") || !c.HasMetric("gen_ai.client.token.usage") {
		t.Fatalf("got %+v", spans)
	}
	s := spans[0]
	if s.Name != "engine.chat" || s.Parent != spans[1].ID || !s.Failed || s.Message != "" || s.State != "" || s.Service != "sluice-dispatch" {
		t.Errorf("got %+v", s)
	}
	for k, want := range map[string]string{
		"gen_ai.operation.name": "chat", "gen_ai.provider.name": "vllm", "gen_ai.request.model": "m", "gen_ai.response.model": "m",
		"gen_ai.usage.input_tokens": "3", "gen_ai.usage.output_tokens": "5", "gen_ai.response.finish_reasons": "stop",
		"server.address": "models.internal", "server.port": "8000", "error.type": "timeout", "sluice.backend": "gpu-1",
	} {
		if s.Attributes[k] != want {
			t.Errorf("%s is %q", k, s.Attributes[k])
		}
	}
	if a := spans[1].Attributes; spans[1].Parent != callerSpan || a["http.route"] != "/v1/chat/completions" || a["http.response.status_code"] != "200" {
		t.Errorf("got %+v", spans[1])
	}
	for _, leak := range []string{"canary", "user:pass"} {
		if bytes.Contains(c.Raw(), []byte(leak)) {
			t.Errorf("%q was exported", leak)
		}
	}
}

func TestLogHandler(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(LogHandler(slog.NewJSONHandler(&out, nil))).With("stage", "guard")
	tel, err := Start(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	log.InfoContext(tel.Continue(WithRequest(t.Context(), "r-1"), caller), "x")
	log.InfoContext(WithRequest(t.Context(), "a secret of alice@example.com"), "x")
	log.Info("x")
	var lines [3]map[string]any
	dec := json.NewDecoder(&out)
	for i := range lines {
		if err := dec.Decode(&lines[i]); err != nil {
			t.Fatal(err)
		}
	}
	if l := lines[0]; l["request_id"] != "r-1" || l["trace_id"] != callerTrace || l["span_id"] != callerSpan || l["stage"] != "guard" {
		t.Errorf("got %v", l)
	}
	for _, l := range lines[1:] {
		if l["request_id"] != nil || l["trace_id"] != nil {
			t.Errorf("got %v", l)
		}
	}
}
