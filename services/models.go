package main

import (
	"cmp"
	"context"
	"os"
	"strings"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
	"sluice/pkg/gate"
	"sluice/pkg/hazard"
	"sluice/pkg/llamaguard"
	"sluice/pkg/pool"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
	"sluice/services/guard"
)

// example is a model that a new user can ask.
func (p *process) example() string {
	for _, b := range p.cfg.Backends {
		for _, m := range b.Models {
			if !strings.HasSuffix(m, "/*") {
				return m
			}
		}
	}
	return devmodel.Name
}

// pool makes the model pool of these backends.
func (p *process) pool(list []pool.Backend) (*pool.Pool, error) {
	o := p.poolOptions(telemetry.Chat)
	o.Before = stage.Held
	return pool.New(list, o)
}

// poolOptions are what all pools of the process have in common.
func (p *process) poolOptions(purpose telemetry.Purpose) pool.Options {
	return pool.Options{
		Failures: p.cfg.Breaker.Failures, OpenFor: time.Duration(p.cfg.Breaker.OpenFor),
		RetryRatio: float64(p.cfg.Retries.Percent) / 100, RetryFloor: float64(p.cfg.Retries.PerSecond),
		Telemetry: p.tel, Purpose: purpose,
	}
}

// classifier is the guard model of the configuration; without one the small
// classifier of this binary, which records name.
// Before a guard model is asked, gated is given its pool and its backends.
func (p *process) classifier(ctx context.Context, gated func(*pool.Pool, []gate.Backend) error) (guard.Classifier, error) {
	backends := p.cfg.Guard.Backends
	if len(backends) == 0 {
		p.log.Warn("no guard model is configured: the small built-in classifier judges, and every record says so")
		c, err := hazard.New()
		if err != nil {
			return nil, err
		}
		return guard.BuiltIn(c), nil
	}
	family, err := llamaguard.ParseFamily(backends[0].Family)
	if err != nil {
		return nil, err
	}
	var list []pool.Backend
	var shown []gate.Backend
	for _, b := range backends {
		// Backends may call the same weights by different names.
		e, err := engine.New(engine.Config{
			Name: b.Name, Kind: b.Engine, URL: b.URL, APIKey: os.Getenv(b.APIKeyEnv), MaxResponse: maxVerdict,
		})
		if err != nil {
			return nil, err
		}
		list = append(list, pool.Backend{
			Name: b.Name, Engine: e, Models: []string{guardModel}, As: b.Model, Weight: b.Weight, MaxConcurrent: b.MaxConcurrent,
			Timeout: cmp.Or(time.Duration(b.Timeout), guardTimeout),
		})
		shown = append(shown, gate.Backend{Name: b.Name, Kind: b.Engine, Engine: e, Models: []string{b.Model}, AttestedBy: b.AttestedBy})
	}
	p.tel.Know(telemetry.Models, guardModel, backends[0].Model)
	o := p.poolOptions(telemetry.Classify)
	o.Probe, o.Hedge = guard.Probe(family), true
	models, err := pool.New(list, o)
	if err != nil {
		return nil, err
	}
	if err := gated(models, shown); err != nil {
		return nil, err
	}
	p.watch(ctx, &p.stages, "guard model identities", func(ctx context.Context) error { models.Run(ctx); return nil })
	return guard.Model(models, family, backends[0].Model, guardModel, p.tel), nil
}

const (
	guardModel = "guard" // what the pool calls it, whatever its engines do
	maxVerdict = 1 << 20 // bytes of an engine's answer with scores

	guardTimeout = 10 * time.Second // of a verdict where the file says nothing: it is some ten tokens
)
