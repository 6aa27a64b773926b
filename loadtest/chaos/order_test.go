package chaos

import (
	"context"
	"sync"
)

// firstStreams is how many streams the model has in hand before any other request
// of such a batch is sent: no step dies at a later passing.
const firstStreams = 2

// streamsFirst makes a stream the first call of a batch that ends, while it is on,
// so that how many requests are in flight then is no matter of how fast the machine
// is. Streams wait until every place of dispatch is taken. Answers that are not
// streamed wait until it is off; their requests are sent once some streams have
// their places, so they never take them all.
type streamsFirst struct {
	mu    sync.Mutex
	begun chan struct{} // guarded by mu: closed once firstStreams streams wait
	full  chan struct{} // guarded by mu: closed once every place is taken
	over  chan struct{} // guarded by mu: nil while it is off, closed when it goes off
	held  int           // guarded by mu
	lives int           // guarded by mu
}

// on returns what is closed when the requests that are not streamed may be sent.
func (o *streamsFirst) on() (begun <-chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.begun, o.full, o.over = make(chan struct{}), make(chan struct{}), make(chan struct{})
	o.held, o.lives = 0, 0
	return o.begun
}

func (o *streamsFirst) off() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.over == nil {
		return
	}
	if o.lives < firstStreams {
		close(o.begun)
	}
	if o.held < slots {
		close(o.full)
	}
	close(o.over)
	o.over = nil
}

// pass waits while an answer is held; false: the caller has gone.
func (o *streamsFirst) pass(ctx context.Context, live bool) bool {
	select {
	case <-o.take(live):
		return true
	case <-ctx.Done():
		return false
	}
}

// take counts an answer in and returns what it waits for.
func (o *streamsFirst) take(live bool) <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.over == nil {
		open := make(chan struct{})
		close(open)
		return open
	}
	if o.held++; o.held == slots {
		close(o.full)
	}
	if !live {
		return o.over
	}
	if o.lives++; o.lives == firstStreams {
		close(o.begun)
	}
	return o.full
}
