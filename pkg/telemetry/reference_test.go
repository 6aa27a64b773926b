package telemetry

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sluice/pkg/exchange"
	"sluice/pkg/model"
)

var update = flag.Bool("update", false, "write docs/reference anew") // make docs

// docs/reference/metrics.md is what a process tells at /metrics when each metric has
// been recorded once: names, types, labels and texts are those of the scrape.
func TestReferenceMetrics(t *testing.T) {
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }))
	defer collector.Close()
	tel, err := Start(t.Context(), Options{Services: []string{"edge"}, Version: "v1", OTLP: collector.URL, Sample: 1, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tel.Close(context.Background()) })
	recordEach(t, tel)

	type metric struct {
		name, kind, help string
		labels           map[string]bool
		buckets          []string
	}
	all := map[string]*metric{}
	families, err := tel.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if !strings.HasPrefix(f.GetName(), "sluice_") && !strings.HasPrefix(f.GetName(), "gen_ai_") && !strings.HasPrefix(f.GetName(), "http_") {
			continue // of the Go runtime and of the process
		}
		m := &metric{name: f.GetName(), kind: strings.ToLower(f.GetType().String()), help: f.GetHelp(), labels: map[string]bool{}}
		for _, one := range f.GetMetric() {
			for _, l := range one.GetLabel() {
				m.labels[l.GetName()] = true
			}
			if h := one.GetHistogram(); h != nil && m.buckets == nil {
				for _, b := range h.GetBucket() {
					if text := strconv.FormatFloat(b.GetUpperBound(), 'f', -1, 64); text != "+Inf" {
						m.buckets = append(m.buckets, text)
					}
				}
			}
		}
		all[m.name] = m
	}
	for _, row := range table() {
		name := strings.ReplaceAll(row.name, ".", "_")
		if !slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(n string) bool { return strings.HasPrefix(n, name) }) {
			t.Errorf("%s is in the table, and nothing here records it", row.name)
		}
	}

	var b strings.Builder
	b.WriteString("# Metrics\n\n<!-- Made by `make docs` from pkg/telemetry. Do not edit. -->\n\nEvery process tells these at `/metrics` on its `--ops` address, in Prometheus's text format; with `--otlp` they go\nto a collector too, under their OpenTelemetry names. `go_…` and `process_…` of Prometheus's own\ncollectors stand beside them. No label holds text of a request: a word that is not configured or built in is `other`.\n\n")
	b.WriteString("| metric | type | labels | meaning |\n|---|---|---|---|\n")
	var buckets strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		m := all[name]
		if m.help == "" {
			t.Errorf("%s has no help", name)
		}
		labels := "`" + strings.Join(slices.Sorted(maps.Keys(m.labels)), "` `") + "`"
		if len(m.labels) == 0 {
			labels = ""
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", name, m.kind, labels, m.help)
		if m.buckets != nil {
			fmt.Fprintf(&buckets, "- `%s`: %s\n", name, strings.Join(m.buckets, " "))
		}
	}
	fmt.Fprintf(&b, "\nUpper bounds of the histograms' buckets:\n\n%s", &buckets)
	golden(t, "metrics.md", b.String())
}

// recordEach records something of each row of the table.
func recordEach(t *testing.T, tel *Telemetry) {
	t.Helper()
	ctx := context.Background()
	now := time.Now()
	x := &exchange.Exchange{
		Key: exchange.Key("default", "admin", "r-1"), ID: "r-1", Tenant: "default", User: "admin", Lane: "interactive", Via: "http", Accepted: now,
		DLP:        &exchange.DLPPage{State: exchange.Passed, Findings: []exchange.Finding{{Type: "SECRET", Rule: "aws-access-key-id", Action: "redact", Count: 1}}},
		GuardInput: &exchange.GuardPage{State: exchange.Passed, Shadow: []exchange.Shadow{{What: exchange.ShadowThresholds, Would: "block"}}},
	}
	tel.Know(Models, "sluice-dev")
	tel.Know(Rules, "aws-access-key-id")
	stage := tel.Stage(exchange.StageGuard)
	for _, how := range []Ending{Out, Retried, Held, Dead, Refused} {
		_, p := stage.Begin(ctx, x, Consumer)
		p.End(x, how)
	}
	stage.Waited(time.Second)
	stage.Places(1)
	tel.Queues(now, []Queue{{Stage: exchange.StageGuard, Lanes: []QueueLane{{Name: "interactive"}}}})
	tel.DeadLetters(0)
	tel.Recorded(x, "completed", now)
	tel.Flagged("high", "dlp")
	tel.Admitted("default", Accepted)
	backend := tel.Backend("gpu-1", "vllm", "http://127.0.0.1:8000", Chat)
	backend.Breaker(Closed)
	backend.Out(false)
	backend.Told(1, 0, 0.5)
	tel.Retried(Chat, true)
	_, call := backend.Call(ctx, "sluice-dev")
	call.FirstToken()
	call.Usage(1, 1)
	call.End("ok")
	tel.Queued("sluice-dev", Chat, 1)
	tel.Weights("gpu-1", Chat, model.Verified)
	tel.Tampered("gpu-1", Chat)
	tel.Verdict(HitKept)
	tel.Hedged(true)
	tel.Served("POST", RouteChat, 200, time.Second)
	tel.Streaming(1)
	tel.EvidenceFailed()
	if err := tel.Connections(func(tell func(string, bool)) { tell("edge", true) }); err != nil {
		t.Fatal(err)
	}
}

// golden compares a page of docs/reference with what it should be.
func golden(t *testing.T, name, want string) {
	t.Helper()
	path := filepath.Join("..", "..", "docs", "reference", name)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/reference/%s is not what the code says: run make docs", name)
	}
}
