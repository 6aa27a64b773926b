package main

import (
	"context"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/engine"
	"sluice/pkg/policy"
	"sluice/pkg/register"
	"sluice/pkg/sanitize"
	"sluice/pkg/token"
	"sluice/services/identity"
)

func (p *process) startIdentity(ctx context.Context) error {
	if err := p.provision(ctx); err != nil {
		return err
	}
	b, err := p.join(ctx, bus.UserIdentity)
	if err != nil {
		return err
	}
	callout, err := p.connect(ctx, bus.UserCallout)
	if err != nil {
		return err
	}
	system, err := p.connect(ctx, bus.UserSystem)
	if err != nil {
		return err
	}
	keys, err := bus.LoadCalloutKeys(p.Keys)
	if err != nil {
		return err
	}
	kv, err := b.Bucket(ctx, bus.BucketIdentity)
	if err != nil {
		return err
	}
	policies, err := b.Bucket(ctx, bus.BucketPolicy)
	if err != nil {
		return err
	}
	models, err := b.Bucket(ctx, bus.BucketModels)
	if err != nil {
		return err
	}
	revoked := make(chan token.Record, 64)
	dir, err := p.directory(ctx, b, func(r token.Record) {
		select {
		case revoked <- r:
		case <-ctx.Done():
		}
	})
	if err != nil {
		return err
	}
	s, err := identity.Start(ctx, identity.Deps{
		Bus: b, Callout: callout, System: system, KV: kv, Keys: keys, Directory: dir, Data: p.Data, Log: p.log, Now: time.Now,
		Clean:    func(name string) bool { return sanitize.New(p.detectors, p.policy).Clean(name, policy.Input) },
		Policies: policy.NewStore(policies, time.Now), Known: p.known, Policy: p.policy, Configured: p.cfg.Policy != "",
		Models: register.NewStore(b, models, time.Now), Engines: engine.Kinds(),
	})
	if err != nil {
		return err
	}
	p.watch(ctx, &p.stages, "closing revoked connections", func(ctx context.Context) error {
		for {
			select {
			case r := <-revoked:
				s.Revoked(ctx, r)
			case <-ctx.Done():
				return nil
			}
		}
	})
	p.watch(ctx, &p.stages, "watching the queues", p.watchQueues)
	return nil
}

// watchQueues tells how much waits for each stage. Without it nothing is lost but
// sight, so that a server or keys folder from before its user end it and nothing else.
func (p *process) watchQueues(ctx context.Context) error {
	b, err := p.connect(ctx, bus.UserTelemetry)
	if err != nil {
		if ctx.Err() == nil {
			p.log.ErrorContext(ctx, "the queues are not watched", "error", err)
		}
		return nil
	}
	identity.WatchQueues(ctx, b, identity.LookEvery, p.log, func(q identity.Queues) { q.Tell(p.tel) })
	return nil
}
