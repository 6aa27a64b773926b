package pool

import (
	"cmp"
	"container/list"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// New checks the backends and makes the pool. Errors say what to change.
func New(backends []Backend, o Options) (*Pool, error) {
	if len(backends) == 0 {
		return nil, errors.New("pool: there is no backend; configure at least one")
	}
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	p := &Pool{exact: map[string][]*backend{}, opts: o, waiting: list.New()}
	for i, raw := range backends {
		b, err := p.newBackend(i, raw)
		if err != nil {
			return nil, err
		}
		p.backends = append(p.backends, b)
	}
	p.index()
	return p, nil
}

func (o Options) filled() (Options, error) {
	if o.Failures < 0 || o.MinOutcomes < 0 || o.Window < 0 || o.OpenFor < 0 || o.MaxWaiting < 0 || o.Refresh < 0 {
		return o, errors.New("pool: options cannot be negative; leave them out for the defaults")
	}
	if o.MinOutcomes > windowSize {
		return o, fmt.Errorf("pool: a breaker remembers %d outcomes, so it cannot wait for more", windowSize)
	}
	or(&o.Failures, DefaultFailures)
	or(&o.MinOutcomes, DefaultMinOutcomes)
	or(&o.Window, DefaultWindow)
	or(&o.OpenFor, DefaultOpenFor)
	or(&o.MaxWaiting, DefaultMaxWaiting)
	or(&o.Refresh, DefaultRefresh)
	return o, nil
}

// or fills a setting that was left out.
func or[T int | time.Duration](v *T, fallback T) {
	if *v == 0 {
		*v = fallback
	}
}

func (p *Pool) newBackend(i int, raw Backend) (*backend, error) {
	name := raw.Name
	switch {
	case name == "":
		return nil, fmt.Errorf("pool: backend %d has no name; give each one its own", i+1)
	case slices.ContainsFunc(p.backends, func(b *backend) bool { return b.Name == name }):
		return nil, fmt.Errorf("pool: two backends are named %q; give each one its own name", name)
	case raw.Engine == nil:
		return nil, fmt.Errorf("pool: backend %q has no engine; give it a kind and an address", name)
	case len(raw.Models) == 0:
		return nil, fmt.Errorf("pool: backend %q has no models; list the names that it serves", name)
	case raw.Weight < 0 || raw.MaxConcurrent < 0 || raw.Timeout < 0:
		return nil, fmt.Errorf("pool: backend %q has a negative weight, limit or timeout; leave it out for the default", name)
	}
	seen := map[string]bool{}
	for _, m := range raw.Models {
		bare := strings.TrimSuffix(m, "/*")
		switch {
		case bare == "" || strings.Contains(bare, "*"):
			return nil, fmt.Errorf("pool: backend %q has a model that is empty or has a * elsewhere than in a /* at its end", name)
		case seen[m]:
			return nil, fmt.Errorf("pool: backend %q lists a model twice; list it once and set its weight", name)
		}
		seen[m] = true
	}
	raw.Models = slices.Clone(raw.Models)
	or(&raw.Weight, 1)
	or(&raw.MaxConcurrent, DefaultMaxConcurrent)
	or(&raw.Timeout, DefaultTimeout)
	b := &backend{Backend: raw, kind: raw.Engine.Name()}
	if k, ok := raw.Engine.(interface{ Kind() string }); ok {
		b.kind = k.Kind()
	}
	p.measure(b)
	b.identities.init(raw.Models)
	b.breaker = newBreaker(name, p.opts, b.meter, func(d time.Duration) { p.wakeAfter(d, b) })
	return b, nil
}

// index makes the tables from names and prefixes to backends.
func (p *Pool) index() {
	prefixes := map[string]bool{}
	for _, b := range p.backends {
		for _, m := range b.Models {
			if prefix, ok := strings.CutSuffix(m, "*"); ok {
				prefixes[prefix] = true
			} else {
				p.exact[m] = nil
			}
		}
	}
	for name := range p.exact {
		p.exact[name] = p.having(func(b *backend) bool {
			return slices.Contains(b.Models, name) || b.covers(name) && b.serves(name)
		})
	}
	for prefix := range prefixes {
		p.families = append(p.families, family{prefix, p.having(func(b *backend) bool { return b.covers(prefix) })})
	}
	slices.SortFunc(p.families, func(a, b family) int {
		return cmp.Or(len(b.prefix)-len(a.prefix), strings.Compare(a.prefix, b.prefix))
	})
}

func (p *Pool) having(want func(*backend) bool) []*backend {
	var out []*backend
	for _, b := range p.backends {
		if want(b) {
			out = append(out, b)
		}
	}
	return out
}

// covers reports whether one of the backend's prefixes begins name.
func (b *backend) covers(name string) bool {
	return slices.ContainsFunc(b.Models, func(m string) bool {
		prefix, ok := strings.CutSuffix(m, "*")
		return ok && strings.HasPrefix(name, prefix)
	})
}

func (b *backend) serves(model string) bool { return b.Serves == nil || b.Serves(model) }

// serving is every backend that serves the model. The caller must not change it.
func (p *Pool) serving(model string) []*backend {
	if bs, ok := p.exact[model]; ok {
		return bs
	}
	for _, f := range p.families {
		if len(model) <= len(f.prefix) || !strings.HasPrefix(model, f.prefix) {
			continue
		}
		if !slices.ContainsFunc(f.backends, func(b *backend) bool { return !b.serves(model) }) {
			return f.backends
		}
		return slices.DeleteFunc(slices.Clone(f.backends), func(b *backend) bool { return !b.serves(model) })
	}
	return nil
}
