package main

import (
	"context"
	"errors"
	"net"
	"time"

	"sluice/pkg/bus"
	"sluice/services/console"
	"sluice/services/dlp"
	"sluice/services/edge"
)

func (p *process) startDLP(l life) error {
	ctx := l.stages
	at, err := p.station(ctx, bus.UserDLP)
	if err != nil {
		return err
	}
	models, err := p.catalog(ctx, at.bus)
	if err != nil {
		return err
	}
	s, err := dlp.Start(dlp.Deps{
		Bus: at.bus, Book: at.book, Sealer: at.sealer, Policies: at.live, Detectors: p.detectors, Validator: p.validator, Catalog: models,
		Log: p.log, Telemetry: p.tel, Now: time.Now, MaxBody: int(p.cfg.Limits.MaxBody), Room: p.cfg.Room(), MaxInHand: int64(p.cfg.Limits.MaxInHand),
		Concurrency: int64(p.cfg.Limits.Concurrency), Flag: p.flags(at.bus, at.live),
	})
	if err != nil {
		return err
	}
	p.watch(l.dlp, &p.ingress, "dlp", func(ctx context.Context) error {
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		defer cancel()
		s.Drain(drain)
		return nil
	})
	return nil
}

// drainTime bounds each step of a drain.
const drainTime = 20 * time.Second

func (p *process) startEdge(l life, listener net.Listener) error {
	if listener == nil {
		return errors.New("the edge has no listener")
	}
	ctx := l.stages
	at, err := p.station(ctx, bus.UserEdge)
	if err != nil {
		return err
	}
	dir, err := p.directory(ctx, at.bus, nil)
	if err != nil {
		return err
	}
	models, err := p.catalog(ctx, at.bus)
	if err != nil {
		return err
	}
	e, err := edge.New(edge.Deps{
		Bus: at.bus, Book: at.book, Sealer: at.sealer, Directory: dir, Catalog: models, Validator: p.validator,
		Policies: at.live, Detectors: p.detectors, Log: p.log, Telemetry: p.tel, Now: time.Now,
		MaxBody: int64(p.cfg.Limits.MaxBody), MaxInHand: int64(p.cfg.Limits.MaxInHand),
		Version: version(),
	})
	if err != nil {
		return err
	}
	p.watch(l.edge, &p.edges, "edge", func(ctx context.Context) error { return e.Serve(ctx, listener, drainTime) })
	return nil
}

func (p *process) startConsole(l life, listener net.Listener) error {
	if listener == nil {
		return errors.New("the console has no listener")
	}
	ctx := l.stages
	b, err := p.join(ctx, bus.UserConsole)
	if err != nil {
		return err
	}
	dir, err := p.directory(ctx, b, nil)
	if err != nil {
		return err
	}
	c, err := console.New(console.Deps{Bus: b, Directory: dir, Log: p.log, Now: time.Now, TLS: p.TLSCert != "", Version: version()})
	if err != nil {
		return err
	}
	p.watch(l.edge, &p.edges, "console", func(ctx context.Context) error { return c.Serve(ctx, listener, drainTime) })
	return nil
}
