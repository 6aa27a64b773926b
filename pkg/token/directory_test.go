package token_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/token"
)

// fixture is a directory over a real bucket.
type fixture struct {
	t       *testing.T
	kv      jetstream.KeyValue
	dir     *token.Directory
	now     time.Time
	changed chan token.Record
	stop    context.CancelFunc
	ended   chan error
}

func newFixture(t *testing.T) *fixture {
	b := bustest.Start(t).Connect(bus.UserIdentity)
	f := &fixture{
		t: t, kv: bustest.Bucket(t, b, bus.BucketIdentity), now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC),
		changed: make(chan token.Record, 64), ended: make(chan error, 1),
	}
	f.dir = token.NewDirectory(b, func() time.Time { return f.now })
	return f
}

func (f *fixture) watch() {
	ctx, stop := context.WithCancel(f.t.Context())
	f.stop = stop
	go func() { f.ended <- f.dir.Watch(ctx, func(r token.Record) { f.changed <- r }) }()
	await(f.t, f.dir.Ready())
}

// unwatch ends the watch: the copy stays as it is.
func (f *fixture) unwatch() {
	f.stop()
	if err := await(f.t, f.ended); err != nil {
		f.t.Fatal(err)
	}
}

func await[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came in 20 s")
		panic("not reached")
	}
}

func (f *fixture) put(key string, v any) {
	f.t.Helper()
	data, err := json.Marshal(v)
	if err == nil {
		_, err = f.kv.Put(f.t.Context(), key, data)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// grant stores a user and a token, and returns the token.
func (f *fixture) grant(tenant, user string) (string, token.Record) {
	f.t.Helper()
	text, r, err := token.New(tenant, user, f.now, time.Time{})
	if err != nil {
		f.t.Fatal(err)
	}
	f.put(token.UserKey(tenant, user), token.User{Tenant: tenant, User: user, Roles: []string{token.RoleApp}})
	f.put(token.RecordKey(r.ID), r)
	return text, r
}

func (f *fixture) verify(text string, want bool) {
	f.t.Helper()
	u, r, err := f.dir.Verify(f.t.Context(), text)
	switch {
	case want && (err != nil || u.User == "" || r.User != u.User || r.Tenant != u.Tenant):
		f.t.Errorf("a good token: %+v, %+v, %v", u, r, err)
	case !want && (err != token.ErrInvalid || u.User != "" || r.ID != ""):
		f.t.Errorf("a bad token: %+v, %+v, %v", u, r, err)
	}
}

func TestDirectoryFollows(t *testing.T) {
	f := newFixture(t)
	early, record := f.grant("acme", "alice")
	f.verify(early, false) // no copy yet: nothing verifies
	f.watch()
	await(t, f.changed)
	f.verify(early, true)
	if _, r, err := f.dir.Verify(t.Context(), early[:len(early)-1]+"!"); err != token.ErrInvalid || r.ID != "" {
		t.Errorf("got %v", err)
	}

	late, _ := f.grant("acme", "bob")
	if r := await(t, f.changed); r.User != "bob" {
		t.Errorf("told of %+v", r)
	}
	f.verify(late, true)

	record.Revoked = f.now
	f.put(token.RecordKey(record.ID), record)
	if r := await(t, f.changed); r.ID != record.ID || r.Revoked.IsZero() {
		t.Errorf("told of %+v", r)
	}
	f.verify(early, false)
	f.verify(late, true)
	f.unwatch()
}

func TestDirectoryLosesTokens(t *testing.T) {
	for name, lose := range map[string]func(f *fixture, key string) error{
		"deleted":   func(f *fixture, key string) error { return f.kv.Delete(f.t.Context(), key) },
		"purged":    func(f *fixture, key string) error { return f.kv.Purge(f.t.Context(), key) },
		"illegible": func(f *fixture, key string) error { _, err := f.kv.PutString(f.t.Context(), key, "{"); return err },
		"another's id": func(f *fixture, key string) error {
			_, err := f.kv.PutString(f.t.Context(), key, `{"id":"000000000000"}`)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			text, record := f.grant("acme", "alice")
			f.watch()
			await(t, f.changed)
			f.verify(text, true)
			if err := lose(f, token.RecordKey(record.ID)); err != nil {
				t.Fatal(err)
			}
			if r := await(t, f.changed); r.ID != record.ID || r.Revoked.IsZero() {
				t.Errorf("told of %+v", r)
			}
			f.verify(text, false)
		})
	}
}

// A user who is gone takes the tokens along.
func TestDirectoryLosesUser(t *testing.T) {
	f := newFixture(t)
	text, _ := f.grant("acme", "alice")
	f.watch()
	await(t, f.changed)
	if err := f.kv.Delete(t.Context(), token.UserKey("acme", "alice")); err != nil {
		t.Fatal(err)
	}
	f.grant("acme", "last")
	await(t, f.changed) // in order: the deletion has come
	f.verify(text, false)
}

// A token that is newer than the copy is found in the bucket.
func TestVerifyLooksUp(t *testing.T) {
	f := newFixture(t)
	f.watch()
	f.unwatch()
	text, record := f.grant("acme", "alice")
	f.verify(text, true)
	if got := f.dir.Tokens("acme"); len(got) != 1 || got[0].ID != record.ID {
		t.Errorf("tokens are %+v", got)
	}
	if got := f.dir.Tokens("other"); len(got) != 0 {
		t.Errorf("another tenant's tokens are %+v", got)
	}

	other, stray := f.grant("acme", "bob")
	if err := f.kv.Delete(t.Context(), token.UserKey("acme", "bob")); err != nil {
		t.Fatal(err)
	}
	f.verify(other, false) // the record is there, its user is not
	if _, ok := f.dir.Token(stray.ID); !ok {
		t.Error("the record was not looked up")
	}
	unknown, _, err := token.New("acme", "alice", f.now, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	f.verify(unknown, false)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := f.dir.Verify(ctx, unknown); err != token.ErrInvalid {
		t.Errorf("a bucket that does not answer: %v", err)
	}
}
