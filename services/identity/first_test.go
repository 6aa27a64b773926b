package identity_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/scan"
	"sluice/pkg/token"
	"sluice/services/identity"
)

// world is the service on a real server.
type world struct {
	*bustest.Server
	t       *testing.T
	deps    identity.Deps
	changed chan token.Record
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s := bustest.Start(t)
	keys, err := bus.LoadCalloutKeys(s.Keys)
	if err != nil {
		t.Fatal(err)
	}
	b := s.Connect(bus.UserIdentity)
	kv := bustest.Bucket(t, b, bus.BucketIdentity)
	dir := token.NewDirectory(b, time.Now)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	changed := make(chan token.Record, 64)
	go func() { ended <- dir.Watch(ctx, func(r token.Record) { changed <- r }) }()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	select {
	case <-dir.Ready():
	case <-time.After(20 * time.Second):
		t.Fatal("the directory is not ready")
	}
	builtIn, err := policy.Load("", names.Known(scan.Default()))
	if err != nil {
		t.Fatal(err)
	}
	return &world{Server: s, t: t, changed: changed, deps: identity.Deps{
		Bus: b, Callout: s.Connect(bus.UserCallout), System: s.Connect(bus.UserSystem), KV: kv, Keys: keys,
		Directory: dir, Data: t.TempDir(), Log: slog.New(slog.DiscardHandler), Now: time.Now,
		Policies: policy.NewStore(bustest.Bucket(t, b, bus.BucketPolicy), time.Now), Known: names.Known(scan.Default()), Policy: builtIn,
	}}
}

func (w *world) file() string { return filepath.Join(w.deps.Data, identity.TokenFile) }

// token is what the file holds.
func (w *world) token() string {
	w.t.Helper()
	data, err := os.ReadFile(w.file())
	if err != nil {
		w.t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}

func (w *world) start() error {
	_, err := identity.Start(w.t.Context(), w.deps)
	return err
}

func (w *world) put(key string, v any) {
	w.t.Helper()
	data, err := json.Marshal(v)
	if err == nil {
		_, err = w.deps.KV.Put(w.t.Context(), key, data)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// stored is the bucket as it is: value and revision by key.
func (w *world) stored() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	kv := bustest.Bucket(w.t, w.Connect(bus.UserSetup), bus.BucketIdentity)
	keys, err := kv.Keys(w.t.Context())
	if err != nil && !errors.Is(err, jetstream.ErrNoKeysFound) {
		w.t.Fatal(err)
	}
	for _, k := range keys {
		e, err := w.deps.KV.Get(w.t.Context(), k)
		if err != nil {
			w.t.Fatal(err)
		}
		out[k] = string(e.Value())
	}
	return out
}

// good says whether the file's token opens the door, with both roles.
func (w *world) good() {
	w.t.Helper()
	u, _, err := w.deps.Directory.Verify(w.t.Context(), w.token())
	if err != nil || u.Tenant != identity.FirstTenant || u.User != identity.FirstUser || !u.Has(token.RoleApp) || !u.Has(token.RoleAdmin) {
		w.t.Errorf("the first token gives %+v, %v", u, err)
	}
	for k, v := range w.stored() {
		if _, secret, err := token.Parse(w.token()); err != nil || strings.Contains(v, secret) {
			w.t.Errorf("%s holds the secret (%v)", k, err)
		}
	}
}

func TestFirstStart(t *testing.T) {
	w := newWorld(t)
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	w.good()
	if i, err := os.Stat(w.file()); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", i.Mode(), err)
	}
	text, before := w.token(), w.stored()
	if len(before) != 2 {
		t.Errorf("stored %v", before)
	}
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	after := w.stored()
	if w.token() != text || len(after) != 2 {
		t.Error("a second start made another token")
	}
	for k := range before {
		if before[k] != after[k] {
			t.Errorf("%s was changed", k)
		}
	}
	// An operator who has read the token may remove its file.
	if err := os.Remove(w.file()); err != nil {
		t.Fatal(err)
	}
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(w.file()); err == nil || len(w.stored()) != 2 {
		t.Error("a start after the first made a token")
	}
}

// A crash between any two steps leaves what the next start goes on from.
func TestFirstStartAfterCrash(t *testing.T) {
	text, record, err := token.New(identity.FirstTenant, identity.FirstUser, time.Now(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for name, crash := range map[string]func(w *world){
		"file written": func(*world) {},
		"record stored": func(w *world) {
			w.put(token.RecordKey(record.ID), record)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if err := os.WriteFile(w.file(), []byte(text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			crash(w)
			if err := w.start(); err != nil {
				t.Fatal(err)
			}
			if w.token() != text || len(w.stored()) != 2 {
				t.Errorf("the file's token is no longer the one, or there are more: %v", w.stored())
			}
			w.good()
		})
	}
}

func TestFirstStartRefuses(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "no token": "planted " + "text", "cut": "slc_0123456789ab_xyz"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if err := os.WriteFile(w.file(), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			err := w.start()
			if err == nil || !strings.Contains(err.Error(), "move it away and start again") || text != "" && strings.Contains(err.Error(), text) {
				t.Errorf("got %v", err)
			}
			if got := w.stored(); len(got) > 0 {
				t.Errorf("stored %v", got)
			}
		})
	}
	w := newWorld(t)
	w.deps.Data = filepath.Join(w.deps.Data, "none")
	if err := w.start(); err == nil {
		t.Error("started without a folder for the token")
	}
}
