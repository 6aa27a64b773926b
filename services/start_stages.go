package main

import (
	"context"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/catalog"
	"sluice/pkg/exchange"
	"sluice/services/dispatch"
	"sluice/services/provenance"
)

func (p *process) startProvenance(ctx context.Context) error {
	at, err := p.station(ctx, bus.UserProvenance)
	if err != nil {
		return err
	}
	results, err := at.bus.Bucket(ctx, bus.BucketResults)
	if err != nil {
		return err
	}
	r, work, err := provenance.Start(ctx, provenance.Deps{
		Bus: at.bus, Book: at.book, Results: results, Sealer: at.sealer, Log: p.log, Now: time.Now, Version: version(), Options: p.stageOptions(),
	})
	if err != nil {
		return err
	}
	p.local[exchange.StageProvenance] = work
	p.watch(ctx, &p.stages, "provenance", r.Run)
	return nil
}

func (p *process) startDispatch(ctx context.Context) error {
	models, listing, err := p.pool()
	if err != nil {
		return err
	}
	at, err := p.station(ctx, bus.UserDispatch)
	if err != nil {
		return err
	}
	results, err := at.bus.Bucket(ctx, bus.BucketResults)
	if err != nil {
		return err
	}
	once, err := p.once(results)
	if err != nil {
		return err
	}
	kv, err := at.bus.Bucket(ctx, bus.BucketModels)
	if err != nil {
		return err
	}
	if err := catalog.Announce(ctx, kv, "default", listing); err != nil {
		return err
	}
	options := p.stageOptions()
	options.Local = p.local
	r, err := dispatch.Start(ctx, dispatch.Deps{
		Bus: at.bus, Once: once, Sealer: at.sealer, Pool: models, Policy: p.policy, Detectors: p.detectors, Validator: p.validator,
		Log: p.log, Now: time.Now, MaxAnswer: int(p.cfg.Limits.MaxAnswer), Room: p.cfg.Room(), Options: options,
	})
	if err != nil {
		return err
	}
	p.watch(ctx, &p.stages, "model identities", func(ctx context.Context) error { models.Run(ctx); return nil })
	p.watch(ctx, &p.stages, "dispatch", r.Run)
	return nil
}
