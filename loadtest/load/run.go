package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"sluice/loadtest/load/client"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/report"
	"sluice/loadtest/load/usage"
	"sluice/loadtest/load/world"
	"sluice/pkg/devmodel"
)

type runCmd struct {
	printed
	Out         string        `help:"Folder for the JSON, HTML and Markdown results; empty writes none."`
	URL         string        `help:"Base address of an edge, or of a model with --direct." default:"http://127.0.0.1:8080"`
	TokenFile   string        `help:"File with the token." default:"data/admin.token" type:"path"`
	Direct      bool          `help:"It is a model and not Sluice: no token, and nothing is refused."`
	Model       string        `help:"Model of plain and streamed requests." default:"sluice-dev"`
	Text        string        `help:"What it must answer; 'any' for any text." default:"${text}"`
	Connections int           `help:"Connections: of the closed loop all in use, of the open loop the most." default:"64"`
	Rate        float64       `help:"Open loop of so many requests a second; 0 is a closed loop."`
	Poisson     bool          `help:"Poisson arrivals in the open loop."`
	Duration    time.Duration `help:"How long." default:"30s"`
	Warmup      time.Duration `help:"How long before that, unmeasured." default:"2s"`
	Timeout     time.Duration `help:"After which a request counts as unanswered." default:"60s"`
	Sizes       string        `help:"Lengths of the prompts, as bytes:weight." default:"2048"`
	Stream      float64       `help:"Share of streams, 0 to 1."`
	Tools       float64       `help:"Share of requests that have the tool get_ticket called; its policy must permit it."`
	Blocked     float64       `help:"Share of requests that demand the tool wipe_disk; no policy may permit it."`
	Seed        uint64        `help:"Kinds, sizes and arrivals follow from it." default:"1"`
	PID         []int         `help:"Processes whose CPU and memory to read." name:"pid"`
}

// Help is shown by --help.
func (runCmd) Help() string {
	return `Calls what runs already. Tools and blocked requests need the model sluice-dev/tool behind the edge.

Examples:
  bin/load run --connections 16 --duration 10s --pid "$(pgrep -f 'sluice up')"
  bin/load run --rate 200 --poisson --stream 0.2 --sizes 256:3,2048:6,16384:1
  bin/load run --direct --url http://127.0.0.1:8090 --json
  bin/load run --model llama3.3:70b --text any --rate 2 --duration 2m --out /tmp/results`
}

// Run measures and reports.
func (c *runCmd) Run(ctx context.Context) error {
	list, err := mix.ParseSizes(c.Sizes)
	if err != nil {
		return err
	}
	m := mix.Mix{Sizes: list, Stream: c.Stream, Tools: c.Tools, Blocked: c.Blocked, Seed: c.Seed}
	side, err := c.side()
	if err := errors.Join(err, m.Check()); err != nil {
		return err
	}
	if c.Connections < 1 || c.Duration < 200*time.Millisecond || c.Timeout <= 0 || c.Rate < 0 || c.Warmup < 0 {
		return errors.New("give at least one connection, a duration of 200ms, a time limit, and no negative rate or warm-up")
	}
	p := newProgress(os.Stderr)
	l := laneOf(side, m, client.Target{Model: c.Model, Text: c.expected(), Timeout: c.Timeout}, map[string][]int{groupOwn: c.PID, groupGenerator: {os.Getpid()}})
	idle, err := usage.Of(c.PID...)
	if err != nil {
		return err
	}
	res := report.Load{Head: head("load-run", c.Seed), Rounds: 1, Seconds: c.Duration.Seconds(), Connections: c.Connections, OpenRate: c.Rate, Poisson: c.Poisson, Same: m, Mixed: m}
	o := contender{same: l, idle: idle}
	how := loop{connections: c.Connections, rate: c.Rate, poisson: c.Poisson, length: c.Duration, timeout: c.Timeout}
	if c.Warmup > 0 {
		p.say("warming up")
		warm := how
		warm.length = c.Warmup
		t, err := l.turn(ctx, warm, p.turn)
		if err != nil {
			return stopped(ctx, p, err)
		}
		o.warm = t.Turn.Sent
	}
	p.say("calling " + side.Addr)
	t, err := l.turn(ctx, how, p.turn)
	if err != nil {
		return stopped(ctx, p, err)
	}
	p.end()
	if c.Rate > 0 {
		o.open = []report.Measured{t}
	} else {
		o.closed = []report.Measured{t}
	}
	s, err := o.sum()
	if err != nil {
		return err
	}
	res.Sides, res.Wrong, res.Took = []report.Side{s}, s.Blocks()[0].Wrong, time.Since(p.began).Seconds()
	if err := (output{c.printed, c.Out}).write(res, "load-run", res.Text()); err != nil {
		return err
	}
	return wrong(res.Wrong)
}

func stopped(ctx context.Context, p *progress, err error) error {
	p.end()
	if ctx.Err() != nil {
		return world.ErrStopped
	}
	return err
}

// wrong is the error of a run with wrong answers.
func wrong(n int64) error {
	if n == 0 {
		return nil
	}
	return fmt.Errorf("%d answers were wrong: see causes in the result (--json)", n)
}

func (c *runCmd) expected() string {
	if c.Text == "any" {
		return ""
	}
	return c.Text
}

func (c *runCmd) side() (world.Side, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "http" || u.Host == "" || u.Port() == "" {
		return world.Side{}, errors.New("--url must be http://host:port: for TLS put a proxy in between")
	}
	s := world.Side{Name: "run", About: "what was called", Addr: u.Host, PIDs: c.PID, Sluice: !c.Direct}
	if c.Direct {
		return s, nil
	}
	token, err := os.ReadFile(c.TokenFile)
	if err != nil {
		return s, fmt.Errorf("reading the token: %w; name its file with --token-file", err)
	}
	s.Token = strings.TrimSpace(string(token))
	return s, nil
}

// text is what the development model says.
const text = devmodel.FixedAnswer
