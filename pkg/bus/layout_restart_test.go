package bus_test

import (
	"log/slog"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// TestLayoutsShareData: what was stored under one layout is there under the other, with
// the consumers that had a part of it in hand.
func TestLayoutsShareData(t *testing.T) {
	keys, data := keysFolder(t), t.TempDir()
	for n, layout := range []bus.Layout{bus.Apart, bus.Whole, bus.Apart} {
		s, err := bus.StartEmbedded(bus.ServerConfig{
			Listen: "127.0.0.1:0", StoreDir: data, Keys: keys, MaxPayload: 6 << 20, Layout: layout,
		}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.Shutdown)
		setup, err := join(t, bus.UserSetup, keys, "", s.Server())
		if err != nil {
			t.Fatal(err)
		}
		if err := setup.Provision(t.Context(), bustest.Limits()); err != nil {
			t.Fatal(err)
		}
		guard, err := join(t, bus.UserGuard, keys, "", s.Server())
		if err != nil {
			t.Fatal(err)
		}
		if err := guard.Await(t.Context()); err != nil {
			t.Fatal(err)
		}
		c, err := guard.JS.Consumer(t.Context(), "GUARD", bus.ConsumerName("guard", bus.LaneBatch))
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			m, err := c.Next()
			if err != nil || string(m.Data()) != "before" {
				t.Fatalf("layout %d: what waited is gone: %v", layout, err)
			}
			if err := m.DoubleAck(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := setup.JS.Publish(t.Context(), bus.StageSubject("guard", "acme", bus.LaneBatch), []byte("before")); err != nil {
			t.Fatal(err)
		}
		guard.Close()
		setup.Close()
		s.Shutdown()
	}
}
