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
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

type cli struct {
	Ask      askCmd      `cmd:"" group:"application" help:"Send a prompt over NATS and print the answer."`
	Scan     scanCmd     `cmd:"" group:"application" help:"Find secrets and personal data in texts, without a server."`
	Devmodel devmodelCmd `cmd:"" group:"application" help:"Serve the built-in development model, which is no language model, over HTTP."`

	Watch watchCmd `cmd:"" group:"analyst" help:"Follow flags, what the checks found, as they happen."`

	Up     upCmd     `cmd:"" group:"operator" help:"Run every service in this process around an embedded NATS server."`
	Run    runCmd    `cmd:"" group:"operator" help:"Run chosen services against a NATS server."`
	NATS   natsCmd   `cmd:"" group:"operator" name:"nats" help:"Set up a NATS server of its own for Sluice."`
	Keys   keysCmd   `cmd:"" group:"operator" help:"Make keys, and give each service its own alone."`
	Health healthCmd `cmd:"" group:"operator" help:"Say by the exit status whether a process is ready."`
	Token  tokenCmd  `cmd:"" group:"operator" help:"Make, list and revoke tokens."`
	Policy policyCmd `cmd:"" group:"operator" help:"Check, apply, print and compare policy documents."`
	Models modelsCmd `cmd:"" group:"operator" help:"Register, approve and retire models, and add backends."`
	Attest attestCmd `cmd:"" group:"operator" help:"Tell which weights an engine serves, from beside it."`
	Rules  rulesCmd  `cmd:"" group:"operator" help:"Check rules of your own, and make lists for exact-data match."`
	Record recordCmd `cmd:"" group:"operator" help:"Print the provenance record of a request, as JSON."`
	Eval   evalCmd   `cmd:"" group:"operator" help:"Print how well the scan and the classifiers find what labelled sets have."`
	Log    logCmd    `cmd:"" group:"operator" help:"Print the evidence log: records, access and administrative events."`

	Help       helpCmd       `cmd:"" group:"everyone" help:"List every command, or explain one."`
	Completion completionCmd `cmd:"" group:"everyone" help:"Print the completion script of a shell."`
	Version    versionCmd    `cmd:"" group:"everyone" help:"Print the version."`
}

// What the process ends with.
const (
	exitOK     = 0
	exitFailed = 1 // it was refused or failed, and stderr says why
	exitUsage  = 2 // the command line means nothing, and nothing was done
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	parser, err := newParser()
	if err != nil {
		fmt.Fprintln(os.Stderr, "sluice:", err)
		return exitUsage
	}
	if err := dropEmpty(os.Environ()); err != nil {
		fmt.Fprintln(os.Stderr, "sluice:", err)
		return exitUsage
	}
	if len(args) == 0 {
		fmt.Fprint(os.Stderr, overview(parser.Model))
		return exitUsage
	}
	kctx, err := parser.Parse(args)
	if err != nil {
		return misused(err, selected(err))
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	kctx.BindTo(ctx, (*context.Context)(nil))
	err = kctx.Run(parser)
	var (
		quiet exitCode
		usage usageError
	)
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &quiet):
		return int(quiet)
	case errors.As(err, &usage):
		return misused(err, kctx.Selected())
	}
	fmt.Fprintln(os.Stderr, "sluice:", err)
	return exitFailed
}

// newParser reads the command line as cli says.
func newParser() (*kong.Kong, error) {
	return kong.New(new(cli),
		kong.Name("sluice"),
		kong.Description("An event-driven guardrail and DLP pipeline for self-hosted language models."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.ExplicitGroups(append(userGroups(), kong.Group{Key: "connection", Title: "Connection to a running Sluice:"})),
		kong.Help(printHelp),
	)
}

// usageError is a mistake on the command line that only the command itself can see.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// misused says what is wrong with the command line, and where it is explained.
func misused(err error, cmd *kong.Node) int {
	fmt.Fprintln(os.Stderr, "sluice:", err)
	if cmd == nil {
		fmt.Fprintln(os.Stderr, "\"sluice help\" lists every command.")
	} else {
		fmt.Fprintf(os.Stderr, "\"sluice help %s\" explains it, with examples.\n", cmd.Path())
	}
	return exitUsage
}

// selected is the command that a mistake was made in; nil where there is none yet.
func selected(err error) *kong.Node {
	var at *kong.ParseError
	if !errors.As(err, &at) || at.Context == nil {
		return nil
	}
	return at.Context.Selected()
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
