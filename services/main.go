// Command sluice is the whole of Sluice in one binary: every service in one
// process, chosen services against a NATS cluster, and the commands that people
// use. Only this package knows all services; they know each other by NATS alone.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

type cli struct {
	Up       upCmd       `cmd:"" help:"Run every service in this process around an embedded NATS server."`
	Run      runCmd      `cmd:"" help:"Run chosen services against a NATS server."`
	Ask      askCmd      `cmd:"" help:"Send a prompt over NATS and print the answer."`
	Token    tokenCmd    `cmd:"" help:"Make, list and revoke tokens."`
	Record   recordCmd   `cmd:"" help:"Print the provenance record of a request as JSON."`
	Log      logCmd      `cmd:"" help:"Print the evidence log (records, access and administrative events) as JSON lines."`
	Watch    watchCmd    `cmd:"" help:"Follow flags: what the checks found, for SOC analysts."`
	Policy   policyCmd   `cmd:"" help:"Check, apply, print and compare policy documents."`
	NATS     natsCmd     `cmd:"" name:"nats" help:"Set up a NATS server of its own for Sluice."`
	Devmodel devmodelCmd `cmd:"" help:"Serve the built-in development model, which is no language model, over HTTP."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
}

func main() {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("sluice"),
		kong.Description("An event-driven guardrail and DLP pipeline for self-hosted language models."),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(os.Stderr, "sluice:", err)
		os.Exit(2)
	}
	if err := dropEmpty(os.Environ()); err != nil {
		fmt.Fprintln(os.Stderr, "sluice:", err)
		os.Exit(2)
	}
	kctx, err := parser.Parse(os.Args[1:])
	if err != nil {
		parser.FatalIfErrorf(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	kctx.BindTo(ctx, (*context.Context)(nil))
	if err := kctx.Run(); err != nil {
		var quiet exitCode
		if errors.As(err, &quiet) {
			os.Exit(int(quiet))
		}
		fmt.Fprintln(os.Stderr, "sluice:", err)
		os.Exit(1)
	}
}

// dropEmpty makes an empty SLUICE_… variable count as not set: kong would take it
// for the path of the present folder.
func dropEmpty(env []string) error {
	for _, e := range env {
		if name, ok := strings.CutSuffix(e, "="); ok && strings.HasPrefix(name, "SLUICE_") {
			if err := os.Unsetenv(name); err != nil {
				return fmt.Errorf("reading the environment: %w", err)
			}
		}
	}
	return nil
}

// exitCode ends the process with a status after the command has said why itself.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

type versionCmd struct{}

func (versionCmd) Run() error {
	fmt.Println(version())
	return nil
}

// version is the module's version and revision as the linker left them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v, rev := info.Main.Version, ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			rev = "+" + s.Value[:12]
		}
	}
	if v == "" || v == "(devel)" {
		v = "devel"
	}
	return v + rev
}
