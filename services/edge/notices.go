package edge

import (
	"fmt"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
)

// notices tells waiting calls that their record cannot be stored now. One
// subscription serves the whole process: notices are rare.
type notices struct {
	mu      sync.Mutex
	waiting map[string]map[chan struct{}]bool
}

func listen(nc *nats.Conn) (*notices, error) {
	n := &notices{waiting: map[string]map[chan struct{}]bool{}}
	_, err := nc.Subscribe(bus.Notice+".*", func(m *nats.Msg) {
		n.tell(strings.TrimPrefix(m.Subject, bus.Notice+"."))
	})
	if err != nil {
		return nil, fmt.Errorf("subscribing to notices: %w", err)
	}
	return n, nil
}

func (n *notices) tell(key string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for c := range n.waiting[key] {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// wait returns a channel that hears of key until stop is called.
func (n *notices) wait(key string) (heard <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.waiting[key] == nil {
		n.waiting[key] = map[chan struct{}]bool{}
	}
	n.waiting[key][c] = true
	return c, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.waiting[key], c)
		if len(n.waiting[key]) == 0 {
			delete(n.waiting, key)
		}
	}
}
