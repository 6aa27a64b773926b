package pool

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"sluice/pkg/telemetry"
	"sluice/pkg/telemetry/telemetrytest"
)

// collector is a telemetry that is looked at, and the OTLP collector behind it.
type collector struct {
	*telemetrytest.Collector
	t   *testing.T
	tel *telemetry.Telemetry
}

func newCollector(t *testing.T) *collector {
	t.Helper()
	c := &collector{Collector: telemetrytest.Start(t), t: t}
	var err error
	if c.tel, err = telemetry.Start(t.Context(), telemetry.Options{Services: []string{"dispatch"}, OTLP: c.URL, Sample: 1}); err != nil {
		t.Fatal(err)
	}
	return c
}

// ended closes the telemetry and gives every span that was sent.
func (c *collector) ended() []telemetrytest.Span {
	c.t.Helper()
	if err := c.tel.Close(context.WithoutCancel(c.t.Context())); err != nil {
		c.t.Fatal(err)
	}
	return c.Spans()
}

// scrape is what Prometheus would read.
func scrape(t *testing.T, tel *telemetry.Telemetry) string {
	t.Helper()
	w := httptest.NewRecorder()
	tel.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return w.Body.String()
}

// metric is the sum of the samples of a metric that have all the labels, such as
// `backend="a"`; -1 where there is none.
func metric(t *testing.T, tel *telemetry.Telemetry, name string, labels ...string) float64 {
	t.Helper()
	sum, found := 0.0, false
next:
	for line := range strings.Lines(scrape(t, tel)) {
		rest, ok := strings.CutPrefix(line, name+"{")
		if !ok {
			continue
		}
		set, value, _ := strings.Cut(rest, "} ")
		for _, l := range labels {
			if !strings.Contains(set, l) {
				continue next
			}
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		sum, found = sum+v, true
	}
	if !found {
		return -1
	}
	return sum
}
