package main

import (
	"context"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/flag"
	"sluice/pkg/gate"
	"sluice/pkg/injection"
	"sluice/pkg/ocsf"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
	"sluice/pkg/toolpolicy"
	"sluice/services/dispatch"
	"sluice/services/guard"
	"sluice/services/provenance"
	"sluice/services/toolauth"
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
		Bus: at.bus, Book: at.book, Results: results, Sealer: at.sealer, Log: p.log, Telemetry: p.tel, Now: time.Now, Version: version(),
		Options: p.stageOptions(at.bus, at.live),
	})
	if err != nil {
		return err
	}
	p.consume(ctx, exchange.StageProvenance, at.bus, r, work)
	return nil
}

func (p *process) startDispatch(ctx context.Context) error {
	at, err := p.station(ctx, bus.UserDispatch)
	if err != nil {
		return err
	}
	fleet, err := p.fleet(ctx, at)
	if err != nil {
		return err
	}
	models := fleet.pool
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
	changed := models.Changed()
	if err := p.listModels(ctx, kv, models); err != nil {
		return err
	}
	r, work, err := dispatch.Start(ctx, dispatch.Deps{
		Bus: at.bus, Once: once, Sealer: at.sealer, Pool: models, Policies: at.live, Detectors: p.detectors, Validator: p.validator,
		Log: p.log, Now: time.Now, Version: version(), MaxAnswer: int(p.cfg.Limits.MaxAnswer), Room: p.cfg.Room(),
		Weights: fleet.gate.Verdict, Options: p.stageOptions(at.bus, at.live),
	})
	if err != nil {
		return err
	}
	p.watch(ctx, &p.stages, "model identities", func(ctx context.Context) error { models.Run(ctx); return nil })
	p.watch(ctx, &p.stages, "model catalogue", func(ctx context.Context) error { p.followModels(ctx, kv, models, changed); return nil })
	p.consume(ctx, exchange.StageDispatch, at.bus, r, work)
	return nil
}

func (p *process) startGuard(ctx context.Context) error {
	at, err := p.station(ctx, bus.UserGuard)
	if err != nil {
		return err
	}
	classifier, err := p.classifier(ctx, func(models *pool.Pool, list []gate.Backend) error {
		_, err := p.gate(ctx, at, exchange.StageGuard, telemetry.Classify, models, list)
		return err
	})
	if err != nil {
		return err
	}
	labels, err := p.labels()
	if err != nil {
		return err
	}
	r, work, err := guard.Start(ctx, guard.Deps{
		Bus: at.bus, Sealer: at.sealer, Policies: at.live, Classifier: classifier, Injection: injection.New(), Labels: labels,
		Log: p.log, Now: time.Now, Options: p.stageOptions(at.bus, at.live),
	})
	if err != nil {
		return err
	}
	p.consume(ctx, exchange.StageGuard, at.bus, r, work)
	return nil
}

func (p *process) startToolauth(ctx context.Context) error {
	bundle, err := toolpolicy.Load(p.cfg.Tools)
	if err != nil {
		return err
	}
	at, err := p.station(ctx, bus.UserToolauth)
	if err != nil {
		return err
	}
	users, err := p.directory(ctx, at.bus, nil)
	if err != nil {
		return err
	}
	r, work, err := toolauth.Start(ctx, toolauth.Deps{
		Bus: at.bus, Sealer: at.sealer, Bundle: bundle, Users: users, Validator: p.validator,
		Log: p.log, Now: time.Now, Options: p.stageOptions(at.bus, at.live),
	})
	if err != nil {
		return err
	}
	p.consume(ctx, exchange.StageToolauth, at.bus, r, work)
	return nil
}

// consume has a stage work once every service of this process has been started:
// what runs here is handed on to in memory.
func (p *process) consume(ctx context.Context, name exchange.Stage, b *bus.Bus, r *stage.Runner, work stage.Func) {
	p.local[name], p.wires[name] = work, b
	p.begin = append(p.begin, func() { p.watch(ctx, &p.stages, string(name), r.Run) })
}

func (p *process) stageOptions(b *bus.Bus, live *policy.Live) stage.Options {
	return stage.Options{
		Concurrency: p.cfg.Limits.Concurrency, Limits: p.limits(), Log: p.log, Telemetry: p.tel, Now: time.Now, Local: p.local, Buses: p.wires,
		Weight: func(lane string) int { return live.Current().LaneWeight(lane) },
		Flag:   p.flags(b, live),
	}
}

// flags stores the events of a stage's page that reach the level of the policy
// that judged the exchange.
func (p *process) flags(b *bus.Bus, live *policy.Live) func(context.Context, exchange.Stage, *exchange.Exchange) error {
	v := version()
	return func(ctx context.Context, at exchange.Stage, x *exchange.Exchange) error {
		by, err := live.At(ctx, x.Policy.Digest)
		if err != nil {
			return err
		}
		now := time.Now()
		events := ocsf.Events(x, at, by.FlagLevel(), now, v)
		if at == exchange.StageDispatch && x.GuardOutput != nil { // a window ended a live stream
			events = append(events, ocsf.Events(x, exchange.StageGuard, by.FlagLevel(), now, v)...)
		}
		if len(events) == 0 {
			return nil
		}
		fresh, err := flag.Publish(ctx, b, events)
		for _, e := range fresh { // a redelivery's are counted already
			p.tel.Flagged(e.Severity, e.Category)
		}
		return err
	}
}
