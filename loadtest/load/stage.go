package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/measure"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/report"
	"sluice/loadtest/load/usage"
	"sluice/loadtest/load/world"
	"sluice/loadtest/rig"
)

type stageCmd struct {
	output
	Sluice      string        `help:"Binary to measure; without it the tree is built." type:"existingfile" placeholder:"FILE"`
	Stages      []string      `help:"Stages to slow, one after the other: dispatch, guard." default:"dispatch,guard"`
	Replicas    []int         `help:"Numbers of processes of the stage; 1 must be among them." default:"1,2,4,8"`
	Sleep       time.Duration `help:"How long the stage's work sleeps." default:"100ms"`
	Concurrency int           `help:"Exchanges that one process of the stage has in work at once." default:"4"`
	Connections int           `help:"Connections of the closed loop for each process of the stage; 0 is twice what it has in work." default:"0"`
	Seconds     float64       `help:"Length of a measured stretch." default:"5"`
	Sweeps      int           `help:"Sweeps: up, then down, then up again." default:"2"`
	Goal        float64       `help:"Efficiency below which the command fails; 0 for none." default:"0.8"`
	Seed        uint64        `help:"The prompts follow from it." default:"1"`
	Quick       bool          `help:"1 and 2 processes, short sleeps and stretches, no goal: to see that it works."`
}

// Help is shown by --help.
func (stageCmd) Help() string {
	return `Runs every service as a process, slows one stage, and gives it more and more processes: throughput against
replicas, and efficiency(n) = throughput(n) / (n × throughput(1)). The stage sleeps, so that cores do not limit it.

Examples:
  bin/load stage                                  # what make load-stage runs, under 4 minutes
  bin/load stage --stages dispatch --replicas 1,2,4,8,16 --sweeps 1 --out ""
  bin/load stage --quick --out /tmp/results`
}

func (c *stageCmd) check() error {
	if c.Quick {
		c.Replicas, c.Sleep, c.Seconds, c.Sweeps, c.Goal = []int{1, 2}, min(c.Sleep, 50*time.Millisecond), min(c.Seconds, 1), 1, 0
	}
	for _, s := range c.Stages {
		if !slices.Contains(world.Slowable(), s) {
			return fmt.Errorf("stage %q cannot be slowed: choose among %v", s, world.Slowable())
		}
	}
	for _, n := range c.Replicas {
		if n < 1 || n > 32 {
			return errors.New("replicas are 1 to 32")
		}
	}
	slices.Sort(c.Replicas)
	c.Replicas = slices.Compact(c.Replicas)
	switch {
	case !slices.Contains(c.Replicas, 1):
		return errors.New("--replicas must have 1, which the others are held against")
	case c.Sleep < 10*time.Millisecond || c.Sleep > 10*time.Second:
		return errors.New("--sleep is 10ms to 10s")
	case c.Concurrency < 1 || c.Sweeps < 1 || !(c.Seconds >= 0.2 && c.Seconds <= 600):
		return errors.New("give a concurrency and sweeps of at least 1, and 0.2 to 600 seconds")
	}
	if c.Connections == 0 {
		c.Connections = 2 * c.Concurrency
	}
	if c.Connections < c.Concurrency {
		return errors.New("--connections below --concurrency cannot keep a process of the stage busy")
	}
	return nil
}

// Run measures and reports.
func (c *stageCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	res := report.Scaling{Head: head("load-stage", c.Seed), Goal: c.Goal, Seconds: c.Seconds, Connections: c.Connections}
	rig.Use(c.Sluice)
	p := newProgress(os.Stderr)
	for _, stage := range c.Stages {
		err := world.Run(ctx, func(h rig.Host) error {
			s, err := c.measure(ctx, h, p, stage)
			res.Stages = append(res.Stages, s)
			return err
		})
		if err != nil {
			p.end()
			return err
		}
	}
	p.end()
	res.Took = time.Since(p.began).Seconds()
	for _, s := range res.Stages {
		for _, pt := range s.Points {
			res.Wrong += pt.Wrong
		}
	}
	if err := c.write(res, "load-stage", res.Text()); err != nil {
		return err
	}
	if err := wrong(res.Wrong); err != nil {
		return err
	}
	if missed := res.Missed(); len(missed) > 0 {
		return fmt.Errorf("below the goal of %.2f: %s", c.Goal, strings.Join(missed, "; "))
	}
	return nil
}

func (c *stageCmd) measure(ctx context.Context, h rig.Host, p *progress, stage string) (report.Stage, error) {
	p.say("starting every service, with a slowed " + stage)
	w := world.StartSlowed(h, stage, c.Sleep, c.Concurrency)
	s := report.Stage{Name: stage, SleepMS: float64(c.Sleep) / float64(time.Millisecond), Sleeps: w.Sleeps, Concurrency: c.Concurrency}
	side := world.Side{Name: stage, Addr: w.Addr, Token: w.Token, Sluice: true}
	l := newLane(side, mix.Mix{Sizes: []mix.Size{{Bytes: 512, Weight: 1}}, Seed: c.Seed}, w.Model, 2*time.Minute, nil)
	var sweeps [][]report.Window
	order := slices.Clone(c.Replicas)
	for sweep := range c.Sweeps {
		var windows []report.Window
		for _, n := range order {
			p.say(fmt.Sprintf("%s, sweep %d of %d: %d processes", stage, sweep+1, c.Sweeps, n))
			w.Scale(h, n)
			one, err := c.window(ctx, l, w, n, p)
			if err != nil {
				return s, err
			}
			windows = append(windows, one)
		}
		sweeps = append(sweeps, windows)
		slices.Reverse(order)
	}
	return report.StageOf(s, sweeps), nil
}

// round is the time in which the closed loop comes round: everyone who is under way
// passes the stage as often as an exchange does. Answers come in waves of that length,
// as the queue is served in order, so that a stretch must hold whole ones.
func (c *stageCmd) round(w *world.Slowed) time.Duration {
	return time.Duration(w.Sleeps) * c.Sleep * time.Duration(c.Connections) / time.Duration(c.Concurrency)
}

// window keeps the stage busy, and counts the answers that come between a time after
// the begin, when the queue stands, and the end. What is under way then is waited for
// and checked, and not counted.
func (c *stageCmd) window(ctx context.Context, l *lane, w *world.Slowed, replicas int, p *progress) (report.Window, error) {
	own, model := w.PIDs()
	round := c.round(w)
	lead := max(time.Second, 3*round)
	length := max(1, (time.Duration(c.Seconds*float64(time.Second))+round/2)/round) * round
	from := time.Now().Add(lead)
	to := from.Add(length)
	all, counted := measure.NewTurn(every), measure.NewTurn(every)
	used := make(chan usageOf, 1)
	go func() { used <- between(ctx, from, to, own, model) }()
	stop := watch(all, p.turn)
	drive.Closed(ctx, l.crew, c.Connections*replicas, lead+length, &l.next, func(s drive.Sample) {
		all.Record(s)
		if !s.Done.Before(from) && s.Done.Before(to) {
			counted.Record(s)
		}
	})
	stop()
	u := <-used
	if ctx.Err() != nil {
		return report.Window{}, ctx.Err()
	}
	if u.err != nil {
		return report.Window{}, u.err
	}
	return report.Window{
		Replicas: replicas, Rate: float64(counted.Sent) / length.Seconds(), Cores: float64(u.own) / float64(length),
		AllCores: float64(u.all) / float64(length), P50: counted.Latency.Latency().P50, Answers: counted.Sent, Wrong: all.Causes(),
	}, nil
}

// usageOf is CPU time between two moments.
type usageOf struct {
	own, all time.Duration
	err      error
}

// between reads what processes use at two moments to come.
func between(ctx context.Context, from, to time.Time, own []int, model int) usageOf {
	everyone := append(slices.Clone(own), model, os.Getpid())
	var read [2][2]usage.Usage
	for i, at := range []time.Time{from, to} {
		t := time.NewTimer(time.Until(at))
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			return usageOf{err: ctx.Err()}
		}
		for j, pids := range [][]int{own, everyone} {
			var err error
			if read[i][j], err = usage.Of(pids...); err != nil {
				return usageOf{err: err}
			}
		}
	}
	return usageOf{own: read[1][0].CPU - read[0][0].CPU, all: read[1][1].CPU - read[0][1].CPU}
}
