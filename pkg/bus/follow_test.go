package bus_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// following collects what a follower is told, and "current" once.
func following(t *testing.T, b *bus.Bus, bucket, prefix string) <-chan string {
	t.Helper()
	told := make(chan string, 8192)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- b.Follow(ctx, bucket, prefix, func(c bus.Change) {
			if c.Deleted {
				told <- c.Key + " gone"
				return
			}
			told <- c.Key + "=" + string(c.Value)
		}, func() { told <- "current" })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return told
}

func expect(t *testing.T, told <-chan string, want ...string) {
	t.Helper()
	for _, w := range want {
		select {
		case got := <-told:
			if got != w {
				t.Fatalf("told %q, want %q", got, w)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("never told %q", w)
		}
	}
}

func put(t *testing.T, kv jetstream.KeyValue, key, value string) uint64 {
	t.Helper()
	rev, err := kv.PutString(t.Context(), key, value)
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

func TestFollow(t *testing.T) {
	s := bustest.Start(t)
	kv := bustest.Bucket(t, s.Connect(bus.UserIdentity), bus.BucketIdentity)
	empty := following(t, s.Connect(bus.UserEdge), bus.BucketIdentity, "")
	expect(t, empty, "current")
	put(t, kv, "user.a.x", "1")
	put(t, kv, "user.a.y", "1")
	expect(t, empty, "user.a.x=1", "user.a.y=1")
	put(t, kv, "user.a.x", "2")
	if err := kv.Delete(t.Context(), "user.a.y"); err != nil {
		t.Fatal(err)
	}
	expect(t, empty, "user.a.x=2", "user.a.y gone")

	late, part := following(t, s.Connect(bus.UserEdge), bus.BucketIdentity, ""), following(t, s.Connect(bus.UserConsole), bus.BucketIdentity, "token.")
	expect(t, late, "user.a.x=2", "user.a.y gone", "current")
	expect(t, part, "current")
	put(t, kv, "user.a.z", "1")
	put(t, kv, "token.1", "1")
	expect(t, late, "user.a.z=1", "token.1=1")
	expect(t, part, "token.1=1") // before it is replaced: the bucket keeps no older value
	if err := kv.Purge(t.Context(), "token.1"); err != nil {
		t.Fatal(err)
	}
	expect(t, late, "token.1 gone")
	expect(t, part, "token.1 gone")
}

// A bucket of more than a page, with the history that POLICY keeps.
func TestFollowPages(t *testing.T) {
	s := bustest.Start(t)
	kv := bustest.Bucket(t, s.Connect(bus.UserIdentity), bus.BucketPolicy)
	var want []string
	for i := range 600 {
		key := fmt.Sprintf("k%d", i%20)
		put(t, kv, key, fmt.Sprint(i))
		want = append(want, fmt.Sprintf("%s=%d", key, i))
	}
	expect(t, following(t, s.Connect(bus.UserGuard), bus.BucketPolicy, ""), append(want, "current")...)
}

// What the server did not tell is found: here it tells of nothing, as it would to
// one who had lost the connection.
func TestFollowFindsWhatItWasNotTold(t *testing.T) {
	s := bustest.Start(t)
	setup := s.Connect(bus.UserSetup)
	kv := bustest.Bucket(t, s.Connect(bus.UserDispatch), bus.BucketModels)
	told := following(t, s.Connect(bus.UserDLP), bus.BucketModels, "")
	expect(t, told, "current")
	stream, err := setup.JS.Stream(t.Context(), "KV_MODELS")
	if err != nil {
		t.Fatal(err)
	}
	quiet := stream.CachedInfo().Config
	tells := quiet.RePublish
	quiet.RePublish = nil
	if _, err := setup.JS.UpdateStream(t.Context(), quiet); err != nil {
		t.Fatal(err)
	}
	put(t, kv, "pool.a", "1")
	put(t, kv, "pool.b", "1")
	quiet.RePublish = tells
	if _, err := setup.JS.UpdateStream(t.Context(), quiet); err != nil {
		t.Fatal(err)
	}
	// One that is told shows the gap; none is told out of order.
	put(t, kv, "pool.c", "1")
	expect(t, told, "pool.a=1", "pool.b=1", "pool.c=1")
	// An old one, or one that bears no revision, changes nothing.
	for _, h := range []nats.Header{{"Nats-Sequence": {"1"}, "Nats-Subject": {"$KV.MODELS.pool.a"}, "Nats-Time-Stamp": {time.Now().Format(time.RFC3339Nano)}}, {}} {
		if err := setup.NC.PublishMsg(&nats.Msg{Subject: bus.ChangedSubject(bus.BucketModels, "pool.a"), Header: h, Data: []byte("old")}); err != nil {
			t.Fatal(err)
		}
	}
	put(t, kv, "pool.d", "1")
	expect(t, told, "pool.d=1")
}

func TestRead(t *testing.T) {
	s := bustest.Start(t)
	setup, b := s.Connect(bus.UserSetup), s.Connect(bus.UserProvenance)
	read := func(p bus.Page) ([]uint64, uint64) {
		t.Helper()
		p.Stream = bus.StreamFlags
		page, left, err := b.Read(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		var seqs []uint64
		for _, m := range page {
			if m.Time.IsZero() || m.Subject == "" || string(m.Data) != m.Subject {
				t.Errorf("read %+v", m)
			}
			seqs = append(seqs, m.Sequence)
		}
		return seqs, left
	}
	if got, left := read(bus.Page{Subject: "sluice.flag.>", Limit: 10}); len(got) != 0 || left != 0 {
		t.Errorf("of nothing: %v, %d", got, left)
	}
	for i := range 7 {
		category := []string{"dlp", "tool"}[i%2]
		if _, err := setup.JS.Publish(t.Context(), bus.RaiseSubject("high", category, "acme"), []byte(bus.FlagSubject("high", category, "acme"))); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		page bus.Page
		want []uint64
		left uint64
	}{
		{bus.Page{Subject: "sluice.flag.>", Limit: 10}, []uint64{1, 2, 3, 4, 5, 6, 7}, 0},
		{bus.Page{Subject: "sluice.flag.>", Limit: 3}, []uint64{1, 2, 3}, 4},
		{bus.Page{Subject: "sluice.flag.>", After: 5, Limit: 3}, []uint64{6, 7}, 0},
		{bus.Page{Subject: "sluice.flag.*.tool.acme", Limit: 2}, []uint64{2, 4}, 1},
		{bus.Page{Subject: "sluice.flag.*.tool.acme", After: 4, Limit: 2}, []uint64{6}, 0},
		{bus.Page{Subject: "sluice.flag.>", After: 7, Limit: 3}, nil, 0},
		{bus.Page{Subject: "sluice.flag.*.*.other", Limit: 3}, nil, 0},
		{bus.Page{Subject: "sluice.flag.>", Since: time.Now().Add(-time.Hour), Limit: 2}, []uint64{1, 2}, 5},
		{bus.Page{Subject: "sluice.flag.>", Since: time.Now().Add(time.Hour), Limit: 2}, nil, 0},
	} {
		if got, left := read(tt.page); !slices.Equal(got, tt.want) || left != tt.left {
			t.Errorf("%+v: %v and %d left", tt.page, got, left)
		}
	}
	if _, _, err := b.Read(t.Context(), bus.Page{Stream: "KV_IDENTITY", Subject: "$KV.IDENTITY.>", Limit: 1}); err == nil {
		t.Error("read what provenance may not")
	}
}
