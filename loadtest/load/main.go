// Command load is the load instrument: it starts Sluice and the development model,
// calls them in closed and open loops, checks every answer, and reports latency,
// throughput, CPU and memory. `make load` and `make load-stage` run it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"sluice/loadtest/load/world"
	"sluice/loadtest/rig"
)

type cli struct {
	Compare compareCmd `cmd:"" help:"Call the development model directly and through Sluice, in turns, and compare."`
	Stage   stageCmd   `cmd:"" help:"Give one slowed stage more and more processes, and see what that gains."`
	Soak    soakCmd    `cmd:"" help:"Keep sluice up under an even load for long: its memory and goroutines over time."`
	Run     runCmd     `cmd:"" help:"Call what runs already."`
	Proxy   proxyCmd   `cmd:"" hidden:"" help:"The side that only passes on."`
}

func main() {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("load"),
		kong.Description("The load instrument of Sluice. Everything runs on this machine, on loopback, and ends with it."),
		kong.UsageOnError(),
		kong.Vars{"text": text},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
	k, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	defer stop()
	k.BindTo(ctx, (*context.Context)(nil))
	err = k.Run()
	rig.RemoveBuilt()
	switch {
	case errors.Is(err, world.ErrStopped):
		fmt.Fprintln(os.Stderr, "load: stopped; nothing is left running and no result was written")
		os.Exit(130)
	case err != nil:
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}
