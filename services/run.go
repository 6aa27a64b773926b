package main

import (
	"context"
)

type runCmd struct {
	settings
	NATSURL string   `help:"Address of the NATS server or servers." name:"nats-url" default:"nats://127.0.0.1:4222" env:"SLUICE_NATS_URL"`
	Names   []string `arg:"" name:"service" help:"identity, provenance, dispatch, toolauth, guard, dlp, console, edge."`
}

// Help is shown by --help.
func (runCmd) Help() string {
	return `Example, after "sluice nats config > nats.conf" and "nats-server -c nats.conf":
  sluice run identity --nats-url nats://127.0.0.1:4222 --ops 127.0.0.1:0
  sluice run dlp guard toolauth dispatch provenance --nats-url nats://127.0.0.1:4222 --ops 127.0.0.1:0
  sluice run edge console --nats-url nats://127.0.0.1:4222 --ops 127.0.0.1:0
Services start and stop in any order, in any number of processes.`
}

// Run starts the chosen services.
func (c *runCmd) Run(ctx context.Context) error {
	if err := checkNames(c.Names); err != nil {
		return err
	}
	if err := c.exposed(c.Listen, c.Ops, c.Console); err != nil {
		return err
	}
	p, err := newProcess(c.settings, c.logger())
	if err != nil {
		return err
	}
	if err := c.dataFolder(c.Names); err != nil {
		return err
	}
	p.url = c.NATSURL
	return p.serve(ctx, c.Names, c.NATSURL)
}
