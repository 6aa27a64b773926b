// Package pool spreads calls over inference backends: which of them have the model, which are well, which has the
// least to do, and who is next when one fails. Each backend has a breaker, a limit and a timeout of its own.
//
// Fail-over happens before the caller gets a byte: answers are buffered, and a stream that has begun stays where it
// is. The pool does not scan, store or log, and it does not remember requests: that a request is called at most once
// for a stored result is the caller's work.
package pool

import (
	"container/list"
	"context"
	"sync"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/telemetry"
)

// Backend is one engine in the pool.
type Backend struct {
	Name   string // names it in records, states and errors; unique
	Engine engine.Engine

	// Models are the names that it serves: exact ones, and prefixes such as "sluice-dev/*" for all names that begin
	// with "sluice-dev/" (not "sluice-dev" itself).
	Models []string
	// Serves narrows the prefixes among Models to the names that mean something, so that an unknown name is known
	// to be unknown without a call. Nil means all. It must be pure and quick.
	Serves func(model string) bool
	// As is the engine's own name for what it serves, where that is not the name that is called. It counts for
	// Generate, Label and identities; the body of Chat and Stream has the name inside.
	As string

	Weight        int           // share of the work against other backends of a model; 0: 1
	MaxConcurrent int           // calls at a time; 0: DefaultMaxConcurrent
	Timeout       time.Duration // of one attempt, and of a stream's longest silence; 0: DefaultTimeout
}

// Defaults for what a Backend or the Options leave at zero.
const (
	DefaultMaxConcurrent = 64
	DefaultTimeout       = 60 * time.Second
	DefaultMaxWaiting    = 1024
	DefaultRefresh       = time.Minute
	DefaultFailures      = 5
	DefaultMinOutcomes   = 10
	DefaultWindow        = time.Minute
	DefaultOpenFor       = 5 * time.Second
)

// Options are the pool's settings; zero means the default.
type Options struct {
	Failures    int           // a breaker opens after so many failures in a row,
	MinOutcomes int           // or when of at least so many outcomes (and at most the last 64)
	Window      time.Duration // within this time half or more were failures
	OpenFor     time.Duration // how long a breaker stays open before it lets one probe through

	MaxWaiting int           // calls that may wait for a slot; more are Unavailable at once
	Refresh    time.Duration // how often Run asks for the identity of the models' weights

	// Telemetry, if set, gets a span and metrics of each call of an engine, named for their Purpose, and how the
	// backends are.
	Telemetry *telemetry.Telemetry
	Purpose   telemetry.Purpose

	// Before, if set, is asked right before each call of an engine, with the caller's context. Its error ends Chat,
	// Generate or Stream, and speaks against no backend. A call may have waited long for its slot: what gave it leave may be gone.
	Before func(ctx context.Context) error

	// Hedge has Generate and Label ask a second backend at the same time where the first takes longer than most good attempts
	// did. See hedge.go.
	Hedge bool

	// Probe, if set, asks a backend that is suspect a control question, with the engine's own name for the model. Its
	// error is the backend's failure. See suspect.go.
	Probe func(ctx context.Context, e engine.Engine, model string) error
}

// Pool is safe for concurrent use.
type Pool struct {
	backends []*backend            // never changes
	exact    map[string][]*backend // never changes
	families []family              // never changes; longest prefix first
	opts     Options

	mu      sync.Mutex
	waiting *list.List // guarded by mu: of *waiter, in the order in which they came

	paces paces
}

// backend is a Backend at work.
type backend struct {
	Backend
	kind       string
	meter      *telemetry.Backend
	identities identities

	breaker     *breaker // guarded by Pool.mu
	outstanding int      // guarded by Pool.mu
	turn        int      // guarded by Pool.mu: who is next among equals
	suspicion            // guarded by Pool.mu
}

// called is the name by which the engine is asked for the model.
func (b *backend) called(model string) string {
	if b.As != "" {
		return b.As
	}
	return model
}

// family is a prefix and every backend that serves all of it.
type family struct {
	prefix   string
	backends []*backend
}

// State is how one backend is.
type State struct {
	Name        string
	Breaker     string // "closed", "half-open" or "open"
	Outstanding int    // calls that run now
}

// States lists the backends as they were configured.
func (p *Pool) States() []State {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]State, len(p.backends))
	for i, b := range p.backends {
		out[i] = State{Name: b.Name, Breaker: b.breaker.state(), Outstanding: b.outstanding}
	}
	return out
}
