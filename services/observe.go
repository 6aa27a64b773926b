package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sluice/pkg/telemetry"
)

// flushTime bounds the last sending of spans and metrics at the end of a drain.
const flushTime = 5 * time.Second

// observe starts the telemetry of this process, before any service.
func (p *process) observe(ctx context.Context, services []string) error {
	t, err := telemetry.Start(ctx, telemetry.Options{
		Services: services, Version: version(), OTLP: p.OTLP, Sample: p.Sample, Log: p.log,
	})
	if err != nil {
		return fmt.Errorf("starting telemetry: %w", err)
	}
	known := p.known
	t.Know(telemetry.Rules, known.Rules...)
	t.Know(telemetry.Rules, known.Categories...)
	t.Know(telemetry.Rules, slices.Collect(maps.Keys(known.RuleTypes))...)
	p.tel = t
	return t.Connections(p.connections)
}

// connections tells which connections stand, by the user that each is of.
func (p *process) connections(tell func(service string, up bool)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.buses {
		tell(strings.TrimPrefix(b.NC.Opts.Name, "sluice/"), b.NC.IsConnected())
	}
}

// unobserve sends what waits, after everything that records has ended.
func (p *process) unobserve() {
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	if err := p.tel.Close(ctx); err != nil {
		p.log.Warn("ending telemetry", "error", err)
	}
}
