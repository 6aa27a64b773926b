package main

import (
	"os"
	"slices"
	"strings"
	"time"

	"sluice/pkg/catalog"
	"sluice/pkg/config"
	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
	"sluice/pkg/pool"
	"sluice/pkg/stage"
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

// pool makes the model pool of the configuration; without backends that of the
// development model.
func (p *process) pool() (*pool.Pool, catalog.Listing, error) {
	backends := p.cfg.Backends
	if len(backends) == 0 {
		p.log.Warn("no model is configured: answers come from the development model, which is no language model")
		backends = []config.Backend{{Name: "dev", Engine: "dev", Models: []string{devmodel.Name, devmodel.Name + "/*"}}}
	}
	var list []pool.Backend
	var l catalog.Listing
	for _, b := range backends {
		e, err := engine.New(engine.Config{
			Name: b.Name, Kind: b.Engine, URL: b.URL, APIKey: os.Getenv(b.APIKeyEnv), MaxResponse: int64(p.cfg.Limits.MaxAnswer),
		})
		if err != nil {
			return nil, l, err
		}
		one := pool.Backend{
			Name: b.Name, Engine: e, Models: b.Models, Weight: b.Weight, MaxConcurrent: b.MaxConcurrent, Timeout: time.Duration(b.Timeout),
		}
		if b.Engine == "dev" {
			one.Serves = devmodel.Serves
		}
		if slices.Contains(b.Models, devmodel.Name+"/*") {
			l.Examples = append(l.Examples, devmodel.Models()...)
		}
		l.Models = append(l.Models, b.Models...)
		list = append(list, one)
	}
	models, err := pool.New(list, pool.Options{
		Failures: p.cfg.Breaker.Failures, OpenFor: time.Duration(p.cfg.Breaker.OpenFor), Before: stage.Held,
	})
	return models, l, err
}
