package dispatch

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/live"
)

// gone knows which clients at the edge have gone: the call in work for one is told
// at once, streamed or not, and one that begins within a while begins as ended.
type gone struct {
	now func() time.Time

	mu    sync.Mutex
	calls map[string]*watched  // by key: in work here
	early map[string]departure // from exchanges that are not
}

// watched is a call in work, and the edge where its client is.
type watched struct {
	edge string
	end  func()
}

// departure is from where a client has gone, and when that was heard.
type departure struct {
	edge string
	at   time.Time
}

// Bounds of what is remembered of exchanges that are not in work here.
const (
	maxEarly  = 4096
	earlyTime = 2 * time.Minute
)

func newGone(now func() time.Time) *gone {
	return &gone{now: now, calls: map[string]*watched{}, early: map[string]departure{}}
}

func (g *gone) listen(nc *nats.Conn) error {
	_, err := nc.Subscribe(bus.Cancel+".*", func(m *nats.Msg) {
		var l live.Leave
		if json.Unmarshal(m.Data, &l) == nil {
			g.heard(strings.TrimPrefix(m.Subject, bus.Cancel+"."), l)
		}
	})
	if err != nil {
		return fmt.Errorf("listening for clients that go: %w", err)
	}
	return nil
}

func (g *gone) heard(key string, l live.Leave) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if l.Back {
		delete(g.early, key)
		return
	}
	if w, ok := g.calls[key]; ok {
		if w.edge == l.Edge {
			w.end()
		}
		return
	}
	if len(g.early) >= maxEarly {
		g.forget(earlyTime)
	}
	if len(g.early) >= maxEarly {
		g.forget(0)
	}
	g.early[key] = departure{l.Edge, g.now()}
}

func (g *gone) forget(age time.Duration) {
	for key, d := range g.early {
		if g.now().Sub(d.at) >= age {
			delete(g.early, key)
		}
	}
}

// watch calls end, once or more often, when the client of key goes from its edge or
// if it has gone. The returned function ends the watch. At no edge, "", nobody goes: a
// caller over NATS is not seen to.
func (g *gone) watch(key, edge string, end func()) (stop func()) {
	if edge == "" {
		return func() {}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if d, ok := g.early[key]; ok {
		delete(g.early, key)
		if d.edge == edge && g.now().Sub(d.at) < earlyTime {
			end()
		}
	}
	w := &watched{edge, end}
	g.calls[key] = w
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.calls[key] == w {
			delete(g.calls, key)
		}
	}
}
