package chaos

import (
	"context"
	"sync"
)

// streamsFirst holds answers that are not streamed back while it is on, so that a
// stream is the first call of a batch that ends: how many requests are in flight
// then is no matter of how fast the machine is.
type streamsFirst struct {
	mu   sync.Mutex
	open chan struct{} // guarded by mu: nil while it is off, closed when it goes off
	held int           // guarded by mu
}

func (o *streamsFirst) on() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open, o.held = make(chan struct{}), 0
}

func (o *streamsFirst) off() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.end()
}

// end is called with mu held.
func (o *streamsFirst) end() {
	if o.open != nil {
		close(o.open)
		o.open = nil
	}
}

// pass waits while it is on; false: the caller has gone. Where every place of
// dispatch holds such an answer no stream could begin, so it goes off.
func (o *streamsFirst) pass(ctx context.Context) bool {
	o.mu.Lock()
	open := o.open
	if o.held++; o.held >= slots {
		o.end()
	}
	o.mu.Unlock()
	if open == nil {
		return true
	}
	select {
	case <-open:
		return true
	case <-ctx.Done():
		return false
	}
}
