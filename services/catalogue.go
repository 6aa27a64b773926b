package main

import (
	"context"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/catalog"
	"sluice/pkg/devmodel"
	"sluice/pkg/pool"
	"sluice/pkg/telemetry"
)

// listAgain is how long it takes until a listing that could not be written is tried once more.
const listAgain = 5 * time.Second

// listModels tells the other services which models the pool serves.
func (p *process) listModels(ctx context.Context, kv jetstream.KeyValue, models *pool.Pool) error {
	l := catalog.Listing{Models: models.Models()}
	if slices.Contains(l.Models, devmodel.Name+"/*") {
		l.Examples = devmodel.Models()
		p.tel.Know(telemetry.Models, l.Examples...)
	}
	return catalog.Announce(ctx, kv, "default", l)
}

// followModels announces every change of the pool after the first listing, until the context ends. changed was taken before that.
func (p *process) followModels(ctx context.Context, kv jetstream.KeyValue, models *pool.Pool, changed <-chan struct{}) {
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-again:
		}
		changed, again = models.Changed(), nil
		if err := p.listModels(ctx, kv, models); err != nil && ctx.Err() == nil {
			p.log.WarnContext(ctx, "the models are not announced; it is tried again", "error", err)
			again = time.After(listAgain)
		}
	}
}
