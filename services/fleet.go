package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"sync"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/config"
	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/gate"
	"sluice/pkg/model"
	"sluice/pkg/pool"
	"sluice/pkg/telemetry"
)

// fleet is the model pool, the gate before it, and where its backends come from: the
// configuration file, which is looked at again and again, and what was added at run
// time. Of two with one name the file's counts.
type fleet struct {
	p    *process
	pool *pool.Pool
	gate *gate.Gate

	mu      sync.Mutex
	file    []config.Backend         // guarded by mu
	added   map[string]model.Backend // guarded by mu
	engines map[string]madeEngine    // guarded by mu: so that what has not changed stays the same
}

type madeEngine struct {
	of     engine.Config
	engine engine.Engine
}

// fleet makes them, and returns when the register and the added backends were read and
// each backend is in traffic or out of it.
func (p *process) fleet(ctx context.Context, at station) (*fleet, error) {
	f := &fleet{p: p, file: p.cfg.Backends, added: map[string]model.Backend{}, engines: map[string]madeEngine{}}
	if len(f.file) == 0 {
		p.log.Warn("no model is configured: answers come from the development model, which is no language model")
	}
	list, gated, engines, err := f.list()
	if err != nil {
		return nil, err
	}
	f.engines = engines
	if f.pool, err = p.pool(list); err != nil {
		return nil, err
	}
	if f.gate, err = p.gate(ctx, at, exchange.StageDispatch, telemetry.Chat, f.pool, gated); err != nil {
		return nil, err
	}
	added := make(chan struct{})
	p.watch(ctx, &p.stages, "following added backends", func(ctx context.Context) error {
		return at.bus.Follow(ctx, bus.BucketModels, bus.ModelBackends, f.change, func() { close(added) })
	})
	if err := waitFor(ctx, added); err != nil {
		return nil, err
	}
	p.watch(ctx, &p.stages, "watching the configuration", func(ctx context.Context) error { p.watchConfig(ctx, f.reload); return nil })
	return f, nil
}

// change takes up a backend that was added or removed at run time.
func (f *fleet) change(c bus.Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	name := c.Key[len(bus.ModelBackends):]
	was, had := f.added[name]
	if c.Deleted {
		delete(f.added, name)
	} else {
		b, err := model.ParseBackend(c.Value, engine.Kinds())
		if err == nil && b.APIKeyEnv != "" && os.Getenv(b.APIKeyEnv) == "" {
			err = fmt.Errorf("%s is not set in this process", b.APIKeyEnv)
		}
		if err != nil || b.Name != name {
			f.p.log.Error("a backend that was added is not taken up", "backend", name, "error", err)
			return
		}
		f.added[name] = b
	}
	if err := f.apply(); err != nil {
		f.p.log.Error("a backend that was added is not taken up", "backend", name, "error", err)
		if delete(f.added, name); had {
			f.added[name] = was
		}
	}
}

// reload takes up the backends of a configuration file that changed. One that has none any more is not taken up: the
// development model would answer.
func (f *fleet) reload(next config.File) {
	f.mu.Lock()
	defer f.mu.Unlock()
	was := f.file
	err := errNoBackends
	if len(next.Backends) > 0 || len(was) == 0 {
		f.file = next.Backends
		err = f.apply()
	}
	if err != nil {
		f.file = was
		f.p.log.Error("the configuration changed and is not taken up: what was read before stays", "error", err)
		return
	}
	if !reflect.DeepEqual(was, next.Backends) {
		f.p.log.Info("the backends of the configuration changed", "backends", len(next.Backends))
	}
	next.Backends = f.p.cfg.Backends
	if !reflect.DeepEqual(next, f.p.cfg) {
		f.p.log.Warn("the configuration changed beside its backends: the rest holds from the next start on")
	}
}

var errNoBackends = errors.New("it has no backends any more: start dispatch anew if that is meant")

// apply sets the backends through the gate, so that none has traffic before it is
// verified. On an error nothing has changed. mu is held.
func (f *fleet) apply() error {
	list, gated, engines, err := f.list()
	if err != nil {
		return err
	}
	if _, err := pool.New(list, pool.Options{}); err != nil { // before the gate knows of them
		return err
	}
	if err := f.gate.Set(gated, func() error { return f.pool.Set(list) }); err != nil {
		return err
	}
	f.engines = engines
	return nil
}

// list is all backends, for the pool and for the gate, and their engines. mu is held, or nobody else has f.
func (f *fleet) list() ([]pool.Backend, []gate.Backend, map[string]madeEngine, error) {
	all := slices.Clone(f.file)
	if len(all) == 0 {
		all = []config.Backend{{Name: "dev", Engine: "dev", Models: []string{devmodel.Name, devmodel.Name + "/*"}}}
	}
	for _, name := range slices.Sorted(maps.Keys(f.added)) {
		b := f.added[name]
		if slices.ContainsFunc(all, func(o config.Backend) bool { return o.Name == b.Name }) {
			f.p.log.Warn("a backend that was added bears the name of one of the configuration, which counts", "backend", b.Name)
			continue
		}
		all = append(all, config.Backend{
			Name: b.Name, Engine: b.Engine, URL: b.URL, Models: b.Models, APIKeyEnv: b.APIKeyEnv, AttestedBy: b.AttestedBy,
			Timeout: config.Duration(time.Duration(b.TimeoutMS) * time.Millisecond), MaxConcurrent: b.MaxConcurrent, Weight: b.Weight,
		})
	}
	var list []pool.Backend
	var gated []gate.Backend
	engines := map[string]madeEngine{}
	for _, b := range all {
		c := engine.Config{
			Name: b.Name, Kind: b.Engine, URL: b.URL, APIKey: os.Getenv(b.APIKeyEnv), MaxResponse: int64(f.p.cfg.Limits.MaxAnswer),
		}
		m, ok := f.engines[b.Name]
		if !ok || m.of != c {
			e, err := engine.New(c)
			if err != nil {
				return nil, nil, nil, err
			}
			m = madeEngine{c, e}
		}
		engines[b.Name] = m
		one := pool.Backend{
			Name: b.Name, Engine: m.engine, Models: b.Models, Weight: b.Weight, MaxConcurrent: b.MaxConcurrent, Timeout: time.Duration(b.Timeout),
		}
		if b.Engine == "dev" {
			one.Serves = devmodel.Serves
		}
		list = append(list, one)
		gated = append(gated, gate.Backend{Name: b.Name, Kind: b.Engine, Engine: m.engine, Models: b.Models, AttestedBy: b.AttestedBy})
	}
	return list, gated, engines, nil
}
