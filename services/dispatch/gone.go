package dispatch

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
)

// gone knows which clients of live streams have gone: the stream in work is told
// at once, and one that begins within a while begins as ended.
type gone struct {
	now func() time.Time

	mu      sync.Mutex
	streams map[string]func()    // by key: ends the stream in work here
	early   map[string]time.Time // keys without one, by when they were heard of
}

// Bounds of what is remembered of streams that are not in work here.
const (
	maxEarly  = 4096
	earlyTime = 2 * time.Minute
)

func newGone(now func() time.Time) *gone {
	return &gone{now: now, streams: map[string]func(){}, early: map[string]time.Time{}}
}

func (g *gone) listen(nc *nats.Conn) error {
	_, err := nc.Subscribe(bus.Cancel+".*", func(m *nats.Msg) { g.left(strings.TrimPrefix(m.Subject, bus.Cancel+".")) })
	if err != nil {
		return fmt.Errorf("listening for clients that go: %w", err)
	}
	return nil
}

func (g *gone) left(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if end, ok := g.streams[key]; ok {
		end()
		return
	}
	if len(g.early) >= maxEarly {
		g.forget(earlyTime)
	}
	if len(g.early) >= maxEarly {
		g.forget(0)
	}
	g.early[key] = g.now()
}

func (g *gone) forget(age time.Duration) {
	for key, at := range g.early {
		if g.now().Sub(at) >= age {
			delete(g.early, key)
		}
	}
}

// watch calls end, once or more often, when the client of key goes or if it has
// gone. The returned function ends the watch.
func (g *gone) watch(key string, end func()) (stop func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at, ok := g.early[key]; ok {
		delete(g.early, key)
		if g.now().Sub(at) < earlyTime {
			end()
		}
	}
	g.streams[key] = end
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.streams, key)
	}
}
