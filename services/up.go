package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sluice/pkg/bus"
	"sluice/services/identity"
)

type upCmd struct {
	settings
	NATS string `help:"Address of the embedded NATS server." name:"nats" default:"127.0.0.1:4222" env:"SLUICE_NATS"`
}

// Help is shown by --help.
func (upCmd) Help() string {
	return `Examples:
  sluice up
  sluice up --config sluice.yaml --data ./data --keys ./keys --listen 127.0.0.1:8080
When everything is ready it writes one line of JSON to stdout, and to stderr a curl line to paste. Port 0 takes a free port; the line on stdout names it.`
}

// Run starts the embedded server and every service.
func (c *upCmd) Run(ctx context.Context) error {
	log := c.logger()
	if err := c.addresses(c.Listen, c.NATS, c.Console); err != nil {
		return err
	}
	p, err := newProcess(c.settings, serviceNames(), log)
	if err != nil {
		return err
	}
	if err := c.prepare(log); err != nil {
		return err
	}
	lock, err := lockData(c.Data)
	if err != nil {
		return err
	}
	defer lock.Close()
	server, err := bus.StartEmbedded(bus.ServerConfig{
		Listen: c.NATS, StoreDir: filepath.Join(c.Data, "nats"), Keys: c.Keys, MaxPayload: p.cfg.MaxPayload(),
		TLSCert: c.TLSCert, TLSKey: c.TLSKey, Layout: bus.Whole,
	}, log)
	if err != nil {
		return err
	}
	defer server.Shutdown()
	p.inProcess = server.Server()
	p.announced = func(line readyLine) {
		fmt.Fprint(os.Stderr, curlLine(line.HTTP, p.example(), c.TLSCert != "", filepath.Join(c.Data, identity.TokenFile)))
	}
	return p.serve(ctx, serviceNames(), server.Addr())
}

// curlLine is what a new user pastes. The token stays in its file: what is
// printed may be logged.
func curlLine(addr, model string, tls bool, tokenFile string) string {
	scheme := "http"
	if tls {
		scheme = "https"
	}
	return fmt.Sprintf("\nTry it:\n\ncurl -sS %s://%s/v1/chat/completions -H \"Authorization: Bearer $(cat '%s')\" -H 'Content-Type: application/json' -d '{\"model\":%q,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'\n\n",
		scheme, addr, tokenFile, model)
}
