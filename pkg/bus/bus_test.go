package bus_test

import (
	"context"
	"errors"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

func all(ctx context.Context, t *testing.T, b *bus.Bus) map[string]jetstream.StreamConfig {
	t.Helper()
	out := map[string]jetstream.StreamConfig{}
	l := b.JS.ListStreams(ctx)
	for s := range l.Info() {
		out[s.Config.Name] = s.Config
	}
	if err := l.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestProvision(t *testing.T) {
	s := bustest.Bare(t)
	// Every process may be the first, and all start at once.
	var wg sync.WaitGroup
	errs := make([]error, 5)
	for i := range errs {
		b := s.Connect(bus.UserSetup)
		wg.Go(func() { errs[i] = b.Provision(t.Context(), bustest.Limits()) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	b := s.Connect(bus.UserSetup)
	made := all(t.Context(), t, b)
	var names []string
	for n := range made {
		names = append(names, n)
	}
	slices.Sort(names)
	if want := []string{"DEAD", "DISPATCH", "EVIDENCE", "FLAGS", "GUARD", "KV_BODIES", "KV_IDENTITY", "KV_KEYS", "KV_MODELS", "KV_POLICY", "KV_REQUESTS", "KV_RESULTS", "PROVENANCE", "TOOLAUTH"}; !slices.Equal(names, want) {
		t.Errorf("made %v, want %v", names, want)
	}
	for n, c := range made {
		if c.Storage != jetstream.FileStorage {
			t.Errorf("%s is not on disk", n)
		}
	}
	if e := made["EVIDENCE"]; !e.DenyDelete || !e.DenyPurge || e.Retention != jetstream.LimitsPolicy {
		t.Errorf("evidence can be deleted: %+v", e)
	}

	// A second time nothing changes, also where an operator changed something.
	changed := made["DEAD"]
	changed.MaxAge = time.Hour
	if _, err := b.JS.UpdateStream(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	if err := b.Provision(t.Context(), bus.Limits{Replicas: 1, AckWait: time.Second, Backlog: 5}); err != nil {
		t.Fatal(err)
	}
	made["DEAD"] = changed
	if again := all(t.Context(), t, b); !reflect.DeepEqual(again, made) {
		t.Errorf("got  %+v\nwant %+v", again, made)
	}
}

func TestEvidenceIsKept(t *testing.T) {
	b := bustest.Start(t).Connect(bus.UserSetup) // who may do more than any service
	ack, err := b.Publish(t.Context(), &nats.Msg{Subject: bus.AdminSubject("acme"), Data: []byte("{}")})
	if err != nil {
		t.Fatal(err)
	}
	stream, err := b.JS.Stream(t.Context(), bus.StreamEvidence)
	if err != nil {
		t.Fatal(err)
	}
	if stream.DeleteMsg(t.Context(), ack.Sequence) == nil || stream.SecureDeleteMsg(t.Context(), ack.Sequence) == nil || stream.Purge(t.Context()) == nil {
		t.Error("evidence was deleted")
	}
	if _, err := stream.GetMsg(t.Context(), ack.Sequence); err != nil {
		t.Error(err)
	}
}

func TestPublish(t *testing.T) {
	b := bustest.Bare(t).Connect(bus.UserSetup)
	limits := bustest.Limits()
	limits.Backlog = 2
	if err := b.Provision(t.Context(), limits); err != nil {
		t.Fatal(err)
	}
	msg := func(id string) *nats.Msg {
		m := nats.NewMsg(bus.StageSubject("dispatch", "acme", "interactive"))
		m.Header.Set(jetstream.MsgIDHeader, id)
		return m
	}
	first, err := b.Publish(t.Context(), msg("a"))
	if err != nil || first.Duplicate || first.Stream != bus.StreamDispatch {
		t.Fatalf("got %+v, %v", first, err)
	}
	if again, err := b.Publish(t.Context(), msg("a")); err != nil || !again.Duplicate || again.Sequence != first.Sequence {
		t.Errorf("the same message id: %+v, %v", again, err)
	}
	if _, err := b.Publish(t.Context(), msg("b")); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(t.Context(), msg("c")); !full(err) || bus.WrongLastSequence(err) {
		t.Errorf("over the backlog: %v", err)
	}
	other := msg("d")
	other.Subject = bus.StageSubject("dispatch", "other", "interactive")
	if _, err := b.Publish(t.Context(), other); err != nil {
		t.Errorf("one tenant's backlog stops another: %v", err)
	}
	record := &nats.Msg{Subject: bus.RecordSubject("acme", "k", 1)}
	if _, err := b.PublishFirst(t.Context(), record); err != nil {
		t.Fatal(err)
	}
	if _, err := b.PublishFirst(t.Context(), record); !bus.WrongLastSequence(err) {
		t.Errorf("a second record: %v", err)
	}
	if bus.WrongLastSequence(nil) {
		t.Error("no error is one")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Publish(ctx, &nats.Msg{Subject: bus.AccessSubject("acme")}); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := b.Publish(t.Context(), &nats.Msg{Subject: "sluice.nowhere"}); err == nil {
		t.Error("stored where no stream is")
	}
}

func TestConsumer(t *testing.T) {
	b := bustest.Start(t).Connect(bus.UserDispatch)
	for _, lane := range append(bus.Lanes(), bus.LaneBatch) { // a second process opens the same one
		if _, err := b.Consumer(t.Context(), "dispatch", lane, bustest.Limits()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Consumer(t.Context(), "dlp", bus.LaneBatch, bustest.Limits()); err == nil {
		t.Error("a stage without a stream has a consumer")
	}
	if _, err := bustest.Start(t).Connect(bus.UserSetup).Bucket(t.Context(), "NONE"); !errors.Is(err, jetstream.ErrBucketNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestConnectRefuses(t *testing.T) {
	s := bustest.Bare(t)
	connect := func(payload int64) error {
		seed, err := bus.Seed(s.Keys, bus.UserDLP)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		b, err := bus.Connect(ctx, bus.Options{URL: "nats://" + s.Addr(), Seed: seed, Name: "dlp", Log: slog.New(slog.DiscardHandler), MinPayload: payload})
		if err == nil {
			b.Close()
		}
		return err
	}
	if err := connect(bustest.MaxPayload); err != nil {
		t.Errorf("by TCP: %v", err)
	}
	if err := connect(bustest.MaxPayload + 1); err == nil || !strings.Contains(err.Error(), "max_payload") {
		t.Errorf("a small server: %v", err)
	}
	if _, err := bus.Connect(t.Context(), bus.Options{Seed: []byte("no seed"), Name: "dlp", Log: slog.New(slog.DiscardHandler)}); err == nil || strings.Contains(err.Error(), "no seed") {
		t.Errorf("no seed: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	seed, err := bus.Seed(s.Keys, bus.UserDLP)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bus.Connect(ctx, bus.Options{URL: "nats://127.0.0.1:1", Seed: seed, Name: "dlp", Log: slog.New(slog.DiscardHandler)}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("no server: %v", err)
	}
}

// full says whether a stream refused a message because its subject is at its
// limit (JetStream error 10077).
func full(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && api.ErrorCode == 10077
}
