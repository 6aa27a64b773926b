package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sluice/loadtest/load/report"
	"sluice/loadtest/load/usage"
)

// contender is a side with what was measured of it.
type contender struct {
	same, mixed, flow             *lane
	closed, open, streams, blends []report.Measured
	idle                          usage.Usage
	warm                          int64
}

// turn is one kind of turn that every side has in a round.
type turn struct {
	name string
	how  loop
	lane func(*contender) *lane
	to   func(*contender) *[]report.Measured
}

// kinds are the kinds of turns that are asked for.
func (c *compareCmd) kinds() []turn {
	length := time.Duration(c.Seconds * float64(time.Second))
	same := func(one *contender) *lane { return one.same }
	out := []turn{{
		name: fmt.Sprintf("closed loop of %d", c.Connections), how: loop{connections: c.Connections, length: length}, lane: same,
		to: func(one *contender) *[]report.Measured { return &one.closed },
	}}
	if c.Rate > 0 {
		out = append(out, turn{
			name: fmt.Sprintf("%g a second", c.Rate), how: loop{connections: 1024, rate: c.Rate, poisson: c.Poisson, length: length, timeout: time.Minute}, lane: same,
			to: func(one *contender) *[]report.Measured { return &one.open },
		})
	}
	if c.StreamRate > 0 {
		out = append(out, turn{
			name: fmt.Sprintf("%g streams a second", c.StreamRate), how: loop{connections: 1024, rate: c.StreamRate, poisson: c.Poisson, length: length, timeout: time.Minute},
			lane: func(one *contender) *lane { return one.flow },
			to:   func(one *contender) *[]report.Measured { return &one.streams },
		})
	}
	return out
}

// turns gives every side its turns, round by round. Who begins moves on by one each
// round, so that no side is always the one after another.
func (c *compareCmd) turns(ctx context.Context, p *progress, all []*contender) error {
	length := time.Duration(c.Seconds * float64(time.Second))
	for _, one := range all {
		p.say("warming up " + one.same.side.Name)
		m, err := one.same.turn(ctx, loop{connections: c.Connections, length: min(length, 1500*time.Millisecond)}, p.turn)
		if err != nil {
			return err
		}
		one.warm = m.Turn.Sent
	}
	for round := range c.Rounds {
		for _, k := range c.kinds() {
			for i := range all {
				one := all[(round+i)%len(all)]
				p.say(fmt.Sprintf("round %d of %d: %s, %s", round+1, c.Rounds, one.same.side.Name, k.name))
				m, err := k.lane(one).turn(ctx, k.how, p.turn)
				if err != nil {
					return err
				}
				to := k.to(one)
				*to = append(*to, m)
			}
		}
	}
	for _, one := range all {
		if !c.Mixed {
			continue
		}
		p.say("mixed requests: " + one.same.side.Name)
		m, err := one.mixed.turn(ctx, loop{connections: c.Connections, length: length}, p.turn)
		if err != nil {
			return err
		}
		one.blends = append(one.blends, m)
	}
	return nil
}

func (one *contender) sum() (report.Side, error) {
	side := one.same.side
	s := report.Side{Name: side.Name, About: side.About, Processes: len(side.PIDs)}
	requests := one.warm
	for _, part := range []struct {
		turns []report.Measured
		to    **report.Block
	}{{one.closed, &s.Closed}, {one.open, &s.Open}, {one.streams, &s.Streams}, {one.blends, &s.Mixed}} {
		if len(part.turns) > 0 {
			b := report.BlockOf(part.turns)
			*part.to = &b
			requests += b.Requests
		}
	}
	last, err := usage.Of(side.PIDs...)
	if err != nil {
		return s, err
	}
	share, err := usage.Share(side.PIDs...)
	if err != nil {
		return s, err
	}
	s.Memory = report.MemoryOf(one.idle, last, share, slices.Concat(one.closed, one.open, one.streams, one.blends))
	s.Memory.Requests = requests
	return s, nil
}
