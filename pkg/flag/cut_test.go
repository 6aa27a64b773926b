package flag_test

import (
	"io"
	"log/slog"
	"net"
	"sync"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// cut is a wire that can be cut.
type cut struct {
	l    net.Listener
	to   string
	mu   sync.Mutex
	dead bool
	open []net.Conn
}

func newCut(t *testing.T, to string) *cut {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cut{l: l, to: to}
	t.Cleanup(func() { l.Close(); c.off() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			c.mu.Lock()
			if err != nil || c.dead {
				in.Close()
			} else {
				c.open = append(c.open, in, out)
				go pipe(in, out)
				go pipe(out, in)
			}
			c.mu.Unlock()
		}
	}()
	return c
}

func pipe(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	to.Close()
	from.Close()
}

// connect connects as the console over the wire.
func (c *cut) connect(t *testing.T, s *bustest.Server) *bus.Bus {
	t.Helper()
	seed, err := bus.Seed(s.Keys, bus.UserConsole)
	if err != nil {
		t.Fatal(err)
	}
	b, err := bus.Connect(t.Context(), bus.Options{URL: "nats://" + c.l.Addr().String(), Seed: seed, Name: bus.UserConsole, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func (c *cut) off() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dead = true
	for _, o := range c.open {
		o.Close()
	}
	c.open = nil
}

func (c *cut) on() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dead = false
}
