package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/measure"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/pace"
	"sluice/loadtest/load/report"
	"sluice/loadtest/load/usage"
	"sluice/loadtest/load/world"
	"sluice/loadtest/rig"
	"sluice/pkg/devmodel"
)

type soakCmd struct {
	output
	Sluice string        `help:"Binary to measure; without it the tree is built." type:"existingfile" placeholder:"FILE"`
	For    time.Duration `help:"How long." default:"1h"`
	Rate   float64       `help:"Requests a second, with Poisson arrivals." default:"20"`
	Aborts float64       `help:"Streams a second, beside these, that their clients leave at a random moment." default:"2"`
	Every  time.Duration `help:"How often memory, goroutines and open files are read." default:"5s"`
	Most   float64       `help:"Resident memory in MB that fails the run; 0 for any." default:"150"`
	Margin int           `help:"Goroutines, and open files, that may be more afterwards than before." default:"24"`
	Seed   uint64        `help:"Kinds, sizes, arrivals and moments follow from it." default:"1"`
}

// Help is shown by --help.
func (soakCmd) Help() string {
	return `Runs sluice up under a steady mix of requests, with streams that are left half way, and reads its memory, its
goroutines and its open files meanwhile. Afterwards, with nothing under way, goroutines and files must be those of before.

Examples:
  bin/load soak                      # what make soak-pool runs, an hour
  bin/load soak --for 5m --out ""
  bin/load soak --for 20s --every 1s --rate 50 --aborts 10 --most 0 --out ""   # goroutines alone, what CI runs`
}

func (c *soakCmd) check() error {
	switch {
	case c.For < time.Second || c.For > 24*time.Hour:
		return errors.New("--for is a second to a day")
	case !(c.Rate > 0) || !(c.Aborts >= 0):
		return errors.New("--rate must be above 0, and --aborts not below")
	case c.Every < 100*time.Millisecond || c.Margin < 0 || !(c.Most >= 0):
		return errors.New("--every is at least 100ms, and --margin and --most are not below 0")
	}
	return nil
}

// Run soaks, reports and asserts.
func (c *soakCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	res := report.Soak{Head: head("soak", c.Seed), Asked: c.For.Seconds(), Rate: c.Rate, Aborts: c.Aborts, Most: c.Most, Margin: c.Margin}
	rig.Use(c.Sluice)
	p := newProgress(os.Stderr)
	err := world.Run(ctx, func(h rig.Host) error { return c.soak(ctx, h, p, &res) })
	p.end()
	if err != nil {
		return err
	}
	res.Took = time.Since(p.began).Seconds()
	if err := c.write(res, "soak", res.Text()); err != nil {
		return err
	}
	if failed := res.Failed(); len(failed) > 0 {
		return errors.New(strings.Join(failed, "; "))
	}
	return nil
}

func (c *soakCmd) soak(ctx context.Context, h rig.Host, p *progress, res *report.Soak) error {
	_, sides := world.Start(h, []string{world.Up}, world.Tools{}, func(s string) { p.say(s) })
	side := sides[0]
	m := mix.Mix{Sizes: []mix.Size{{Bytes: 256, Weight: 4}, {Bytes: 2048, Weight: 4}, {Bytes: 8192, Weight: 2}}, Stream: 0.2, Tools: 0.1, Blocked: 0.05, Seed: c.Seed}
	l := newLane(side, m, devmodel.Name, time.Minute, nil)
	r := &reader{side: side, began: time.Now()}
	p.say("warming up")
	warm := measure.NewTurn(c.Every)
	if err := c.stretch(ctx, l, warm, min(c.For, warmTime), p); err != nil {
		return err
	}
	l.crew.HangUp()
	var err error
	if res.Before, err = r.settled(ctx, 0); err != nil {
		return err
	}
	l = newLane(side, m, devmodel.Name, time.Minute, nil)
	l.next.Store(warm.Sent) // no prompt twice
	p.say(fmt.Sprintf("soaking for %s: %g requests a second, and %g streams that are left", c.For, c.Rate, c.Aborts))
	stop := r.every(c.Every)
	t := measure.NewTurn(c.Every)
	left := startLeaving(ctx, side, c.Aborts, c.Seed)
	err = c.stretch(ctx, l, t, c.For, p)
	res.Left = left()
	res.Samples = stop()
	l.crew.HangUp()
	if err != nil {
		return err
	}
	res.Requests, res.Causes, res.Latency, res.Warm = t.Sent, t.Causes(), t.Latency.Latency(), warm.Sent
	p.say("waiting until nothing is under way")
	res.After, err = r.settled(ctx, res.Before.Goroutines+c.Margin)
	return err
}

// warmTime is how long everything that is made once is given to be made.
const warmTime = 10 * time.Second

func (c *soakCmd) stretch(ctx context.Context, l *lane, t *measure.Turn, d time.Duration, p *progress) error {
	schedule, err := pace.New(c.Rate, true, c.Seed+uint64(l.next.Load()))
	if err != nil {
		return err
	}
	stop := watch(t, p.turn)
	drive.Open(ctx, l.crew, schedule, 1024, d, time.Minute, &l.next, t.Record)
	t.End()
	stop()
	return ctx.Err()
}

// reader reads what the one process of a side holds.
type reader struct {
	side  world.Side
	began time.Time
}

func (r *reader) read() (report.Held, error) {
	u, err := usage.Of(r.side.PIDs...)
	if err != nil {
		return report.Held{}, err
	}
	files, err := usage.Files(r.side.PIDs...)
	if err != nil {
		return report.Held{}, err
	}
	figures, err := world.Figures(r.side.Ops, "go_goroutines", "go_memstats_heap_alloc_bytes")
	if err != nil {
		return report.Held{}, err
	}
	const mb = 1 << 20
	return report.Held{
		At: time.Since(r.began).Seconds(), Resident: float64(u.Resident) / mb, CPU: u.CPU.Seconds(), Files: files,
		Goroutines: int(figures[0]), Heap: figures[1] / mb,
	}, nil
}

// every reads again and again until the returned function is called, which gives
// everything that was read.
func (r *reader) every(d time.Duration) (stop func() []report.Held) {
	end, out := make(chan struct{}), make(chan []report.Held)
	go func() {
		var all []report.Held
		tick := time.NewTicker(d)
		defer tick.Stop()
		for {
			if h, err := r.read(); err == nil {
				all = append(all, h)
			}
			select {
			case <-tick.C:
			case <-end:
				out <- all
				return
			}
		}
	}()
	return func() []report.Held {
		close(end)
		return <-out
	}
}

// settled waits until there are at most so many goroutines, or, for 0, until they do
// not become fewer any more, and gives the last reading either way.
func (r *reader) settled(ctx context.Context, most int) (report.Held, error) {
	const patience, calm = 40 * time.Second, 8
	var last report.Held
	still := 0
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		h, err := r.read()
		if err != nil {
			return h, err
		}
		if still++; last.Goroutines == 0 || h.Goroutines < last.Goroutines {
			still = 0
		}
		if last = h; still >= calm && (most == 0 || h.Goroutines <= most) {
			return h, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return h, ctx.Err()
		}
	}
	return last, nil
}
