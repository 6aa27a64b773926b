package bus_test

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/nats-io/nats-server/v2/server"

	"sluice/pkg/bus"
)

func keysFolder(t *testing.T) string {
	t.Helper()
	keys := t.TempDir()
	if err := bus.EnsureCredentials(keys); err != nil {
		t.Fatal(err)
	}
	return keys
}

// The text that an operator is given must be what nats-server reads.
func TestConfigText(t *testing.T) {
	keys := keysFolder(t)
	store := filepath.Join(t.TempDir(), `a "quoted" folder, ü \ # {`)
	text, err := bus.ConfigText(bus.ServerConfig{Listen: "127.0.0.1:4222", StoreDir: store, Keys: keys, MaxPayload: 6 << 20})
	if err != nil {
		t.Fatal(err)
	}
	var o server.Options
	if err := o.ProcessConfigString(text); err != nil {
		t.Fatal(err)
	}
	if o.Host != "127.0.0.1" || o.Port != 4222 || o.MaxPayload != 6<<20 || o.StoreDir != store || !o.JetStream || o.SystemAccount != bus.AccountSystem {
		t.Errorf("read as %s:%d, payload %d, store %q", o.Host, o.Port, o.MaxPayload, o.StoreDir)
	}
	var accounts []string
	for _, a := range o.Accounts {
		accounts = append(accounts, a.Name)
	}
	slices.Sort(accounts)
	want := []string{bus.AccountApps, bus.AccountCallout, bus.AccountOps, bus.AccountSluice, bus.AccountSystem}
	for _, u := range bus.ServiceUsers() {
		want = append(want, bus.AccountOf(u))
	}
	slices.Sort(want)
	if !slices.Equal(accounts, want) {
		t.Errorf("accounts %v, want %v", accounts, want)
	}
	users := map[string]int{}
	for _, n := range o.Nkeys {
		users[n.Account.Name]++
	}
	for _, a := range want {
		most := 1
		if a == bus.AccountApps || a == bus.AccountOps {
			most = 0
		}
		if users[a] != most {
			t.Errorf("%d users in %s, want %d: a service is alone in its account, people get in by the callout only", users[a], a, most)
		}
	}
	if o.AuthCallout == nil || o.AuthCallout.Account != bus.AccountCallout || o.AuthCallout.XKey == "" || len(o.AuthCallout.AuthUsers) != len(o.Nkeys) {
		t.Errorf("the callout is %+v", o.AuthCallout)
	}
	for _, u := range append(bus.ServiceUsers(), bus.UserSetup, bus.UserSystem, bus.UserCallout) {
		seed, err := bus.Seed(keys, u)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, string(seed)) {
			t.Errorf("the configuration holds the seed of %s", u)
		}
	}
}

func TestConfigTextTLS(t *testing.T) {
	text, err := bus.ConfigText(bus.ServerConfig{Listen: "h:1", StoreDir: "s", Keys: keysFolder(t), TLSCert: `c "1".pem`, TLSKey: "k.pem"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, `cert_file: "c \"1\".pem", key_file: "k.pem"`) {
		t.Errorf("got %s", text)
	}
	if _, err := bus.ConfigText(bus.ServerConfig{Keys: t.TempDir()}); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "sluice nats config") {
		t.Errorf("no keys: %v", err)
	}
}

func TestStartEmbeddedRefuses(t *testing.T) {
	keys := keysFolder(t)
	for _, listen := range []string{"", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:-1"} {
		s, err := bus.StartEmbedded(bus.ServerConfig{Listen: listen, StoreDir: t.TempDir(), Keys: keys}, slog.New(slog.DiscardHandler))
		if err == nil {
			s.Shutdown()
			t.Errorf("%q: started", listen)
		}
	}
}

func TestCredentials(t *testing.T) {
	keys := filepath.Join(t.TempDir(), "new", "keys")
	if err := bus.EnsureCredentials(keys); err != nil {
		t.Fatal(err)
	}
	seeds := func() map[string]string {
		out := map[string]string{}
		files, err := filepath.Glob(filepath.Join(keys, "nats", "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			out[f] = string(data)
			if i, err := os.Stat(f); err != nil || i.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", filepath.Base(f), i.Mode(), err)
			}
		}
		return out
	}
	before := seeds()
	if len(before) != 14 {
		t.Errorf("%d keys", len(before))
	}
	// One is lost, and several processes start at once.
	if err := os.Remove(filepath.Join(keys, "nats", "dlp.nk")); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := bus.EnsureCredentials(keys); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for f, s := range seeds() {
		if strings.HasSuffix(f, "dlp.nk") == (before[f] == s) {
			t.Errorf("%s: made anew: %t", filepath.Base(f), before[f] != s)
		}
	}
	if k, err := bus.LoadCalloutKeys(keys); err != nil || k.Issuer == nil || k.XKey == nil {
		t.Errorf("got %v", err)
	}
	if _, err := bus.LoadCalloutKeys(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestWriteNew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "secret")
	if err := bus.WriteNew(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := bus.WriteNew(path, []byte("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file that stands there: %v", err)
	}
	if err := os.Symlink(path, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := bus.WriteNew(filepath.Join(dir, "link"), []byte("third")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a link: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "first" {
		t.Errorf("holds %q, %v", data, err)
	}
	if i, err := os.Stat(path); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", i.Mode(), err)
	}
	if err := bus.WriteNew(filepath.Join(dir, "none", "x"), nil); err == nil {
		t.Error("wrote into a folder that is not there")
	}
	var wg sync.WaitGroup
	won := make(chan string, 8)
	for i := range 8 {
		text := strings.Repeat(string(rune('a'+i)), 1000)
		wg.Go(func() {
			switch err := bus.WriteNew(filepath.Join(dir, "race"), []byte(text)); {
			case err == nil:
				won <- text
			case !errors.Is(err, fs.ErrExist):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	close(won)
	winner, more := <-won, len(won)
	if data, err := os.ReadFile(filepath.Join(dir, "race")); err != nil || more != 0 || string(data) != winner {
		t.Errorf("%d more winners, or the file is another's (%v)", more, err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".new-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
