package telemetry

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"
)

// scrape is what /metrics says.
func scrape(t *testing.T, tel *Telemetry) string {
	t.Helper()
	w := httptest.NewRecorder()
	tel.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("/metrics gives %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

// value is that of the one series of a metric without labels.
func value(t *testing.T, page, metric string) int {
	t.Helper()
	for line := range strings.Lines(page) {
		if rest, ok := strings.CutPrefix(line, metric+" "); ok {
			n, err := strconv.Atoi(strings.TrimSpace(rest))
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatalf("there is no %s", metric)
	return 0
}

// A collector that does not answer holds up nobody: what finds no room is dropped,
// and counted.
func TestFullQueueDrops(t *testing.T) {
	answer := make(chan struct{})
	stuck := make(chan struct{}, 64)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		stuck <- struct{}{}
		<-answer
	}))
	defer srv.Close()
	tel, err := Start(t.Context(), Options{OTLP: srv.URL, Sample: 1})
	if err != nil {
		t.Fatal(err)
	}
	const more = 100
	send := func(n int) {
		for range n {
			_, s := tel.Ingress(t.Context(), SpanEdge, Server, "")
			s.End()
		}
	}
	send(batchSpans)
	<-stuck // the one goroutine that exports waits
	send(queueSpans + more)
	if n := value(t, scrape(t, tel), "sluice_telemetry_spans_dropped_total"); n != more {
		t.Errorf("%d spans are counted as dropped, not %d", n, more)
	}
	close(answer)
	if err := tel.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// A collector that refuses costs one log line, without what it answered, and an end
// within the time given.
func TestRefusingCollector(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "canary-of-the-collector", http.StatusBadRequest)
	}))
	defer srv.Close()
	var out bytes.Buffer
	tel, err := Start(t.Context(), Options{OTLP: srv.URL, Sample: 1, Log: slog.New(slog.NewJSONHandler(&out, nil))})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, s := tel.Ingress(t.Context(), SpanEdge, Server, "")
		s.End()
		if err := tel.traces.ForceFlush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := value(t, scrape(t, tel), "sluice_telemetry_spans_dropped_total"); n != 3 {
		t.Errorf("%d spans are counted as dropped", n)
	}
	err = tel.Close(t.Context())
	if lines := strings.Count(out.String(), "\n"); lines != 1 || strings.Contains(out.String(), "canary") || err != nil && strings.Contains(err.Error(), "canary") {
		t.Errorf("%d lines: %s, and %v", lines, &out, err)
	}
}

func TestCloseIsBounded(t *testing.T) {
	answer := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-answer
	}))
	defer srv.Close()
	defer close(answer)
	tel, err := Start(t.Context(), Options{OTLP: srv.URL, Sample: 1})
	if err != nil {
		t.Fatal(err)
	}
	_, s := tel.Ingress(t.Context(), SpanEdge, Server, "")
	s.End()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := tel.Close(ctx); err == nil {
		t.Error("a span was not sent, and nobody was told")
	}
	_, s = tel.Ingress(t.Context(), SpanEdge, Server, "")
	s.End() // after the end: dropped
}

func TestOptionsAreChecked(t *testing.T) {
	for name, o := range map[string]Options{
		"sample over 1": {Sample: 1.5}, "negative": {Sample: -1}, "no scheme": {OTLP: "collector:4318"}, "grpc": {OTLP: "grpc://collector:4317"},
		"credentials": {OTLP: "http://user:canary@collector:4318"}, "query": {OTLP: "http://collector:4318?key=canary"},
	} {
		if _, err := Start(t.Context(), o); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
