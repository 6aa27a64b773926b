// Package pool spreads calls over inference backends: which of them have the model, which are well, which has the
// least to do, and who is next when one fails. Each backend has a breaker, a limit and a timeout of its own.
//
// Fail-over happens before the caller gets a byte: answers are buffered, and a stream that has begun stays where it
// is. The pool does not scan, store or log, and it does not remember requests: that a request is called at most once
// for a stored result is the caller's work.
package pool

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
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
	DefaultLoadEvery     = 2 * time.Second
	DefaultFailures      = 5
	DefaultMinOutcomes   = 10
	DefaultWindow        = time.Minute
	DefaultOpenFor       = 5 * time.Second
	DefaultRetryRatio    = 0.2
	DefaultRetryFloor    = 10
)

// Options are the pool's settings; zero means the default.
type Options struct {
	Failures    int           // a breaker opens after so many failures in a row,
	MinOutcomes int           // or when of at least so many outcomes (and at most the last 64)
	Window      time.Duration // within this time half or more were failures
	OpenFor     time.Duration // how long a breaker stays open before it lets one probe through

	RetryRatio float64 // tries after the first that each call brings to the pool's budget, see budget.go,
	RetryFloor float64 // and each second

	MaxWaiting int           // calls that may wait for a slot; more are Unavailable at once
	Refresh    time.Duration // how often Run asks for the identity of the models' weights
	LoadEvery  time.Duration // how often it asks engines that tell it for their load

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
	opts  Options
	table atomic.Pointer[table] // written with mu held

	mu      sync.Mutex
	waiting line              // guarded by mu
	running map[string]int    // guarded by mu: calls by tenant
	leaving []*backend        // guarded by mu: no longer in the table, with calls that still run
	out     map[string]string // guarded by mu: why the backends of these names get no calls
	budget  budget            // guarded by mu
	changed chan struct{}     // guarded by mu: closed when the table is replaced

	paces paces
}

// backend is a Backend at work. Nothing of it changes but its standing.
type backend struct {
	Backend
	kind       string
	meter      *telemetry.Backend
	seed       uint64 // of its name, see affinity.go
	identities *identities
	*standing
}

// standing is what the pool knows of a backend. It outlives a change of the backend's settings.
type standing struct {
	breaker     *breaker      // guarded by Pool.mu
	outstanding int           // guarded by Pool.mu
	told        told          // guarded by Pool.mu
	rest        rest          // guarded by Pool.mu
	turn        int           // guarded by Pool.mu: who is next among equals
	out         string        // guarded by Pool.mu: why it gets no calls; empty: it does
	gone        bool          // guarded by Pool.mu: it has left the pool
	drained     chan struct{} // closed when it is gone and its last call has ended
	suspicion                 // guarded by Pool.mu
}

// shut reports whether the backend gets no calls, whatever its breaker says. mu is held.
func (s *standing) shut() bool { return s.gone || s.out != "" }

// called is the name by which the engine is asked for the model.
func (b *backend) called(model string) string {
	if b.As != "" {
		return b.As
	}
	return model
}

// State is how one backend is.
type State struct {
	Name        string
	Engine      string        // the kind of engine
	Models      []string      // as they were configured
	Breaker     string        // "closed", "half-open" or "open"
	Outstanding int           // calls that run now
	Resting     time.Duration // what is left of a rest, see rest.go
	Load        *engine.Load  // as the engine last told; nil where it does not
	Out         string        // why it gets no calls; empty: it does
	Leaving     bool          // removed, and its last calls still run
}

// States lists the backends as they were configured, and then those that are leaving.
func (p *Pool) States() []State {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []State
	for _, b := range slices.Concat(p.now().backends, p.leaving) {
		s := State{
			Name: b.Name, Engine: b.kind, Models: slices.Clone(b.Models),
			Breaker: b.breaker.state(), Outstanding: b.outstanding, Resting: b.rest.left(), Out: b.out, Leaving: b.gone,
		}
		if !b.told.at.IsZero() {
			s.Load = new(b.told.Load)
		}
		out = append(out, s)
	}
	return out
}
