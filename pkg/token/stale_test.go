package token

import (
	"encoding/json"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// A look-up may answer from before a change that the watch has brought already,
// most of all where a replica answers it. It must not bring a token back.
func TestOldEntryChangesNothing(t *testing.T) {
	b := bustest.Start(t).Connect(bus.UserIdentity)
	kv := bustest.Bucket(t, b, bus.BucketIdentity)
	changes := make(chan bus.Change, 8)
	go func() {
		_ = b.Follow(t.Context(), bus.BucketIdentity, "", func(c bus.Change) { changes <- c }, func() {})
	}()
	text, record, err := New("acme", "alice", now, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	revoked := record
	revoked.Revoked = now
	put := func(key string, v any) bus.Change {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := kv.Put(t.Context(), key, data); err != nil {
			t.Fatal(err)
		}
		return <-changes
	}
	user := put(UserKey("acme", "alice"), User{Tenant: "acme", User: "alice"})
	first := put(RecordKey(record.ID), record)
	second := put(RecordKey(record.ID), revoked)
	if err := kv.Delete(t.Context(), RecordKey(record.ID)); err != nil {
		t.Fatal(err)
	}
	gone := <-changes

	for name, entries := range map[string][]bus.Change{
		"revoked": {user, first, second, first},
		"deleted": {user, first, gone, first, second},
		"unseen":  {user, gone, first},
	} {
		d := NewDirectory(b, func() time.Time { return now })
		d.markReady()
		for i, e := range entries {
			d.apply(e)
			if _, _, err := d.Verify(t.Context(), text); (err == nil) != (e.Revision == first.Revision && i == 1 && name != "unseen") {
				t.Errorf("%s: after entry %d: %v", name, i, err)
			}
		}
	}
	half := NewDirectory(b, func() time.Time { return now })
	half.apply(user)
	half.apply(first)
	if _, _, err := half.Verify(t.Context(), text); err != ErrInvalid {
		t.Errorf("a copy that is not whole: %v", err)
	}
	d := NewDirectory(b, func() time.Time { return now })
	d.markReady()
	d.apply(second) // looked up
	if r, told := d.apply(second); !told || r.Revoked.IsZero() {
		t.Error("the watch's own word of a revocation was dropped")
	}
}
