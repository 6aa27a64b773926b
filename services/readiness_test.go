package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/config"
	"sluice/pkg/telemetry"
)

// TestConnectionIsShown: a process whose NATS goes away says so on /readyz and in
// sluice_nats_connected, and takes both back when NATS does.
func TestConnectionIsShown(t *testing.T) {
	keys, store, log := t.TempDir(), t.TempDir(), slog.New(slog.DiscardHandler)
	if err := bus.EnsureCredentials(keys); err != nil {
		t.Fatal(err)
	}
	start := func(listen string) *bus.Embedded {
		t.Helper()
		srv, err := bus.StartEmbedded(bus.ServerConfig{Listen: listen, StoreDir: store, Keys: keys, MaxPayload: 8 << 20}, log)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(srv.Shutdown)
		return srv
	}
	srv := start("127.0.0.1:0")
	addr := srv.Addr()
	tel, err := telemetry.Start(t.Context(), telemetry.Options{Services: []string{"guard"}, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	p := &process{settings: settings{}, cfg: config.File{}, log: log, tel: tel, url: "nats://" + addr}
	p.Keys = keys
	t.Cleanup(p.close)
	if err := tel.Connections(p.connections); err != nil {
		t.Fatal(err)
	}
	if _, err := p.connect(t.Context(), bus.UserGuard); err != nil {
		t.Fatal(err)
	}
	ops := httptest.NewServer(p.ops())
	t.Cleanup(ops.Close)
	get := func(path string) (int, string) {
		t.Helper()
		resp, err := http.Get(ops.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body)
	}
	shows := func(when string, ready int, connected string) {
		t.Helper()
		tick, end := time.NewTicker(10*time.Millisecond), time.After(30*time.Second)
		defer tick.Stop()
		for {
			status, _ := get("/readyz")
			_, metrics := get("/metrics")
			if status == ready && strings.Contains(metrics, `sluice_nats_connected{service="guard"} `+connected+"\n") {
				return
			}
			select {
			case <-tick.C:
			case <-end:
				t.Fatalf("%s: /readyz says %d\n%s", when, status, metrics)
			}
		}
	}
	shows("before everything consumes", http.StatusServiceUnavailable, "1")
	p.markReady()
	shows("with NATS", http.StatusOK, "1")
	srv.Shutdown()
	shows("without NATS", http.StatusServiceUnavailable, "0")
	if status, _ := get("/healthz"); status != http.StatusOK {
		t.Errorf("without NATS /healthz says %d: a restart would mend nothing", status)
	}
	start(addr)
	shows("with NATS again", http.StatusOK, "1")
}

// TestQueuesAreNotWatched: a keys folder from before the watch's user ends the watch
// and nothing else.
func TestQueuesAreNotWatched(t *testing.T) {
	var told strings.Builder
	p := &process{log: slog.New(slog.NewTextHandler(&told, nil))}
	p.Keys = t.TempDir()
	if err := p.watchQueues(t.Context()); err != nil {
		t.Errorf("it ends the process: %v", err)
	}
	if n := strings.Count(told.String(), "level=ERROR"); n != 1 || !strings.Contains(told.String(), "the queues are not watched") {
		t.Errorf("%d errors: %s", n, &told)
	}
}
