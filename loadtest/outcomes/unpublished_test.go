package outcomes

import (
	"context"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/requests"
)

// TestAcceptedNeverPublished has dlp die between the entry in REQUESTS and the
// stage's message. The caller has no ack, and the same request again publishes it.
func TestAcceptedNeverPublished(t *testing.T) {
	s := rig.StartStack(t, rig.StackOptions{
		Failpoints: true, Config: blocking(t),
		Env: map[string]string{"dlp": "SLUICE_FAILPOINT=" + failpoint.AcceptedNotPublished + ":1"},
	})
	user := caller.Dial(t, s.NATSURL, "admin", s.Token(t))
	heard := user.Listen(t)
	inside := rig.Inside(t, s.NATSURL, s.Keys)
	body := ask(t, "sluice-dev", "accepted once")

	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := user.JS.Publish(ctx, bus.UserSubject(bus.Request, caller.Tenant, "admin"), []byte(body), jetstream.WithMsgID("once"))
		ended <- err
	}()
	select {
	case <-s.Services["dlp"].Done():
	case <-time.After(soon):
		t.Fatal("dlp did not die at its failpoint")
	}
	cancel()
	if err := <-ended; err == nil {
		t.Error("a request that was never published is acknowledged")
	}
	kv, err := inside.Bucket(t.Context(), bus.BucketRequests)
	if err != nil {
		t.Fatal(err)
	}
	book := requests.NewBook(kv, time.Now)
	key := exchange.Key(caller.Tenant, "admin", "once")
	if e, err := book.Get(t.Context(), key); err != nil || e.State != requests.Accepted {
		t.Fatalf("REQUESTS holds %q (%v), want an accepted request", e.State, err)
	}
	if n := published(t, inside); n != 0 {
		t.Fatalf("%d messages were published", n)
	}

	s.Services["dlp"].Restart(true, "SLUICE_FAILPOINT=")
	if _, err := user.Publish("once", ask(t, "sluice-dev", "another body")); code(t, err) != 409 {
		t.Errorf("another body for an accepted id: %v, want 409", err)
	}
	if _, err := user.Publish("once", body); err != nil {
		t.Fatalf("the same request again: %v", err)
	}
	if info, _ := caller.Hear(t, heard, "once"); info.Status != 200 {
		t.Errorf("status %d, want 200", info.Status)
	}
	ack, err := user.Publish("once", body)
	if err != nil || !ack.Duplicate {
		t.Errorf("a third time: %+v, %v; want a duplicate", ack, err)
	}
	if n := published(t, inside); n != 1 {
		t.Errorf("%d messages were published, want 1", n)
	}
	if n := records(t, inside)[key]; n != 1 {
		t.Errorf("%d records, want 1", n)
	}
	if n := calls(t, s.Journal, "accepted once"); n != 1 {
		t.Errorf("the model was asked %d times, want 1", n)
	}
}

// published is how many exchanges ever went to dispatch.
func published(t *testing.T, b *bus.Bus) uint64 {
	t.Helper()
	s, err := b.JS.Stream(t.Context(), bus.StreamDispatch)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State.LastSeq
}
