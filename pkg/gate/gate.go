// Package gate keeps backends out of a pool until it is shown which weights they serve, and takes them out when that
// is no longer so. It follows the register of models and the reports of agents, asks the engines that tell digests
// themselves, and has package model decide. It calls no model and stores nothing.
package gate

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/engine"
	"sluice/pkg/model"
	"sluice/pkg/ocsf"
	"sluice/pkg/telemetry"
)

// Pool is what is gated.
type Pool interface {
	Out(name, reason string)
	In(name string)
}

// Backend is one backend of the pool.
type Backend struct {
	Name       string
	Kind       string // of the engine
	Engine     engine.Engine
	Models     []string // as they are called; "team/*" is every registered model below team
	AttestedBy string   // the user of its agent, in the tenant of the gate; "" for none
}

// Options are what the gate works with.
type Options struct {
	Pool      Pool
	Tenant    string             // whose agents count, and who is told of tampering
	Rules     func() model.Rules // of the policy in force
	Raise     func(context.Context, ocsf.Tampered, time.Time) error
	Log       *slog.Logger
	Telemetry *telemetry.Telemetry
	Purpose   telemetry.Purpose
	Now       func() time.Time

	// AskEvery is how often engines that tell are asked; 0 is the default.
	AskEvery time.Duration
}

// Times of the gate.
const (
	askEvery    = 15 * time.Second
	askTimeout  = 10 * time.Second
	decideEvery = time.Second // what was told gets old, and the policy changes
	raiseTime   = 5 * time.Second
)

// Gate is safe for concurrent use.
type Gate struct {
	Options
	again chan struct{} // holds one: something to decide about has changed
	due   chan struct{} // holds one: there may be flags to raise

	mu       sync.Mutex
	ready    bool                        // guarded by mu: the register was read once
	backends []Backend                   // guarded by mu
	entries  map[string]model.Registered // guarded by mu: by key
	broken   map[string]bool             // guarded by mu: keys of entries that cannot be read
	reports  map[string]told             // guarded by mu: by user of the tenant
	asked    map[place]model.Seen        // guarded by mu: what engines told
	verdicts map[place]model.Verdict     // guarded by mu
	states   map[string]state            // guarded by mu: by backend
	unraised []raise                     // guarded by mu
}

type place struct{ backend, model string }

type told struct {
	report model.Report
	at     time.Time
}

// state is what the pool was told last.
type state struct {
	serve  bool
	is     model.State
	reason string
}

type raise struct {
	what ocsf.Tampered
	at   time.Time
}

// New makes a gate of no backends.
func New(o Options) *Gate {
	if o.AskEvery == 0 {
		o.AskEvery = askEvery
	}
	return &Gate{
		Options: o, again: make(chan struct{}, 1), due: make(chan struct{}, 1), entries: map[string]model.Registered{}, broken: map[string]bool{}, reports: map[string]told{},
		asked: map[place]model.Seen{}, verdicts: map[place]model.Verdict{}, states: map[string]state{},
	}
}

const notYet = "it is not verified yet which weights it serves"

// Set says which backends the pool is to have, and has set put them there. One that is
// new, whose engine is another, or whose models may not all be served, is out before it
// can have a call; one that may serve what it has now is in traffic only when the pool
// knows what that is.
func (g *Gate) Set(all []Backend, set func() error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, b := range all {
		i := slices.IndexFunc(g.backends, func(o Backend) bool { return o.Name == b.Name })
		if i < 0 || g.backends[i].Engine != b.Engine || g.backends[i].AttestedBy != b.AttestedBy {
			g.forget(b.Name)
			g.Pool.Out(b.Name, notYet)
		} else if next, _ := g.next(b); g.ready && !next.serve {
			g.put(b, next)
		}
	}
	was := g.backends
	g.backends = slices.Clone(all)
	if err := set(); err != nil {
		g.backends = was
		g.decide()
		return err
	}
	for _, b := range was {
		if !slices.ContainsFunc(all, func(o Backend) bool { return o.Name == b.Name }) {
			g.forget(b.Name)
			g.Telemetry.Weights(b.Name, g.Purpose, "")
		}
	}
	g.decide()
	return nil
}

// forget drops what was known of a backend. mu is held.
func (g *Gate) forget(name string) {
	for at := range g.asked {
		if at.backend == name {
			delete(g.asked, at)
		}
	}
	for at := range g.verdicts {
		if at.backend == name {
			delete(g.verdicts, at)
		}
	}
	delete(g.states, name)
}

// Verdict is what was last decided of a model at a backend; what nothing was decided of, such as a name below a
// pattern, is decided now. It does no I/O.
func (g *Gate) Verdict(backend, name string) model.Verdict {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v, ok := g.verdicts[place{backend, name}]; ok {
		return v
	}
	i := slices.IndexFunc(g.backends, func(b Backend) bool { return b.Name == backend })
	if i < 0 {
		return model.Verdict{State: model.Silent}
	}
	return g.judge(g.backends[i], name)
}

// Follow reads the register and the reports in MODELS until ctx ends. current is called once, when what stood there
// was read and decided about.
func (g *Gate) Follow(ctx context.Context, b *bus.Bus, current func()) error {
	return b.Follow(ctx, bus.BucketModels, "", g.apply, func() {
		g.mu.Lock()
		g.ready = true
		g.decide()
		g.mu.Unlock()
		current()
	})
}

func (g *Gate) apply(c bus.Change) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch key, user, ok := g.part(c.Key); {
	case key != "":
		delete(g.entries, key)
		delete(g.broken, key)
		if c.Deleted {
			break
		}
		e, err := model.ParseRegistered(c.Value)
		if err != nil {
			g.broken[key] = true
			g.Log.Error("an entry of the model register cannot be read: no backend is verified until it can", "error", err)
			break
		}
		g.entries[key] = e
	case ok:
		delete(g.reports, user)
		if c.Deleted {
			break
		}
		r, err := model.ParseReport(c.Value)
		if err != nil {
			g.Log.Warn("what an agent tells cannot be read", "user", user, "error", err)
			break
		}
		// A server's clock that is ahead, or ours that is set back, must not make a word last longer.
		now := g.Now()
		g.reports[user] = told{r, now.Add(-max(0, now.Sub(c.At)))}
	default:
		return
	}
	select {
	case g.again <- struct{}{}:
	default:
	}
}

// part says which part of MODELS a key is of: an entry, or the report of an agent.
func (g *Gate) part(key string) (entry, user string, ok bool) {
	if k, found := strings.CutPrefix(key, bus.ModelEntries); found {
		return k, "", true
	}
	if k, found := strings.CutPrefix(key, bus.ModelReports+g.Tenant+"."); found && bus.ValidName(k) {
		return "", k, true
	}
	return "", "", false
}
