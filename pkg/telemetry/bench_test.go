package telemetry

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"sluice/pkg/exchange"
)

// One exchange's worth: the spans and metrics of every stage that it passes in one
// process, from the edge to its record.
func BenchmarkExchange(b *testing.B) {
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	b.Cleanup(collector.Close)
	for _, bb := range []struct {
		name   string
		o      Options
		absent bool
	}{
		{"none", Options{}, true},
		{"metrics", Options{}, false},
		{"export", Options{OTLP: collector.URL, Sample: 1}, false},
		{"export_1_in_100", Options{OTLP: collector.URL, Sample: .01}, false},
	} {
		b.Run(bb.name, func(b *testing.B) {
			var t *Telemetry
			if !bb.absent {
				var err error
				if t, err = Start(b.Context(), bb.o); err != nil {
					b.Fatal(err)
				}
				defer func() { _ = t.Close(context.Background()) }()
				t.Know(Models, "m")
				t.Know(Rules, "r")
			}
			x := testExchange()
			backend := t.Backend("gpu-1", "vllm", "http://127.0.0.1:8000", Chat)
			b.ReportAllocs()
			before := processorTime(b)
			for b.Loop() {
				whole(t, backend, x)
			}
			b.ReportMetric(float64(processorTime(b)-before)/float64(b.N), "cpu-ns/op")
		})
	}
}

// processorTime is what this process has used so far, its exporter too: it says more
// than the clock where others use the machine.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func testExchange() *exchange.Exchange {
	found := []exchange.Finding{{Type: "SECRET", Rule: "r", Action: "redact", Count: 1}}
	return &exchange.Exchange{
		Key: exchange.Key("acme", "alice", "r-1"), ID: "r-1", Tenant: "acme", User: "alice", Lane: "interactive", Via: "http",
		Accepted:   time.Now(),
		DLP:        &exchange.DLPPage{State: exchange.Passed, Findings: found},
		GuardInput: &exchange.GuardPage{State: exchange.Passed},
		Dispatch:   &exchange.DispatchPage{State: exchange.Passed},
	}
}

// whole is what the services tell of one exchange where all run in one process. It
// returns the contexts in which they would have worked, from the edge on.
func whole(t *Telemetry, backend *Backend, x *exchange.Exchange) []context.Context {
	ctx, edge := t.Ingress(context.Background(), SpanEdge, Server, "")
	ctx = WithRequest(ctx, x.ID)
	all := append(make([]context.Context, 0, 8), ctx)
	header := Traceparent(ctx)

	ctx, dlp := t.Stage(exchange.StageDLP).Arrive(context.Background(), header, true)
	t.Admitted(x.Tenant, Accepted)
	all = append(all, ctx)
	header = Traceparent(ctx)
	dlp.End(x, Out)

	ctx = t.Continue(WithRequest(context.Background(), x.ID), header)
	t.Stage(exchange.StageGuard).Waited(time.Millisecond)
	kind := Consumer
	for _, at := range []exchange.Stage{exchange.StageGuard, exchange.StageDispatch, exchange.StageGuard, exchange.StageProvenance} {
		var pass Pass
		ctx, pass = t.Stage(at).Begin(ctx, x, kind)
		all = append(all, ctx)
		if at == exchange.StageDispatch {
			inner, call := backend.Call(ctx, "m")
			all = append(all, inner)
			call.FirstToken()
			call.Usage(10, 20)
			call.Answered("m", "stop")
			call.End("ok")
		}
		if at == exchange.StageProvenance {
			t.Recorded(x, "completed", x.Accepted.Add(time.Second))
		}
		pass.End(x, Out)
		kind = Internal
	}
	t.Served("POST", RouteChat, 200, time.Millisecond)
	edge.HTTP("POST", RouteChat, 200)
	edge.Request(x.ID)
	edge.Tenant(x.Tenant)
	edge.End()
	return all
}
