package seal_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/tink-crypto/tink-go/v2/tink"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/seal"
)

func kek(t testing.TB) tink.AEAD {
	t.Helper()
	keys := t.TempDir()
	if err := seal.EnsureKEK(keys, bus.WriteNew); err != nil {
		t.Fatal(err)
	}
	a, err := seal.LoadKEK(keys)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func at(month time.Month) func() time.Time {
	return func() time.Time { return time.Date(2026, month, 15, 0, 0, 0, 0, time.UTC) }
}

var whose = seal.Binding{Tenant: "acme", User: "alice", Request: "r", Section: "prompt"}

// TestSeal uses the KEYS bucket of a real server throughout; each part has its
// own tenants.
func TestSeal(t *testing.T) {
	srv := bustest.Start(t)
	b, setup := srv.Connect(bus.UserDLP), srv.Connect(bus.UserSetup)
	// No stage can destroy a key; the stream's owner purges it.
	destroy := func(name string) {
		t.Helper()
		s, err := setup.JS.Stream(t.Context(), "KV_"+bus.BucketKeys)
		if err == nil {
			err = s.Purge(t.Context(), jetstream.WithPurgeSubject("$KV."+bus.BucketKeys+"."+name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	store := bus.KeyStore{KV: bustest.Bucket(t, b, bus.BucketKeys)}
	key := kek(t)
	sealer := func(month time.Month) *seal.Sealer { return seal.New(key, store, at(month)) }

	t.Run("binding", func(t *testing.T) { binding(t, sealer(11)) })
	t.Run("months", func(t *testing.T) { months(t, store, sealer) })
	t.Run("changed", func(t *testing.T) { changed(t, sealer(11)) })
	t.Run("race", func(t *testing.T) { race(t, store, key) })
	t.Run("wrong KEK", func(t *testing.T) { wrongKEK(t, store, sealer(11)) })
	t.Run("moved key", func(t *testing.T) { movedKey(t, store, sealer) })
	t.Run("destroyed", func(t *testing.T) { destroyed(t, destroy, store, sealer) })
	t.Run("destroyed in use", func(t *testing.T) { destroyedInUse(t, destroy, store, key) })
	t.Run("pseudonyms", func(t *testing.T) { pseudonyms(t, sealer) })
	t.Run("digest", func(t *testing.T) { digest(t, sealer) })
}

func sealed(t *testing.T, s *seal.Sealer, b seal.Binding, plain string) []byte {
	t.Helper()
	out, err := s.Seal(t.Context(), b, []byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func binding(t *testing.T, s *seal.Sealer) {
	ct := sealed(t, s, whose, "the plain text")
	if bytes.Contains(ct, []byte("plain")) {
		t.Fatal("sealed content can be read")
	}
	if got, err := s.Open(t.Context(), whose, ct); err != nil || string(got) != "the plain text" {
		t.Fatalf("got %q, %v", got, err)
	}
	// The others have keys of their own, and some one month in common.
	for _, other := range []seal.Binding{
		{Tenant: "other", User: "alice", Request: "r", Section: "prompt"},
		{Tenant: "acme", User: "bob", Request: "r", Section: "prompt"},
		{Tenant: "acme", User: "alice", Request: "q", Section: "prompt"},
		{Tenant: "acme", User: "alice", Request: "r", Section: "restore"},
		{Tenant: "acme", User: "alice", Request: "rprompt", Section: ""},
		{Tenant: "acme", User: "alice.2026-11", Request: "r", Section: "prompt"},
	} {
		sealed(t, s, other, "theirs")
		if _, err := s.Open(t.Context(), other, ct); !errors.Is(err, seal.ErrOpen) {
			t.Errorf("moved to %+v: %v", other, err)
		}
	}
	if a, b := sealed(t, s, whose, ""), sealed(t, s, whose, ""); bytes.Equal(a, b) {
		t.Error("the same text is sealed the same way twice")
	}
}

func months(t *testing.T, store bus.KeyStore, sealer func(time.Month) *seal.Sealer) {
	first := sealed(t, sealer(11), whose, "november")
	second := sealed(t, sealer(12), whose, "december")
	late := sealer(12)
	for want, ct := range map[string][]byte{"november": first, "december": second} {
		if got, err := late.Open(t.Context(), whose, ct); err != nil || string(got) != want {
			t.Errorf("%s: got %q, %v", want, got, err)
		}
	}
	for _, name := range []string{"subject.acme.alice.2026-11", "subject.acme.alice.2026-12"} {
		if _, err := store.Get(t.Context(), name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func changed(t *testing.T, s *seal.Sealer) {
	ct := sealed(t, s, whose, "x")
	for i := range ct {
		bad := bytes.Clone(ct)
		bad[i] ^= 1
		if _, err := s.Open(t.Context(), whose, bad); !errors.Is(err, seal.ErrOpen) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for n := range ct {
		if _, err := s.Open(t.Context(), whose, ct[:n]); !errors.Is(err, seal.ErrOpen) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
	long := seal.Binding{Tenant: strings.Repeat("t", 200), User: strings.Repeat("u", 64)}
	if _, err := s.Seal(t.Context(), long, nil); err == nil {
		t.Error("a key name over 255 bytes was used")
	}
}

// together is a store whose first answers come only when all have asked.
type together struct {
	bus.KeyStore
	asked *sync.WaitGroup
	once  sync.Once
}

func (s *together) Get(ctx context.Context, name string) ([]byte, error) {
	wrapped, err := s.KeyStore.Get(ctx, name)
	s.once.Do(func() {
		s.asked.Done()
		s.asked.Wait()
	})
	return wrapped, err
}

// Sealers of several processes that make a key at the same moment must agree.
func race(t *testing.T, store bus.KeyStore, key tink.AEAD) {
	const workers = 8
	var asked, wg sync.WaitGroup
	asked.Add(workers)
	all := make([]*seal.Sealer, workers)
	cts := make([][]byte, workers)
	errs := make([]error, workers)
	b := seal.Binding{Tenant: "race", User: "u", Request: "r", Section: "s"}
	for i := range workers {
		all[i] = seal.New(key, &together{KeyStore: store, asked: &asked}, at(11))
		wg.Go(func() { cts[i], errs[i] = all[i].Seal(t.Context(), b, []byte("x")) })
	}
	wg.Wait()
	for i, s := range all {
		for j, ct := range cts {
			if _, err := s.Open(t.Context(), b, ct); err != nil || errs[j] != nil {
				t.Fatalf("%d does not open what %d sealed: %v, %v", i, j, err, errs[j])
			}
		}
	}
}

func wrongKEK(t *testing.T, store bus.KeyStore, s *seal.Sealer) {
	ct := sealed(t, s, whose, "x")
	other := seal.New(kek(t), store, at(11))
	_, errOpen := other.Open(t.Context(), whose, ct)
	_, errSeal := other.Seal(t.Context(), whose, nil)
	for _, err := range []error{errOpen, errSeal} {
		if err == nil || errors.Is(err, seal.ErrOpen) || !strings.Contains(err.Error(), "--keys folder") {
			t.Errorf("got %v", err)
		}
	}
}

// A wrapped key that was copied over another's name does not unwrap there.
func movedKey(t *testing.T, store bus.KeyStore, sealer func(time.Month) *seal.Sealer) {
	sealed(t, sealer(11), seal.Binding{Tenant: "moved", User: "from"}, "x")
	wrapped, err := store.Get(t.Context(), "subject.moved.from.2026-11")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Create(t.Context(), "subject.moved.to.2026-11", wrapped); err != nil {
		t.Fatal(err)
	}
	if _, err := sealer(11).Seal(t.Context(), seal.Binding{Tenant: "moved", User: "to"}, nil); err == nil {
		t.Error("another's key was used")
	}
}

func destroyed(t *testing.T, destroy func(string), store bus.KeyStore, sealer func(time.Month) *seal.Sealer) {
	b := seal.Binding{Tenant: "gone", User: "u", Request: "r", Section: "s"}
	ct := sealed(t, sealer(11), b, "x")
	destroy("subject.gone.u.2026-11")
	if _, err := sealer(11).Open(t.Context(), b, ct); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("got %v", err)
	}
	if _, err := store.Get(t.Context(), "subject.gone.u.2026-11"); !errors.Is(err, seal.ErrNoKey) {
		t.Errorf("opening made a key: %v", err)
	}
	// What is sealed later has a new key, and what was destroyed stays so.
	sealed(t, sealer(11), b, "y")
	if _, err := sealer(11).Open(t.Context(), b, ct); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("under a new key: %v", err)
	}
}

// A process that has used a key forgets it in time.
func destroyedInUse(t *testing.T, destroy func(string), store bus.KeyStore, key tink.AEAD) {
	now := at(11)()
	s := seal.New(key, store, func() time.Time { return now })
	b := seal.Binding{Tenant: "used", User: "u", Request: "r", Section: "s"}
	ct := sealed(t, s, b, "x")
	destroy("subject.used.u.2026-11")
	now = now.Add(5 * time.Minute)
	if _, err := s.Open(t.Context(), b, ct); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("five minutes after its key was destroyed: %v", err)
	}
}

func pseudonyms(t *testing.T, sealer func(time.Month) *seal.Sealer) {
	name := func(tenant, typ, value string) string {
		f, err := sealer(11).Pseudonyms(t.Context(), tenant)
		if err != nil {
			t.Fatal(err)
		}
		return f(typ, value)
	}
	p := name("a", "EMAIL_ADDRESS", "x@example.com")
	if !regexp.MustCompile(`^<EMAIL_ADDRESS_[a-km-z2-9]{12}>$`).MatchString(p) {
		t.Errorf("got %s", p)
	}
	if again := name("a", "EMAIL_ADDRESS", "x@example.com"); again != p {
		t.Errorf("%s is %s the second time", p, again)
	}
	all := []string{p, name("b", "EMAIL_ADDRESS", "x@example.com"), name("a", "EMAIL_ADDRESS", "y@example.com"), name("a", "SECRET", "x@example.com")}
	for i := range all {
		all[i] = all[i][strings.LastIndex(all[i], "_"):]
	}
	slices.Sort(all)
	if len(slices.Compact(all)) != 4 {
		t.Errorf("pseudonyms are the same over tenants, values or types: %v", all)
	}
}

func digest(t *testing.T, sealer func(time.Month) *seal.Sealer) {
	of := func(month time.Month, tenant, what, text string) string {
		d, err := sealer(month).Digest(t.Context(), tenant, what, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := of(11, "a", "input", "text")
	if !regexp.MustCompile(`^hmac-sha256:[0-9a-f]{64}$`).MatchString(d) {
		t.Errorf("got %s", d)
	}
	if of(12, "a", "input", "text") != d {
		t.Error("the digest is another next month")
	}
	for _, other := range []string{of(11, "b", "input", "text"), of(11, "a", "output", "text"), of(11, "a", "input", "text2"), of(11, "a", "inputtext", "")} {
		if other == d {
			t.Error("digests of different things match")
		}
	}
}

func TestKEKFile(t *testing.T) {
	keys := t.TempDir()
	if _, err := seal.LoadKEK(keys); err == nil || !strings.Contains(err.Error(), "sluice nats config") {
		t.Errorf("no file: %v", err)
	}
	if err := seal.EnsureKEK(keys, bus.WriteNew); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(keys, "kek.json")
	first, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := seal.EnsureKEK(keys, bus.WriteNew); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(path); !bytes.Equal(again, first) {
		t.Error("the key was made anew")
	}
	if i, err := os.Stat(path); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", i.Mode(), err)
	}
	for name, data := range map[string]string{"no JSON": "secret-" + "bytes", "cut": string(first[:len(first)/2]), "empty": ""} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := seal.LoadKEK(keys); err == nil || strings.Contains(err.Error(), "secret-") {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("disk full")
	if err := seal.EnsureKEK(keys, func(string, []byte) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// A store that fails must not read as a destroyed key.
func TestStoreFails(t *testing.T) {
	b := bustest.Start(t).Connect(bus.UserDLP)
	store := bus.KeyStore{KV: bustest.Bucket(t, b, bus.BucketKeys)}
	key := kek(t)
	ct := sealed(t, seal.New(key, store, at(11)), whose, "x")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := seal.New(key, store, at(11)).Open(ctx, whose, ct); err == nil || errors.Is(err, seal.ErrOpen) {
		t.Errorf("got %v", err)
	}
}

func BenchmarkSealOpen(b *testing.B) {
	nc := bustest.Start(b).Connect(bus.UserDLP)
	s := seal.New(kek(b), bus.KeyStore{KV: bustest.Bucket(b, nc, bus.BucketKeys)}, at(11))
	plain := make([]byte, 2048)
	for b.Loop() {
		ct, err := s.Seal(b.Context(), whose, plain)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Open(b.Context(), whose, ct); err != nil {
			b.Fatal(err)
		}
	}
}
