package pool

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
	"sluice/pkg/telemetry"
	"sluice/pkg/telemetry/telemetrytest"
)

// mark stands where callers and engines write what they like, and may never be told.
const mark = "heron-in-the-reeds"

// hangs answers nothing until the caller goes.
func hangs(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // a server notices who goes only after that
	<-r.Context().Done()
}

// speaks streams two events, marked, and then is as its end says.
func speaks(end func(w http.ResponseWriter, r *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for range 2 {
			fmt.Fprintf(w, "data: {\"model\":%q,\"choices\":[{\"index\":0,\"delta\":{\"content\":%q}}]}\n\n", mark, mark)
			_ = http.NewResponseController(w).Flush()
		}
		end(w, r)
	}
}

func whole(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprintf(w, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":%q}]}\n\n", mark)
	fmt.Fprint(w, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n")
}

func cuts(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// TestCallsAreMeasured: one call of an engine is one span and one count, whatever
// becomes of it, and neither tells what was said.
func TestCallsAreMeasured(t *testing.T) {
	dev := devmodel.Handler(nil)
	for _, tt := range []struct {
		name    string
		handler http.Handler
		model   string
		stream  bool
		outcome string
		want    map[string]string // attributes of the span
		first   float64           // first tokens counted
	}{
		{"answers", dev, "sluice-dev/echo", false, "ok", map[string]string{
			"gen_ai.request.model": "sluice-dev/*", "gen_ai.response.model": "sluice-dev/*", "gen_ai.usage.input_tokens": "1",
			"gen_ai.usage.output_tokens": "2", "gen_ai.response.finish_reasons": "stop"}, 0},
		{"answers by its own name", dev, "sluice-dev", false, "ok", map[string]string{"gen_ai.request.model": "sluice-dev", "gen_ai.response.model": "sluice-dev"}, 0},
		{"streams", dev, "sluice-dev/echo", true, "ok", map[string]string{"gen_ai.usage.output_tokens": "2", "gen_ai.response.finish_reasons": "stop"}, 1},
		{"fails", dev, "sluice-dev/error-500", false, "unavailable", map[string]string{"error.type": "unavailable", "gen_ai.usage.input_tokens": ""}, 0},
		{"is busy", dev, "sluice-dev/error-429", false, "overloaded", nil, 0},
		{"does not know the name", dev, "sluice-dev/" + mark, false, "refused", map[string]string{"gen_ai.request.model": "sluice-dev/*"}, 0},
		{"hangs", http.HandlerFunc(hangs), "sluice-dev", false, "timeout", nil, 0},
		{"hangs before a stream", http.HandlerFunc(hangs), "sluice-dev", true, "timeout", nil, 0},
		{"breaks off", dev, "sluice-dev/cut", false, "protocol", nil, 0},
		{"streams what it likes", speaks(whole), "sluice-dev", true, "ok", map[string]string{
			"gen_ai.response.model": "other", "gen_ai.response.finish_reasons": "other", "gen_ai.usage.input_tokens": "7", "gen_ai.usage.output_tokens": "2"}, 1},
		{"falls silent", speaks(hangs), "sluice-dev", true, "timeout", map[string]string{"gen_ai.response.model": "other"}, 1},
		{"breaks a stream off", speaks(cuts), "sluice-dev", true, "protocol", nil, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCollector(t)
			parents := make(chan string, 8)
			where := listen(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				parents <- r.Header.Get("traceparent")
				tt.handler.ServeHTTP(w, r)
			}))
			b := remote(t, "one", where, 100*time.Millisecond)
			b.Models = []string{"sluice-dev", "sluice-dev/*"}
			p := build(t, Options{Telemetry: c.tel}, b)
			body := []byte(`{"model":"` + tt.model + `","messages":[{"role":"user","content":"` + mark + `"}]}`)
			var err error
			if tt.stream {
				_, err = p.Stream(t.Context(), tt.model, Caller{}, body, func([]byte) error { return nil })
			} else {
				_, _, err = p.Chat(t.Context(), tt.model, Caller{}, body)
			}
			if (err == nil) != (tt.outcome == "ok") {
				t.Errorf("ended with %v", err)
			}
			labels := []string{`backend="one"`, `engine="openai"`, `purpose="chat"`}
			if n := metric(t, c.tel, "sluice_backend_calls_total", append(labels, `outcome="`+tt.outcome+`"`)...); n != 1 {
				t.Errorf("%v calls that ended as %s\n%s", n, tt.outcome, scrape(t, c.tel))
			}
			if n := metric(t, c.tel, "sluice_backend_calls_total"); n != 1 {
				t.Errorf("%v calls", n)
			}
			if n := metric(t, c.tel, "gen_ai_client_operation_duration_seconds_count", `gen_ai_operation_name="chat"`); n != 1 {
				t.Errorf("%v durations", n)
			}
			if n := max(metric(t, c.tel, "gen_ai_server_time_to_first_token_seconds_count"), 0); n != tt.first {
				t.Errorf("%v first tokens", n)
			}
			if n := metric(t, c.tel, "sluice_backend_in_flight", `backend="one"`); n != 0 {
				t.Errorf("%v calls in flight at the end", n)
			}
			metrics := scrape(t, c.tel)
			spans := c.ended()
			if len(spans) != 1 {
				t.Fatalf("%d spans", len(spans))
			}
			tt.want = with(tt.want, where, tt.outcome)
			check(t, spans[0], "engine.chat", tt.want)
			if parent := <-parents; !strings.Contains(parent, "-"+spans[0].Trace+"-"+spans[0].ID+"-01") {
				t.Errorf("the engine was sent %q", parent)
			}
			if strings.Contains(metrics, mark) || strings.Contains(string(c.Raw()), mark) {
				t.Error("what was said is told")
			}
		})
	}
}

// with adds what every span of the test has.
func with(want map[string]string, where, outcome string) map[string]string {
	out := map[string]string{"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "sluice.backend": "one", "error.type": outcome}
	if outcome == "ok" {
		out["error.type"] = ""
	}
	u, _ := url.Parse(where)
	out["server.address"], out["server.port"], _ = net.SplitHostPort(u.Host)
	maps.Copy(out, want)
	return out
}

func check(t *testing.T, s telemetrytest.Span, name string, want map[string]string) {
	t.Helper()
	if s.Name != name || s.Kind != "SPAN_KIND_CLIENT" || s.Failed != (s.Attributes["error.type"] != "") {
		t.Errorf("the span is %+v", s)
	}
	for k, v := range want {
		if got := s.Attributes[k]; got != v {
			t.Errorf("%s is %q, want %q", k, got, v)
		}
	}
}

// TestFailOverIsTwoSpans: each backend that was called has its own, in one trace.
func TestFailOverIsTwoSpans(t *testing.T) {
	c := newCollector(t)
	down := remote(t, "down", listen(t, http.NotFoundHandler()), time.Second)
	down.Engine = &played{"down", failing(engine.Unavailable)}
	well := remote(t, "well", listen(t, devmodel.Handler(nil)), time.Second)
	down.Models, well.Models = []string{"sluice-dev"}, []string{"sluice-dev"}
	down.Weight = 100 // called first
	p := build(t, Options{Telemetry: c.tel}, down, well)
	ctx, above := c.tel.Begin(t.Context(), telemetry.SpanDispatch, telemetry.Consumer)
	if _, served, err := p.Chat(ctx, "sluice-dev", Caller{}, ask("sluice-dev")); err != nil || served.Attempts != 2 {
		t.Fatalf("%+v, %v", served, err)
	}
	above.End()
	spans := c.ended()
	if len(spans) != 3 {
		t.Fatalf("%d spans", len(spans))
	}
	check(t, spans[0], "engine.chat", map[string]string{"sluice.backend": "down", "error.type": "unavailable"})
	check(t, spans[1], "engine.chat", map[string]string{"sluice.backend": "well", "error.type": ""})
	for _, s := range spans[:2] {
		if s.Parent != spans[2].ID || s.Trace != spans[2].Trace {
			t.Errorf("%s is no child of dispatch", s.Attributes["sluice.backend"])
		}
	}
}

// TestClassifyIsMeasured: a guard model's call has its own name, and that of the
// weights instead of the pool's.
func TestClassifyIsMeasured(t *testing.T) {
	c := newCollector(t)
	e, err := engine.New(engine.Config{Name: "guard", Kind: "vllm", URL: listen(t, devmodel.Handler(nil))})
	if err != nil {
		t.Fatal(err)
	}
	p := build(t, Options{Telemetry: c.tel, Purpose: telemetry.Classify}, Backend{Name: "guard", Engine: e, Models: []string{"m"}, As: "sluice-dev/say"})
	if _, _, err := p.Generate(t.Context(), "m", engine.Prompt{Text: mark, MaxTokens: 9}, nil); err != nil {
		t.Fatal(err)
	}
	if n := metric(t, c.tel, "sluice_backend_calls_total", `purpose="classify"`, `outcome="ok"`); n != 1 {
		t.Errorf("%v calls", n)
	}
	spans := c.ended()
	if len(spans) != 1 {
		t.Fatalf("%d spans", len(spans))
	}
	check(t, spans[0], "engine.classify", map[string]string{"gen_ai.request.model": "sluice-dev/say", "gen_ai.usage.input_tokens": "1", "sluice.backend": "guard"})
}

// TestNamed: a model goes by what is configured, however deep its pattern is.
func TestNamed(t *testing.T) {
	b := one("one", fine)
	b.Models = []string{"m", "org/m", "org/deep/*", "org/*"}
	p := build(t, Options{}, b)
	for model, want := range map[string]string{
		"m": "m", "org/m": "org/m", "org/deep/" + mark: "org/deep/*", "org/" + mark: "org/*", mark: "other", "m/" + mark: "other",
	} {
		if got := p.named(model); got != want {
			t.Errorf("%s goes by %s, want %s", model, got, want)
		}
	}
}

// TestOwnErrorIsNoFailure: what ends a stream from outside is told as that.
func TestOwnErrorIsNoFailure(t *testing.T) {
	c := newCollector(t)
	p := build(t, Options{Telemetry: c.tel}, remote(t, "one", listen(t, devmodel.Handler(nil)), time.Second))
	own := fmt.Errorf("blocked %s", mark)
	if _, err := p.Stream(t.Context(), "sluice-dev", Caller{}, ask("sluice-dev"), func([]byte) error { return own }); err != own {
		t.Errorf("got %v", err)
	}
	if n := metric(t, c.tel, "sluice_backend_calls_total", `outcome="canceled"`); n != 1 {
		t.Errorf("%v calls", n)
	}
	check(t, c.ended()[0], "engine.chat", map[string]string{"error.type": "canceled"})
}

// TestPanicIsMeasured: an engine's code that panics ends its span too.
func TestPanicIsMeasured(t *testing.T) {
	c := newCollector(t)
	p := build(t, Options{Telemetry: c.tel}, one("one", func(context.Context) error { panic(mark) }))
	func() {
		defer func() { _ = recover() }()
		_, _, _ = p.Chat(t.Context(), "m", Caller{}, nil)
	}()
	check(t, c.ended()[0], "engine.chat", map[string]string{"error.type": "panic"})
}

// BenchmarkCall is what a call costs beside the engine: without telemetry, with its
// metrics alone, and with a span that is recorded.
func BenchmarkCall(b *testing.B) {
	for name, sample := range map[string]float64{"none": -1, "metrics": 0, "span": 1} {
		b.Run(name, func(b *testing.B) {
			var tel *telemetry.Telemetry
			if sample >= 0 {
				var err error
				if tel, err = telemetry.Start(b.Context(), telemetry.Options{OTLP: telemetrytest.Start(b).URL, Sample: sample}); err != nil {
					b.Fatal(err)
				}
			}
			p := build(b, Options{Telemetry: tel}, one("one", fine))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := p.Chat(b.Context(), "m", Caller{}, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
