package main

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"sluice/loadtest/load/client"
	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/measure"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/pace"
	"sluice/loadtest/load/report"
	"sluice/loadtest/load/usage"
	"sluice/loadtest/load/world"
	"sluice/pkg/devmodel"
)

// Groups of processes whose usage is read during a turn.
const (
	groupOwn       = "own"       // the side's own
	groupModel     = "model"     // the development model
	groupGenerator = "generator" // this process
	groupOthers    = "others"    // sides that only stand by
)

// every is the width of a stretch in courses over time.
const every = 250 * time.Millisecond

// loop is how a turn is driven: closed, or open where rate is given.
type loop struct {
	connections int
	rate        float64
	poisson     bool
	length      time.Duration
	timeout     time.Duration
}

// lane is one side with its connections for one mix.
type lane struct {
	side  world.Side
	crew  *drive.Crew
	next  atomic.Int64 // numbers its requests
	watch map[string][]int
	m     mix.Mix
}

func newLane(side world.Side, m mix.Mix, model string, timeout time.Duration, watch map[string][]int) *lane {
	return laneOf(side, m, client.Target{Model: model, Text: devmodel.FixedAnswer, Timeout: timeout}, watch)
}

// laneOf completes a target with what the side and the mix say.
func laneOf(side world.Side, m mix.Mix, t client.Target, watch map[string][]int) *lane {
	t.Addr, t.Token, t.Headers, t.Family, t.Refuses, t.Mix = side.Addr, side.Token, side.Headers, devmodel.Name, side.Sluice, m
	return &lane{side: side, m: m, watch: watch, crew: drive.NewCrew(func() drive.Caller { return client.New(t) })}
}

// turn drives one stretch and reads what the processes use meanwhile. watching hears
// how it goes.
func (l *lane) turn(ctx context.Context, p loop, watching func(*measure.Turn)) (report.Measured, error) {
	var schedule pace.Schedule
	if p.rate > 0 {
		var err error
		// Each turn has arrivals of its own, which follow from the seed too.
		if schedule, err = pace.New(p.rate, p.poisson, l.m.Seed+uint64(l.next.Load())); err != nil {
			return report.Measured{}, err
		}
	}
	w := usage.NewWatch(l.watch, every)
	t := measure.NewTurn(every)
	stop := watch(t, watching)
	if schedule != nil {
		drive.Open(ctx, l.crew, schedule, p.connections, p.length, p.timeout, &l.next, t.Record)
	} else {
		drive.Closed(ctx, l.crew, p.connections, p.length, &l.next, t.Record)
	}
	t.End()
	points, err := w.Stop()
	stop()
	if ctx.Err() != nil {
		return report.Measured{}, ctx.Err()
	}
	if err != nil {
		return report.Measured{}, fmt.Errorf("%s: %w", l.side.Name, err)
	}
	return report.Measured{Turn: t, Points: points}, nil
}

// watch tells how a turn goes until it is stopped.
func watch(t *measure.Turn, tell func(*measure.Turn)) (stop func()) {
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				tell(t)
			case <-end:
				return
			}
		}
	}()
	return func() {
		close(end)
		<-ended
	}
}

// groups says whose usage counts as what while one side is called.
func groups(side world.Side, all []world.Side, model int) map[string][]int {
	out := map[string][]int{groupOwn: side.PIDs, groupModel: {model}, groupGenerator: {os.Getpid()}, groupOthers: nil}
	for _, s := range all {
		if s.Name != side.Name && s.Sluice {
			out[groupOthers] = append(out[groupOthers], s.PIDs...)
		}
	}
	return out
}
