package bus_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
)

// whole is a server in the layout of one process for all, and its keys.
func whole(t *testing.T) (*bus.Embedded, string) {
	t.Helper()
	keys := keysFolder(t)
	s, err := bus.StartEmbedded(bus.ServerConfig{
		Listen: "127.0.0.1:0", StoreDir: t.TempDir(), Keys: keys, MaxPayload: 6 << 20, Layout: bus.Whole,
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Shutdown)
	return s, keys
}

func join(t *testing.T, user, keys, url string, in nats.InProcessConnProvider) (*bus.Bus, error) {
	t.Helper()
	seed, err := bus.Seed(keys, user)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	b, err := bus.Connect(ctx, bus.Options{URL: url, InProcess: in, Seed: seed, Name: user, Log: slog.New(slog.DiscardHandler)})
	if err == nil {
		t.Cleanup(b.Close)
	}
	return b, err
}

// TestWholeCredentials: what a service may use inside the process is of no use
// outside it.
func TestWholeCredentials(t *testing.T) {
	s, keys := whole(t)
	for _, user := range bus.ServiceUsers() {
		if _, err := join(t, user, keys, "", s.Server()); err != nil {
			t.Errorf("%s in process: %v", user, err)
		}
		if _, err := join(t, user, keys, "nats://"+s.Addr(), nil); err == nil {
			t.Errorf("%s came in over the network", user)
		}
	}
	if _, err := join(t, bus.UserSetup, keys, "nats://"+s.Addr(), nil); err != nil {
		t.Errorf("the control: setup over the network: %v", err)
	}
}

// TestWholePermissions: in one account too, a service may say and hear what its role
// has and no more.
func TestWholePermissions(t *testing.T) {
	s, keys := whole(t)
	setup, err := join(t, bus.UserSetup, keys, "", s.Server())
	if err != nil {
		t.Fatal(err)
	}
	for user, subjects := range map[string]struct{ may, mayNot string }{
		bus.UserGuard:      {"sluice.stage.provenance.acme.interactive", "sluice.evidence.record.acme.k.1"},
		bus.UserEdge:       {"sluice.evidence.access.acme", "sluice.stage.guard.acme.interactive"},
		bus.UserDispatch:   {"sluice.stage.guard.acme.interactive", "sluice.response.acme.alice.r"},
		bus.UserProvenance: {"sluice.evidence.record.acme.k.1", "$KV.IDENTITY.user.acme.alice"},
		bus.UserConsole:    {"sluice.evidence.access.acme", "$JS.API.STREAM.PURGE.EVIDENCE"},
		bus.UserTelemetry:  {"$JS.API.STREAM.INFO.GUARD", "$JS.API.STREAM.DELETE.GUARD"},
	} {
		t.Run(user, func(t *testing.T) {
			b, err := join(t, user, keys, "", s.Server())
			if err != nil {
				t.Fatal(err)
			}
			// Only the second message of each pair is heard, where the first was refused.
			for _, subject := range []string{subjects.may, subjects.mayNot} {
				heard, err := setup.NC.SubscribeSync(subject)
				if err != nil {
					t.Fatal(err)
				}
				if err := setup.NC.Flush(); err != nil {
					t.Fatal(err)
				}
				if err := b.NC.Publish(subject, []byte("theirs")); err != nil {
					t.Fatal(err)
				}
				if err := b.NC.Flush(); err != nil {
					t.Fatal(err)
				}
				if err := setup.NC.Publish(subject, []byte("the mark")); err != nil {
					t.Fatal(err)
				}
				m, err := heard.NextMsg(5 * time.Second)
				if err != nil {
					t.Fatal(err)
				}
				if got := string(m.Data) == "theirs"; got != (subject == subjects.may) {
					t.Errorf("%s: heard %q", subject, m.Data)
				}
				_ = heard.Unsubscribe()
			}
		})
	}
}
