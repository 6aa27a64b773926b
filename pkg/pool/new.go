package pool

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cespare/xxhash/v2"

	"sluice/pkg/telemetry"
)

// New checks the backends and makes the pool. Errors say what to change.
func New(backends []Backend, o Options) (*Pool, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	p := &Pool{opts: o, running: map[string]int{}, budget: newBudget(o), out: map[string]string{}, changed: make(chan struct{})}
	p.table.Store(newTable(nil))
	if err := p.Set(backends); err != nil {
		return nil, err
	}
	return p, nil
}

func (o Options) filled() (Options, error) {
	if o.Failures < 0 || o.MinOutcomes < 0 || o.Window < 0 || o.OpenFor < 0 || o.MaxWaiting < 0 || o.Refresh < 0 || o.LoadEvery < 0 || o.RetryRatio < 0 || o.RetryFloor < 0 {
		return o, errors.New("pool: options cannot be negative; leave them out for the defaults")
	}
	if o.MinOutcomes > windowSize {
		return o, fmt.Errorf("pool: a breaker remembers %d outcomes, so it cannot wait for more", windowSize)
	}
	or(&o.Failures, DefaultFailures)
	or(&o.MinOutcomes, DefaultMinOutcomes)
	or(&o.Window, DefaultWindow)
	or(&o.OpenFor, DefaultOpenFor)
	or(&o.RetryRatio, DefaultRetryRatio)
	or(&o.RetryFloor, DefaultRetryFloor)
	or(&o.MaxWaiting, DefaultMaxWaiting)
	or(&o.Refresh, DefaultRefresh)
	or(&o.LoadEvery, DefaultLoadEvery)
	return o, nil
}

// or fills a setting that was left out.
func or[T int | float64 | time.Duration](v *T, fallback T) {
	if *v == 0 {
		*v = fallback
	}
}

// filled checks one backend, the i-th, and fills what was left out.
func (raw Backend) filled(i int) (Backend, error) {
	name := raw.Name
	switch {
	case name == "":
		return raw, fmt.Errorf("pool: backend %d has no name; give each one its own", i+1)
	case raw.Engine == nil:
		return raw, fmt.Errorf("pool: backend %q has no engine; give it a kind and an address", name)
	case len(raw.Models) == 0:
		return raw, fmt.Errorf("pool: backend %q has no models; list the names that it serves", name)
	case raw.Weight < 0 || raw.MaxConcurrent < 0 || raw.Timeout < 0:
		return raw, fmt.Errorf("pool: backend %q has a negative weight, limit or timeout; leave it out for the default", name)
	}
	seen := map[string]bool{}
	for _, m := range raw.Models {
		bare := strings.TrimSuffix(m, "/*")
		switch {
		case bare == "" || strings.Contains(bare, "*"):
			return raw, fmt.Errorf("pool: backend %q has a model that is empty or has a * elsewhere than in a /* at its end", name)
		case seen[m]:
			return raw, fmt.Errorf("pool: backend %q lists a model twice; list it once and set its weight", name)
		}
		seen[m] = true
	}
	raw.Models = slices.Clone(raw.Models)
	or(&raw.Weight, 1)
	or(&raw.MaxConcurrent, DefaultMaxConcurrent)
	or(&raw.Timeout, DefaultTimeout)
	return raw, nil
}

// enter makes a backend of checked settings. Where was, if it is not nil, has the same name and engine, all that is
// known of it stays known. mu is held.
func (p *Pool) enter(raw Backend, was *backend) *backend {
	b := &backend{Backend: raw, kind: raw.Engine.Name(), seed: xxhash.Sum64String(raw.Name)}
	if k, ok := raw.Engine.(interface{ Kind() string }); ok {
		b.kind = k.Kind()
	}
	if was != nil {
		b.standing, b.identities, b.meter = was.standing, was.identities, was.meter
		b.identities.add(raw.Models)
		p.opts.Telemetry.Know(telemetry.Models, raw.Models...)
		return b
	}
	b.standing, b.identities = &standing{out: p.out[raw.Name], drained: make(chan struct{})}, newIdentities(raw.Models)
	p.measure(b)
	b.meter.Out(b.out != "")
	b.breaker = newBreaker(raw.Name, p.opts, b.meter, func(d time.Duration) { p.wakeAfter(d, b) })
	return b
}
