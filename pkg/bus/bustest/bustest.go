// Package bustest starts a real NATS server in a test's own folder, set up as
// `sluice up` does it, with streams and buckets made. It is for tests only, and
// asserts nothing.
package bustest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// Server is a running server. Its parts end with the test.
type Server struct {
	*bus.Embedded
	Keys    string // folder with the credentials of Sluice's own users
	payload int64
	t       testing.TB
}

// MaxPayload is that of the default configuration, in bytes.
const MaxPayload = 6 << 20

// Limits are the topology's, with a short AckWait.
func Limits() bus.Limits {
	return bus.Limits{Replicas: 1, AckWait: time.Second, Backlog: 1000}
}

// Start starts a server and provisions it.
func Start(t testing.TB) *Server {
	t.Helper()
	return StartWith(t, MaxPayload)
}

// StartWith is Start with another payload limit.
func StartWith(t testing.TB, payload int64) *Server {
	t.Helper()
	s := bare(t, payload)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := s.Connect(bus.UserSetup).Provision(ctx, Limits()); err != nil {
		t.Fatal(err)
	}
	return s
}

// Bare starts a server without streams and buckets.
func Bare(t testing.TB) *Server {
	t.Helper()
	return bare(t, MaxPayload)
}

func bare(t testing.TB, payload int64) *Server {
	t.Helper()
	keys := t.TempDir()
	if err := bus.EnsureCredentials(keys); err != nil {
		t.Fatal(err)
	}
	srv, err := bus.StartEmbedded(bus.ServerConfig{
		Listen: "127.0.0.1:0", StoreDir: t.TempDir(), Keys: keys, MaxPayload: payload,
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Shutdown)
	return &Server{Embedded: srv, Keys: keys, payload: payload, t: t}
}

// Connect connects as one of Sluice's own users.
func (s *Server) Connect(user string) *bus.Bus {
	s.t.Helper()
	seed, err := bus.Seed(s.Keys, user)
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	b, err := bus.Connect(ctx, bus.Options{
		InProcess: s.Embedded.Server(), Seed: seed, Name: user, Log: slog.New(slog.DiscardHandler), MinPayload: s.payload,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(b.Close)
	return b
}

// Bucket opens one of the buckets.
func Bucket(t testing.TB, b *bus.Bus, name string) jetstream.KeyValue {
	t.Helper()
	kv, err := b.Bucket(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return kv
}
