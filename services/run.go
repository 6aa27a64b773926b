package main

import (
	"context"
	"slices"
)

type runCmd struct {
	settings
	NATSURL string   `help:"Address of the NATS server or servers." name:"nats-url" default:"nats://127.0.0.1:4222" env:"SLUICE_NATS_URL"`
	Names   []string `arg:"" name:"service" predict:"services" help:"identity, provenance, dispatch, toolauth, guard, dlp, console, edge."`
}

// Help is shown by --help.
func (runCmd) Help() string {
	return `Examples, after "sluice nats config > nats.conf" and "nats-server -c nats.conf":
  sluice run identity --nats-url nats://127.0.0.1:4222 --ops 127.0.0.1:9091
  sluice run dlp guard toolauth dispatch provenance --nats-url nats://127.0.0.1:4222 --ops 127.0.0.1:9092
  sluice run edge console --nats-url nats://127.0.0.1:4222 --ops 127.0.0.1:9093
  sluice run identity provenance dispatch toolauth guard dlp console edge
Each writes one line of JSON to stdout when it is ready. identity makes the streams and dispatch names the
models: the others wait for them.
Services start and stop in any order, in any number of processes.`
}

// Run starts the chosen services.
func (c *runCmd) Run(ctx context.Context) error {
	if err := checkNames(c.Names); err != nil {
		return err
	}
	if err := c.addresses(c.Listen, c.Console); err != nil {
		return err
	}
	names := inOrder(c.Names)
	p, err := newProcess(c.settings, c.Names, c.logger())
	if err != nil {
		return err
	}
	if err := c.dataFolder(names); err != nil {
		return err
	}
	p.url = c.NATSURL
	return p.serve(ctx, names, c.NATSURL)
}

// inOrder are the chosen services, each once, in the order in which they start: one
// may wait for what another of this process tells, as dlp does for dispatch's models.
func inOrder(chosen []string) []string {
	return slices.DeleteFunc(serviceNames(), func(n string) bool { return !slices.Contains(chosen, n) })
}
