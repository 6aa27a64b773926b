package main

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"sluice/loadtest/load/client"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/pace"
	"sluice/loadtest/load/world"
	"sluice/pkg/devmodel"
)

// startLeaving opens so many streams a second, each over a connection of its own, whose
// clients go at a random moment: before the model answers, between two pieces, or when
// all has come. The returned function ends that and says how many there were.
func startLeaving(ctx context.Context, side world.Side, rate float64, seed uint64) (stop func() int64) {
	if rate == 0 {
		return func() int64 { return 0 }
	}
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	var left atomic.Int64
	all.Go(func() {
		from := rand.New(rand.NewPCG(seed, 1))
		schedule, err := pace.New(rate, true, seed+1)
		if err != nil {
			return
		}
		models := []string{devmodel.Name + "/slow-300", devmodel.Name + "/long-1000", devmodel.Name}
		pace.Run(ctx, schedule, 25*time.Hour, func(n int, _ time.Time) {
			model, after := models[n%len(models)], time.Duration(from.Int64N(int64(400*time.Millisecond)))
			all.Go(func() {
				c := client.New(client.Target{
					Addr: side.Addr, Token: side.Token, Model: model,
					Mix: mix.Mix{Sizes: []mix.Size{{Bytes: 512, Weight: 1}}, Stream: 1, Seed: seed},
				})
				gone := time.AfterFunc(after, c.HangUp)
				c.Call(1<<30 + n) // what comes of it is nobody's any more
				gone.Stop()
				c.HangUp()
				left.Add(1)
			})
		})
	})
	return func() int64 {
		cancel()
		all.Wait()
		return left.Load()
	}
}
