package main

import (
	"context"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/flag"
	"sluice/pkg/gate"
	"sluice/pkg/model"
	"sluice/pkg/ocsf"
	"sluice/pkg/pool"
	"sluice/pkg/telemetry"
	"sluice/services/identity"
)

// gate keeps a stage's backends out of its pool until it is shown which weights they
// serve. It returns when the register was read, and each is in traffic or out of it.
func (p *process) gate(ctx context.Context, at station, of exchange.Stage, purpose telemetry.Purpose, models *pool.Pool, list []gate.Backend) (*gate.Gate, error) {
	g := gate.New(gate.Options{
		Pool: models, Tenant: identity.FirstTenant, Rules: func() model.Rules { return at.live.Current().Models() },
		Raise: p.raiseTamper(at.bus, of), Log: p.log, Telemetry: p.tel, Purpose: purpose, Now: time.Now,
	})
	if err := g.Set(list, func() error { return nil }); err != nil { // the pool has them already
		return nil, err
	}
	read := make(chan struct{})
	p.watch(ctx, &p.stages, "following the model register", func(ctx context.Context) error {
		return g.Follow(ctx, at.bus, func() { close(read) })
	})
	p.watch(ctx, &p.stages, "verifying models", func(ctx context.Context) error { g.Run(ctx); return nil })
	return g, waitFor(ctx, read)
}

// ungated is for commands that an operator runs without a server, and so without a
// register: they print figures, and serve nobody.
func ungated(*pool.Pool, []gate.Backend) error { return nil }

// raiseTamper stores the flag that a backend serves other weights than are registered.
func (p *process) raiseTamper(b *bus.Bus, at exchange.Stage) func(context.Context, ocsf.Tampered, time.Time) error {
	v := version()
	return func(ctx context.Context, what ocsf.Tampered, found time.Time) error {
		fresh, err := flag.Publish(ctx, b, []ocsf.Event{what.Event(identity.FirstTenant, at, found, v)})
		for _, e := range fresh {
			p.tel.Flagged(e.Severity, e.Category)
		}
		return err
	}
}
