package identity_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/telemetry"
	"sluice/services/identity"
)

// fill stores messages for guard, takes one of them up, and one dead letter.
func fill(t *testing.T, b *bus.Bus) {
	t.Helper()
	subjects := []string{
		bus.StageSubject("guard", "acme", bus.LaneInteractive), bus.StageSubject("guard", "acme", bus.LaneInteractive),
		bus.StageSubject("guard", "acme", bus.LaneBatch), bus.DeadSubject("guard", "acme"),
	}
	for _, s := range subjects {
		if _, err := b.JS.Publish(t.Context(), s, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	c, err := b.Consumer(t.Context(), "guard", bus.LaneInteractive, bustest.Limits())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Next(jetstream.FetchMaxWait(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
}

// What waits is counted by stage and lane, also of stages without a process.
func TestLookAtQueues(t *testing.T) {
	s := bustest.Start(t)
	fill(t, s.Connect(bus.UserSetup))
	q, err := identity.LookAtQueues(t.Context(), s.Connect(bus.UserTelemetry))
	if err != nil {
		t.Fatal(err)
	}
	if q.Dead != 1 || q.At.IsZero() || len(q.Stages) != 4 {
		t.Fatalf("got %+v", q)
	}
	for _, stage := range q.Stages {
		lanes := []telemetry.QueueLane{{Name: bus.LaneInteractive}, {Name: bus.LaneBatch}}
		messages := 0
		if stage.Stage == "guard" {
			messages = 3
			lanes[0].Pending, lanes[0].AckPending, lanes[1].Pending = 1, 1, 1
		}
		if stage.Messages != messages || !slices.Equal(stage.Lanes, lanes) || (stage.Oldest > 0) != (messages > 0) {
			t.Errorf("%+v, want %d messages and %+v", stage, messages, lanes)
		}
	}
	tel, err := telemetry.Start(t.Context(), telemetry.Options{})
	if err != nil {
		t.Fatal(err)
	}
	q.Tell(tel)
	w := httptest.NewRecorder()
	tel.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		"sluice_dead_letters 1", `sluice_queue_messages{stage="guard"} 3`, `sluice_queue_messages{stage="provenance"} 0`,
		`sluice_queue_pending{lane="interactive",stage="guard"} 1`, `sluice_queue_ack_pending{lane="interactive",stage="guard"} 1`,
		`sluice_queue_ack_pending{lane="batch",stage="toolauth"} 0`, `sluice_queue_oldest_seconds{stage="dispatch"} 0`,
		fmt.Sprintf("sluice_queue_watch_timestamp_seconds %v", float64(q.At.UnixMilli())/1000),
	} {
		if !strings.Contains(w.Body.String(), want+"\n") {
			t.Errorf("no line %q", want)
		}
	}
}

// The age is that of the oldest message, and it grows until that is settled.
func TestOldestGrows(t *testing.T) {
	s := bustest.Start(t)
	setup, watcher := s.Connect(bus.UserSetup), s.Connect(bus.UserTelemetry)
	age := func() time.Duration {
		q, err := identity.LookAtQueues(t.Context(), watcher)
		if err != nil {
			t.Fatal(err)
		}
		return q.Stages[slices.IndexFunc(q.Stages, func(s telemetry.Queue) bool { return s.Stage == "guard" })].Oldest
	}
	fill(t, setup)
	before := age()
	if _, err := setup.JS.Publish(t.Context(), bus.StageSubject("guard", "acme", bus.LaneBatch), []byte("younger")); err != nil {
		t.Fatal(err)
	}
	if after := age(); after <= before {
		t.Errorf("the oldest was %v old and is %v", before, after)
	}
	stream, err := setup.JS.Stream(t.Context(), bus.StreamGuard)
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := age(); got != 0 {
		t.Errorf("of an empty queue: %v", got)
	}
}

// The watch goes on when NATS has been away.
func TestWatchSurvivesNATS(t *testing.T) {
	keys, store := t.TempDir(), t.TempDir()
	if err := bus.EnsureCredentials(keys); err != nil {
		t.Fatal(err)
	}
	config := bus.ServerConfig{Listen: "127.0.0.1:0", StoreDir: store, Keys: keys, MaxPayload: bustest.MaxPayload}
	first := begin(t, config)
	config.Listen = first.Addr() // a server keeps its address
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := dial(t, config, bus.UserSetup).Provision(ctx, bustest.Limits()); err != nil {
		t.Fatal(err)
	}
	b := dial(t, config, bus.UserTelemetry)
	shown := make(chan identity.Queues)
	ended := make(chan struct{})
	watching, stop := context.WithCancel(ctx)
	go func() {
		defer close(ended)
		identity.WatchQueues(watching, b, 20*time.Millisecond, slog.New(slog.DiscardHandler), func(q identity.Queues) {
			select {
			case shown <- q:
			case <-watching.Done():
			}
		})
	}()
	next(t, ctx, shown)
	lost := make(chan struct{}, 1)
	b.NC.SetDisconnectErrHandler(func(*nats.Conn, error) {
		select {
		case lost <- struct{}{}:
		default:
		}
	})
	first.Shutdown()
	select {
	case <-lost:
	case <-ctx.Done():
		t.Fatal("the connection outlived its server")
	}
	begin(t, config)
	// One look may have ended before the server did.
	next(t, ctx, shown)
	if q := next(t, ctx, shown); !b.NC.IsConnected() || len(q.Stages) != 4 {
		t.Errorf("got %+v", q)
	}
	stop()
	select {
	case <-ended:
	case <-ctx.Done():
		t.Error("the watch did not end")
	}
}

func begin(t *testing.T, c bus.ServerConfig) *bus.Embedded {
	t.Helper()
	s, err := bus.StartEmbedded(c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Shutdown)
	return s
}

func dial(t *testing.T, c bus.ServerConfig, user string) *bus.Bus {
	t.Helper()
	seed, err := bus.Seed(c.Keys, user)
	if err != nil {
		t.Fatal(err)
	}
	b, err := bus.Connect(t.Context(), bus.Options{URL: "nats://" + c.Listen, Seed: seed, Name: user, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.NC.Close)
	return b
}

func next(t *testing.T, ctx context.Context, from <-chan identity.Queues) identity.Queues {
	t.Helper()
	select {
	case q := <-from:
		return q
	case <-ctx.Done():
		t.Fatal("nothing more was seen of the queues")
	}
	return identity.Queues{}
}
