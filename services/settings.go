package main

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sluice/pkg/bus"
	"sluice/pkg/config"
	"sluice/pkg/engine"
	"sluice/pkg/llamaguard"
	"sluice/pkg/seal"
	"sluice/pkg/telemetry"
)

// settings are the flags of a process that runs services.
type settings struct {
	Data     string  `help:"Folder for data." default:"./data" env:"SLUICE_DATA" type:"path"`
	Keys     string  `help:"Folder for keys: the key-encryption key and NATS credentials. Keep it off the data disk." default:"./keys" env:"SLUICE_KEYS" type:"path"`
	Config   string  `help:"Configuration file (YAML)." env:"SLUICE_CONFIG" type:"path" placeholder:"FILE"`
	Listen   string  `help:"Address of the HTTP edge." default:"127.0.0.1:8080" env:"SLUICE_LISTEN"`
	Console  string  `help:"Address of the console." default:"127.0.0.1:8081" env:"SLUICE_CONSOLE"`
	Ops      string  `help:"Address of /healthz, /readyz and /metrics." default:"127.0.0.1:9090" env:"SLUICE_OPS"`
	TLSCert  string  `help:"TLS certificate of the edge and of the embedded NATS server (PEM)." name:"tls-cert" env:"SLUICE_TLS_CERT" type:"path" placeholder:"FILE"`
	TLSKey   string  `help:"Its key (PEM)." name:"tls-key" env:"SLUICE_TLS_KEY" type:"path" placeholder:"FILE"`
	Insecure int     `help:"Give it twice to listen beyond loopback without TLS: tokens and prompts then travel in clear." type:"counter" env:"SLUICE_INSECURE"`
	LogLevel string  `help:"debug, info, warn or error." default:"info" enum:"debug,info,warn,error" env:"SLUICE_LOG_LEVEL"`
	OTLP     string  `help:"Base URL of an OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318. Without it no span is exported; /metrics is there anyway." name:"otlp" env:"SLUICE_OTLP,OTEL_EXPORTER_OTLP_ENDPOINT" placeholder:"URL"`
	Sample   float64 `help:"Part of the exchanges that are traced, from 0 to 1. Drawn where a request comes in." name:"trace-sample" default:"1.0" env:"SLUICE_TRACE_SAMPLE"`
}

func (s settings) logger() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(telemetry.LogHandler(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level})))
}

// exposed refuses an address beyond loopback without TLS, unless told twice.
func (s settings) exposed(addrs ...string) error {
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return usagef("--tls-cert and --tls-key belong together: give both or none")
	}
	for _, a := range addrs {
		host, err := hostOf(a)
		if err != nil {
			return err
		}
		ip := net.ParseIP(host)
		loopback := host == "localhost" || ip != nil && ip.IsLoopback()
		if !loopback && s.TLSCert == "" && s.Insecure < 2 {
			return usagef("refusing to listen on %s without TLS: tokens and prompts would travel in clear; give --tls-cert and --tls-key, or --insecure twice if a proxy in front terminates TLS", a)
		}
	}
	return nil
}

// addresses checks where a process is to listen: doors, which prompts and tokens come
// in at, and --ops. What --ops serves holds neither, so that Prometheus may read it in
// clear on a network of the operator's.
func (s settings) addresses(doors ...string) error {
	if err := s.exposed(doors...); err != nil {
		return err
	}
	_, err := hostOf(s.Ops)
	return err
}

func hostOf(address string) (string, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return "", usagef("%q is no address: write host:port, such as 127.0.0.1:8080 or :0", address)
	}
	return host, nil
}

// prepare makes the folders and keys that a first start needs.
func (s settings) prepare(log *slog.Logger) error {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	if within(s.Keys, s.Data) {
		log.Warn("the keys folder lies inside the data folder: whoever copies the data can open it; move it with --keys", "keys", s.Keys, "data", s.Data)
	}
	return makeKeys(s.Keys)
}

// dataFolder makes the data folder for the services that write there.
func (s settings) dataFolder(names []string) error {
	if !slices.Contains(names, "identity") {
		return nil
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	return nil
}

func makeKeys(dir string) error {
	if err := bus.EnsureCredentials(dir); err != nil {
		return err
	}
	return seal.EnsureKEK(dir, bus.WriteNew)
}

func within(inner, outer string) bool {
	real := func(p string) string {
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		if r, err := filepath.EvalSymlinks(p); err == nil {
			p = r
		}
		return p
	}
	rel, err := filepath.Rel(real(outer), real(inner))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func (s settings) load(services []string) (config.File, error) {
	return config.Load(s.Config, knownTo(services))
}

// knownTo is what a configuration may name in a process that runs these services.
func knownTo(services []string) config.Known {
	return config.Known{Engines: engine.Kinds(), Labelers: engine.LabelKinds(), Families: guardFamilies(), Services: services}
}

// guardFamilies names the families of guard model that a configuration may have.
func guardFamilies() []string {
	var out []string
	for _, f := range llamaguard.Families() {
		out = append(out, string(f))
	}
	return out
}
