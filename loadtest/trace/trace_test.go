// Package trace shows that one trace holds every stage of one exchange, in one
// process and over processes, with the engine's call inside it, and no text.
package trace

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/telemetry/telemetrytest"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	traceID = "0af7651916cd43dd8448eb211c80319c"
	spanID  = "b7ad6b7169203331"
	canary  = "canarybird of the prompt"
	config  = "backends: [{name: dev-1, engine: openai, url: %q, models: [sluice-dev]}]\n"
)

func TestOneProcess(t *testing.T) {
	c := telemetrytest.Start(t)
	up := rig.StartUp(t, "", "--otlp", c.URL)
	ask(t, up.Addr("http"), up.Token(t))
	check(t, c, up.URL(), up.Keys, func(name string) string { return "sluice" })
	scraped(t, up.Process)
}

func TestOverProcesses(t *testing.T) {
	c := telemetrytest.Start(t)
	env := map[string]string{}
	for _, name := range rig.ServiceNames() {
		env[name] = "SLUICE_OTLP=" + c.URL
	}
	s := rig.StartStack(t, rig.StackOptions{Config: config, Env: env})
	ask(t, s.EdgeAddr, s.Token(t))
	check(t, c, s.NATSURL, s.Keys, func(name string) string {
		if name == "engine.chat" {
			name = "dispatch"
		}
		return "sluice-" + name
	})
	scraped(t, s.Services["guard"])
}

// ask sends one request whose caller is in a trace of its own, and says that it is
// not sampled there: that is ours to decide.
func ask(t *testing.T, addr, token string) {
	t.Helper()
	body := `{"model":"sluice-dev","messages":[{"role":"user","content":"I am ` + canary + `"}]}`
	r, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+addr+"/v1/chat/completions", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range map[string]string{
		"Authorization": "Bearer " + token, "Content-Type": "application/json", "X-Request-Id": "trace-1",
		"Traceparent": "00-" + traceID + "-" + spanID + "-00", "Tracestate": "vendor=" + strings.ReplaceAll(canary, " ", "-"), "Baggage": "user=canarybird",
	} {
		r.Header.Set(k, v)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, err := io.ReadAll(answer.Body); err != nil || answer.StatusCode != 200 {
		t.Fatalf("got %d %s, %v", answer.StatusCode, text, err)
	}
}

// place is a span's: its name and its parent's place in the list.
type place struct {
	name   string
	parent int
}

// way is that of an exchange without tools. The first span is the caller's child.
func way() []place {
	return []place{{"edge", -1}, {"dlp", 0}, {"guard", 1}, {"dispatch", 2}, {"engine.chat", 3}, {"guard", 3}, {"provenance", 5}}
}

func check(t *testing.T, c *telemetrytest.Collector, url, keys string, service func(span string) string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	way := way()
	spans := c.Wait(ctx, func(all []telemetrytest.Span) bool { return len(all) >= len(way) })
	ids := make([]string, len(way))
	for i, want := range way {
		parent := spanID
		if want.parent >= 0 {
			parent = ids[want.parent]
		}
		for _, s := range spans {
			if s.Name == want.name && s.Parent == parent && s.Trace == traceID && s.Service == service(s.Name) {
				ids[i] = s.ID
			}
		}
		if ids[i] == "" {
			t.Fatalf("no %s below the span %q, in %+v", want.name, parent, spans)
		}
	}
	if len(spans) != len(way) {
		t.Errorf("%d spans, not %d: %+v", len(spans), len(way), spans)
	}
	if bytes.Contains(c.Raw(), []byte("canarybird")) {
		t.Error("text of the request was exported")
	}
	record := caller.Records(t, rig.Inside(t, url, keys), "default")
	for _, r := range record {
		if want := "00-" + traceID + "-" + ids[1] + "-01"; r.Trace != want {
			t.Errorf("the record names the trace %q, not %q", r.Trace, want)
		}
	}
	if len(record) != 1 {
		t.Errorf("%d records", len(record))
	}
}

// scraped says that /metrics of a process counts the exchange, without text of it.
func scraped(t *testing.T, p *rig.Process) {
	t.Helper()
	r, err := http.Get("http://" + p.Addr("ops") + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	page, err := io.ReadAll(r.Body)
	if err != nil || !bytes.Contains(page, []byte(`sluice_stage_out_total{stage="guard"} 2`)) || bytes.Contains(page, []byte("canarybird")) {
		t.Errorf("/metrics says %s, %v", page, err)
	}
}
