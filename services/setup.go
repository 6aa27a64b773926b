package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/config"
	"sluice/pkg/devmodel"
)

type natsCmd struct {
	Config natsConfigCmd `cmd:"" help:"Make the keys where they are missing, and print a nats-server configuration."`
}

// Help is shown by --help.
func (natsCmd) Help() string {
	return `Example:
  sluice nats config > nats.conf`
}

type natsConfigCmd struct {
	Keys    string   `help:"Folder for keys." default:"./keys" env:"SLUICE_KEYS" type:"path"`
	Store   string   `help:"JetStream's folder." default:"./data/nats" type:"path"`
	Listen  string   `help:"Address of the server." default:"127.0.0.1:4222"`
	Name    string   `help:"Name of the server; in a cluster each has its own." default:"sluice"`
	Cluster string   `help:"Address at which the servers of a cluster find this one." placeholder:"ADDR"`
	Routes  []string `help:"The other servers' --cluster addresses, as nats://ADDR." name:"route" placeholder:"URL"`
	File    string   `help:"Sluice's configuration file, for the payload limit." name:"config" env:"SLUICE_CONFIG" type:"path" placeholder:"FILE"`
	TLSCert string   `help:"TLS certificate (PEM)." name:"tls-cert" type:"path" placeholder:"FILE"`
	TLSKey  string   `help:"Its key (PEM)." name:"tls-key" type:"path" placeholder:"FILE"`
	Out     string   `help:"File to write it to, over what stands there, in place of printing it." type:"path" placeholder:"FILE"`
}

// Help is shown by --help.
func (natsConfigCmd) Help() string {
	return `Examples:
  sluice nats config --keys ./keys --store ./data/nats > nats.conf
  sluice nats config --name n1 --cluster 127.0.0.1:6222 --route nats://127.0.0.1:6223 > nats.conf
Then start the server with "nats-server -c nats.conf". The configuration holds public keys only; the seeds stay in the keys folder.`
}

// Run prints the configuration.
func (c *natsConfigCmd) Run() error {
	cfg, err := config.Load(c.File, knownTo(nil))
	if err != nil {
		return err
	}
	if err := makeKeys(c.Keys); err != nil {
		return err
	}
	text, err := bus.ConfigText(bus.ServerConfig{
		Listen: c.Listen, StoreDir: c.Store, Keys: c.Keys, MaxPayload: cfg.MaxPayload(), TLSCert: c.TLSCert, TLSKey: c.TLSKey,
		Name: c.Name, Cluster: c.Cluster, Routes: c.Routes,
	})
	if err != nil {
		return err
	}
	if c.Out != "" {
		return replaceFile(c.Out, text)
	}
	fmt.Print(text)
	return nil
}

// replaceFile writes a file that others may read, whole or not at all.
func replaceFile(path, text string) error {
	tmp := path + ".new"
	if err := os.WriteFile(tmp, []byte(text), 0o644); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	return nil
}

type devmodelCmd struct {
	Listen   string `help:"Address." default:"127.0.0.1:8090"`
	Insecure int    `help:"Give it twice to listen beyond loopback: prompts then travel in clear." type:"counter" env:"SLUICE_INSECURE"`
	Journal  string `help:"File that gets what the model was sent, call by call, as JSON lines." type:"path" placeholder:"FILE"`
}

// Help is shown by --help.
func (devmodelCmd) Help() string {
	return `Example:
  sluice devmodel --listen 127.0.0.1:8090 --journal calls.jsonl
It writes one line of JSON to stdout when it is ready.
The model's name says what it does: sluice-dev, sluice-dev/echo, /say, /tool, /leak, /guard, /long-1000, /slow-250, /error-500, /hang, /cut.`
}

// Run serves until the process is told to stop.
func (c *devmodelCmd) Run(ctx context.Context) error {
	var journal *devmodel.Journal
	if c.Journal != "" {
		var err error
		if journal, err = devmodel.OpenJournal(c.Journal); err != nil {
			return err
		}
		defer journal.Close()
	}
	if err := (settings{Insecure: c.Insecure}).exposed(c.Listen); err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	srv := &http.Server{Handler: devmodel.Handler(journal), ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	line, err := json.Marshal(map[string]any{"ready": true, "http": l.Addr().String()})
	if err != nil {
		return err
	}
	fmt.Println(string(line))
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return srv.Close()
	}
}
