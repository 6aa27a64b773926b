package main

import (
	"cmp"
	"os"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/pool"
	"sluice/pkg/telemetry"
	"sluice/services/guard"
)

// labels is the classifier of injections of the configuration; nil without one, and the
// rules of this binary look alone.
func (p *process) labels() (*guard.Labels, error) {
	var list []pool.Backend
	for _, b := range p.cfg.Guard.Injection.Backends {
		e, err := engine.NewLabeler(engine.Config{
			Name: b.Name, Kind: b.Engine, URL: b.URL, APIKey: os.Getenv(b.APIKeyEnv), MaxResponse: maxLabelled,
		})
		if err != nil {
			return nil, err
		}
		list = append(list, pool.Backend{
			Name: b.Name, Engine: e, Models: []string{labelModel}, As: b.Model, Timeout: cmp.Or(time.Duration(b.Timeout), labelTimeout),
		})
		p.tel.Know(telemetry.Models, b.Model)
	}
	if len(list) == 0 {
		return nil, nil
	}
	p.tel.Know(telemetry.Models, labelModel)
	o := p.poolOptions(telemetry.Classify)
	o.Probe, o.Hedge = guard.LabelProbe, true
	models, err := pool.New(list, o)
	if err != nil {
		return nil, err
	}
	return guard.NewLabels(models, labelModel), nil
}

const (
	labelModel  = "prompt-guard" // what the pool calls it, whatever its servers do
	maxLabelled = 64 << 10       // bytes of a server's answer

	labelTimeout = 5 * time.Second // of one piece where the file says nothing: it is one pass of a small model
)
