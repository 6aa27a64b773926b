package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/report"
	"sluice/loadtest/load/usage"
	"sluice/loadtest/load/world"
	"sluice/loadtest/rig"
	"sluice/pkg/devmodel"
)

type compareCmd struct {
	output
	Sluice      string   `help:"Binary to measure; without it the tree is built." type:"existingfile" placeholder:"FILE"`
	Sides       []string `help:"What to call in turns: direct, proxy, up, processes, replicas; and portkey, litellm where --gateways has them." default:"direct,proxy,up,processes,replicas"`
	Gateways    string   `help:"Folder of the gateways that make gateways installs." default:"bin/.gateways" type:"path"`
	Name        string   `help:"Name of the files of results." default:"load"`
	Rounds      int      `help:"Rounds; in each every side has its turn." default:"5"`
	Seconds     float64  `help:"Length of a turn." default:"4"`
	Connections int      `help:"Connections of the closed loop." default:"64"`
	Rate        float64  `help:"Requests a second of the open loop; 0 leaves it out." default:"200"`
	Poisson     bool     `help:"Poisson arrivals in the open loop, not evenly spaced ones."`
	StreamRate  float64  `help:"Streams a second of the open loop that measures the time to the first text; 0 leaves it out." default:"20"`
	Bytes       int      `help:"Length of the prompts of the closed and the open loop." default:"2048"`
	Mixed       bool     `help:"One more turn of each side with mixed requests." default:"true" negatable:""`
	Sizes       string   `help:"Lengths of the mixed prompts, as bytes:weight." default:"256:4,2048:4,8192:2"`
	Stream      float64  `help:"Share of streams in the mix." default:"0.20"`
	Tools       float64  `help:"Share of requests that have a permitted tool called." default:"0.10"`
	Blocked     float64  `help:"Share of requests that Sluice refuses." default:"0.05"`
	Seed        uint64   `help:"Kinds, sizes and arrivals follow from it." default:"1"`
	Quick       bool     `help:"One short round, to see that it works. The figures mean little."`
}

// Help is shown by --help.
func (compareCmd) Help() string {
	return `Starts the development model, and beside it Sluice in several forms, all on loopback and in a folder of its
own that is removed in the end, and calls them in turns. CPU and memory are those of Sluice's processes alone.

Examples:
  bin/load compare                                          # what make load runs, under 6 minutes
  bin/load compare --quick --out /tmp/results               # under a minute
  bin/load compare --sides direct,up --rounds 3 --rate 0 --stream-rate 0 --no-mixed --out ""   # the hot path alone, no files
  bin/load compare --sides direct,proxy,up,portkey,litellm --no-mixed --name gateways          # what make gateways runs
  bin/load compare --json --out "" | jq '.sides[].closed.requests_per_s.median'`
}

func (c *compareCmd) check() error {
	if c.Quick {
		c.Rounds, c.Seconds = min(c.Rounds, 1), min(c.Seconds, 1)
	}
	known := slices.Concat(world.Names(), world.Gateways())
	for _, s := range c.Sides {
		if !slices.Contains(known, s) {
			return fmt.Errorf("there is no side %q: choose among %v", s, known)
		}
		if c.Mixed && slices.Contains(world.Gateways(), s) {
			return fmt.Errorf("the mix has tools that %s is not set up for: add --no-mixed", s)
		}
	}
	switch {
	case len(c.Sides) == 0 || c.Rounds < 1 || c.Connections < 1 || c.Connections > 4096:
		return errors.New("give at least one side, one round, and 1 to 4096 connections")
	case !(c.Seconds >= 0.2 && c.Seconds <= 3600):
		return errors.New("a turn is 0.2 to 3600 seconds long")
	case !(c.Rate >= 0) || !(c.StreamRate >= 0):
		return errors.New("--rate and --stream-rate must not be negative")
	case c.Name == "" || c.Name != filepath.Base(c.Name):
		return errors.New("--name is a file's, without a folder")
	}
	return nil
}

// Run measures and reports.
func (c *compareCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	sizes, err := mix.ParseSizes(c.Sizes)
	if err != nil {
		return err
	}
	res := report.Load{
		Head: head(c.Name, c.Seed), Rounds: c.Rounds, Seconds: c.Seconds, Connections: c.Connections, OpenRate: c.Rate, StreamRate: c.StreamRate, Poisson: c.Poisson,
		Same:  mix.Mix{Sizes: []mix.Size{{Bytes: c.Bytes, Weight: 1}}, Seed: c.Seed},
		Mixed: mix.Mix{Sizes: sizes, Stream: c.Stream, Tools: c.Tools, Blocked: c.Blocked, Seed: c.Seed},
	}
	if err := errors.Join(res.Same.Check(), res.Mixed.Check()); err != nil {
		return err
	}
	rig.Use(c.Sluice)
	p := newProgress(os.Stderr)
	err = world.Run(ctx, func(h rig.Host) error { return c.measure(ctx, h, p, &res) })
	p.end()
	if err != nil {
		return err
	}
	res.Took = time.Since(p.began).Seconds()
	if err := c.write(res, c.Name, res.Text()); err != nil {
		return err
	}
	return wrong(res.WrongOf(func(name string) bool { return world.Side{Name: name}.Ours() }))
}

func (c *compareCmd) measure(ctx context.Context, h rig.Host, p *progress, res *report.Load) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	model, sides := world.Start(h, c.Sides, world.Tools{Self: self, Gateways: c.Gateways}, func(s string) { p.say(s) })
	streams := res.Same
	streams.Stream = 1
	var all []*contender
	for _, s := range sides {
		g := groups(s, sides, model.PID())
		one := &contender{
			same:  newLane(s, res.Same, devmodel.Name, time.Minute, g),
			mixed: newLane(s, res.Mixed, devmodel.Name, time.Minute, g),
			flow:  newLane(s, streams, devmodel.Name, time.Minute, g),
		}
		one.mixed.next.Store(1 << 28) // no prompt twice
		one.flow.next.Store(1 << 29)
		if one.idle, err = usage.Of(s.PIDs...); err != nil {
			return err
		}
		all = append(all, one)
	}
	if err := c.turns(ctx, p, all); err != nil {
		return err
	}
	for _, one := range all {
		s, err := one.sum()
		if err != nil {
			return err
		}
		res.Sides = append(res.Sides, s)
		for _, b := range s.Blocks() {
			res.Wrong += b.Wrong
		}
	}
	if i := slices.IndexFunc(res.Sides, func(s report.Side) bool { return s.Name == world.Direct }); i >= 0 {
		for j := range res.Sides {
			if j != i {
				res.Sides[j].Against = report.AgainstDirect(res.Sides[j], res.Sides[i])
			}
		}
	}
	return nil
}
