package chaos

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// load is what the clients share.
type load struct {
	edge, natsURL, token string
	http                 *http.Client

	mu      sync.Mutex
	open    map[string]bool // guarded by mu: ids without an outcome
	copies  []copyOf        // guarded by mu
	streams []stream        // guarded by mu
	retries int             // guarded by mu
	notes   []string        // guarded by mu: what no client may ever see
}

func newLoad(edge, natsURL, token string) *load {
	return &load{
		edge: edge, natsURL: natsURL, token: token, open: map[string]bool{},
		http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	}
}

// start sends every ask of a batch at once, but those that are not streamed only
// when others is closed, where it is not nil. The channel is closed when all have
// their outcome; their clients try until ctx ends.
func (l *load) start(ctx context.Context, batch []ask, others <-chan struct{}) (done <-chan struct{}) {
	var all sync.WaitGroup
	l.mu.Lock()
	for _, a := range batch {
		l.open[a.ID] = true
	}
	l.mu.Unlock()
	for _, a := range batch {
		all.Go(func() {
			if others != nil && !a.Live {
				select {
				case <-others:
				case <-ctx.Done():
				}
			}
			c, ok := l.ask(ctx, a)
			if !ok {
				return
			}
			l.saw(c)
			l.mu.Lock()
			defer l.mu.Unlock()
			delete(l.open, a.ID)
		})
	}
	out := make(chan struct{})
	go func() { all.Wait(); close(out) }()
	return out
}

func (l *load) ask(ctx context.Context, a ask) (copyOf, bool) {
	if a.door == "nats" {
		return l.overNATS(ctx, a)
	}
	return l.overHTTP(ctx, a)
}

// inFlight is how many clients wait for an outcome.
func (l *load) inFlight() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.open)
}

func (l *load) waiting() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for id := range l.open {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func (l *load) saw(c copyOf) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.copies = append(l.copies, c)
}

func (l *load) heard(s stream) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.streams = append(l.streams, s)
}

func (l *load) note(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.notes = append(l.notes, fmt.Sprintf(format, args...))
}

// again pauses before a client tries once more; false: no more.
func (l *load) again(ctx context.Context) bool {
	l.mu.Lock()
	l.retries++
	l.mu.Unlock()
	select {
	case <-ctx.Done():
		return false
	case <-time.After(150 * time.Millisecond):
		return true
	}
}
