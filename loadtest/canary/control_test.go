package canary

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	collectormetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collectortrace "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	metrics "go.opentelemetry.io/proto/otlp/metrics/v1"
	resource "go.opentelemetry.io/proto/otlp/resource/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/telemetry/telemetrytest"
)

// written are the forms in which other code would write a canary.
func written(b bird) map[string]string {
	text := b.text()
	var escapes strings.Builder
	for _, c := range []byte(b.word) {
		fmt.Fprintf(&escapes, `\u%04x`, c)
	}
	escaped := escapes.String()
	percent := strings.ReplaceAll(escaped, `\u00`, "%")
	return map[string]string{
		"plain": text, "JSON": b.json(), "JSON in JSON": quote(b.json()), "Go": fmt.Sprintf("%q", text), "escapes": escaped,
		"base64": base64.StdEncoding.EncodeToString([]byte(text)), "base64 url": base64.RawURLEncoding.EncodeToString([]byte("ab" + text)),
		"hex": hex.EncodeToString([]byte(text)), "HEX": fmt.Sprintf("%X", text), "query": url.QueryEscape(text), "path": url.PathEscape(text), "percent": percent,
		"cut off": b.word[:len(stem)+1], "bytes": strings.ReplaceAll(fmt.Sprint([]byte(text)), " ", ","),
	}
}

// TestPlantedIsFound plants a canary in each form at each place, and wants the search
// of TestNothingTold to find it there.
func TestPlantedIsFound(t *testing.T) {
	b := newBird(9999, "the control")
	inside := bustest.Start(t).Connect(bus.UserSetup)
	for form, text := range written(b) {
		all := plantedInOTLP(t, text)
		dir := t.TempDir()
		rig.WriteFile(t, filepath.Join(dir, "fake.log"), `{"level":"INFO","msg":"x"}`+"\n"+`{"level":"INFO","msg":"x","error":"%s"}`+"\n", text)
		maps.Copy(all, logs(t, dir))
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, "up 1\nsluice_x{rule=\"%s\"} 1\n", text)
		}))
		all["metrics"] = page(t, srv.URL+"/metrics")
		srv.Close()
		for _, r := range []struct{ name, subject, key, value, body string }{
			{"SUBJECT", "control." + token(text), "a", "b", "c"}, {"HEADER", "control.a", "Sluice-Reason", token(text), "c"}, {"BODY", "control.a", "a", "b", text},
		} {
			maps.Copy(all, plantedInStream(t, inside, r.name, r.subject, r.key, r.value, r.body))
		}
		for where, data := range all {
			found := len(told{where: data}.leaks([]bird{b})) > 0
			if clean := where == "clean"; found == clean {
				t.Errorf("%s in %s: found %t", form, where, found)
			}
		}
	}
}

// token is text where no space may be.
func token(text string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || r == '.' || r == '*' || r == '>' {
			return '_'
		}
		return r
	}, text)
}

// plantedInOTLP sends spans and metrics with the text in one place each.
func plantedInOTLP(t *testing.T, text string) told {
	t.Helper()
	kv := []*common.KeyValue{{Key: "k", Value: &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: text}}}}
	all := told{}
	send := func(where, path string, m proto.Message) {
		t.Helper()
		c := telemetrytest.Start(t)
		data, err := proto.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.Post(c.URL+path, "application/x-protobuf", bytes.NewReader(data))
		if err != nil || r.StatusCode != 200 {
			t.Fatal(err, "the collector does not take it")
		}
		_ = r.Body.Close()
		all[where] = c.Raw()
	}
	for where, s := range map[string]*trace.Span{
		"span name": {Name: text}, "span attribute": {Attributes: kv}, "attribute's key": {Attributes: []*common.KeyValue{{Key: text}}}, "state": {TraceState: text},
		"event": {Events: []*trace.Span_Event{{Name: text}}}, "event's attribute": {Events: []*trace.Span_Event{{Attributes: kv}}},
		"status": {Status: &trace.Status{Message: text}}, "link": {Links: []*trace.Span_Link{{Attributes: kv}}}, "clean": {Name: "edge"},
	} {
		send(where, "/v1/traces", &collectortrace.ExportTraceServiceRequest{ResourceSpans: []*trace.ResourceSpans{{ScopeSpans: []*trace.ScopeSpans{{Spans: []*trace.Span{s}}}}}})
	}
	send("resource", "/v1/traces", &collectortrace.ExportTraceServiceRequest{ResourceSpans: []*trace.ResourceSpans{{Resource: &resource.Resource{Attributes: kv}}}})
	point := &metrics.NumberDataPoint{Attributes: kv}
	for where, m := range map[string]*metrics.Metric{
		"metric": {Name: text}, "help": {Description: text}, "unit": {Unit: text}, "label": {Data: &metrics.Metric_Gauge{Gauge: &metrics.Gauge{DataPoints: []*metrics.NumberDataPoint{point}}}},
	} {
		send(where, "/v1/metrics", &collectormetrics.ExportMetricsServiceRequest{ResourceMetrics: []*metrics.ResourceMetrics{{ScopeMetrics: []*metrics.ScopeMetrics{{Metrics: []*metrics.Metric{m}}}}}})
	}
	return all
}

func plantedInStream(t *testing.T, b *bus.Bus, name, subject, key, value, body string) told {
	t.Helper()
	_, err := b.JS.CreateOrUpdateStream(t.Context(), jetstream.StreamConfig{Name: name, Subjects: []string{"control.>"}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.JS.DeleteStream(t.Context(), name) }()
	m := nats.NewMsg(subject)
	m.Header.Set(key, value)
	m.Data = []byte(body)
	if _, err := b.JS.PublishMsg(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	all, one := told{}, told{}
	all.stream(t, b, name)
	for where, data := range all {
		if strings.HasSuffix(where, map[string]string{"SUBJECT": " subjects", "HEADER": " headers", "BODY": " bodies"}[name]) {
			one[where] = data
		}
	}
	return one
}
