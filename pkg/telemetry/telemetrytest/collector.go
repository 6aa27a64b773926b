// Package telemetrytest is a real OTLP/HTTP collector for tests: it decodes the spans
// and metrics that a process sends and keeps them in memory.
package telemetrytest

import (
	"compress/gzip"
	"context"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	collectormetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collectortrace "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Span is one span as it came over the wire. Ids are lower-case hex.
type Span struct {
	Name, Kind, Trace, ID, Parent string
	State                         string // tracestate
	Service                       string // service.name of the process
	Failed                        bool
	Message                       string // of the status
	Attributes                    map[string]string
	Events                        int
}

// Collector is safe for concurrent use.
type Collector struct {
	URL string // for --otlp

	mu      sync.Mutex
	spans   []Span
	metrics map[string]bool
	raw     []byte
	changed chan struct{} // closed and replaced at each arrival
}

// maxBody bounds one request in bytes, as it is sent and unpacked.
const maxBody = 64 << 20

// Start starts a collector that ends with the test.
func Start(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{metrics: map[string]bool{}, changed: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/traces", func(w http.ResponseWriter, r *http.Request) {
		var m collectortrace.ExportTraceServiceRequest
		c.take(w, r, &m, func() { c.addSpans(&m) })
	})
	mux.HandleFunc("POST /v1/metrics", func(w http.ResponseWriter, r *http.Request) {
		var m collectormetrics.ExportMetricsServiceRequest
		c.take(w, r, &m, func() { c.addMetrics(&m) })
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	c.URL = srv.URL
	return c
}

func (c *Collector) take(w http.ResponseWriter, r *http.Request, into proto.Message, add func()) {
	body := io.Reader(http.MaxBytesReader(w, r.Body, maxBody))
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(body)
		if err != nil {
			http.Error(w, "no gzip", http.StatusBadRequest)
			return
		}
		body = io.LimitReader(z, maxBody)
	}
	data, err := io.ReadAll(body)
	if err != nil || proto.Unmarshal(data, into) != nil {
		http.Error(w, "no OTLP", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	c.raw = append(c.raw, data...)
	add()
	close(c.changed)
	c.changed = make(chan struct{})
	c.mu.Unlock()
	w.Header().Set("Content-Type", "application/x-protobuf")
	w.WriteHeader(http.StatusOK)
}

func (c *Collector) addSpans(m *collectortrace.ExportTraceServiceRequest) {
	for _, resource := range m.GetResourceSpans() {
		about := attributes(resource.GetResource().GetAttributes())
		for _, scope := range resource.GetScopeSpans() {
			for _, s := range scope.GetSpans() {
				c.spans = append(c.spans, Span{
					Name: s.GetName(), Kind: s.GetKind().String(), Trace: hex.EncodeToString(s.GetTraceId()), ID: hex.EncodeToString(s.GetSpanId()),
					Parent: hex.EncodeToString(s.GetParentSpanId()), State: s.GetTraceState(), Service: about["service.name"],
					Failed: s.GetStatus().GetCode() == trace.Status_STATUS_CODE_ERROR, Message: s.GetStatus().GetMessage(),
					Attributes: attributes(s.GetAttributes()), Events: len(s.GetEvents()),
				})
			}
		}
	}
}

func (c *Collector) addMetrics(m *collectormetrics.ExportMetricsServiceRequest) {
	for _, resource := range m.GetResourceMetrics() {
		for _, scope := range resource.GetScopeMetrics() {
			for _, one := range scope.GetMetrics() {
				c.metrics[one.GetName()] = true
			}
		}
	}
}

func attributes(all []*common.KeyValue) map[string]string {
	out := make(map[string]string, len(all))
	for _, kv := range all {
		out[kv.GetKey()] = text(kv.GetValue())
	}
	return out
}

func text(v *common.AnyValue) string {
	switch v := v.GetValue().(type) {
	case *common.AnyValue_StringValue:
		return v.StringValue
	case *common.AnyValue_IntValue:
		return strconv.FormatInt(v.IntValue, 10)
	case *common.AnyValue_BoolValue:
		return strconv.FormatBool(v.BoolValue)
	case *common.AnyValue_DoubleValue:
		return strconv.FormatFloat(v.DoubleValue, 'g', -1, 64)
	case *common.AnyValue_ArrayValue:
		var out strings.Builder
		for i, one := range v.ArrayValue.GetValues() {
			if i > 0 {
				out.WriteString(",")
			}
			out.WriteString(text(one))
		}
		return out.String()
	}
	return "?"
}

// Spans are all that came so far.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.spans)
}

// HasMetric says whether a metric came, by its OpenTelemetry name.
func (c *Collector) HasMetric(name string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.metrics[name]
}

// Raw is every byte that came, unpacked, to look for what must not be there.
func (c *Collector) Raw() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.raw)
}

// Wait returns the spans once they are enough, or what there is when ctx ends.
func (c *Collector) Wait(ctx context.Context, enough func([]Span) bool) []Span {
	for {
		c.mu.Lock()
		spans, changed := slices.Clone(c.spans), c.changed
		c.mu.Unlock()
		if enough(spans) {
			return spans
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return spans
		}
	}
}
