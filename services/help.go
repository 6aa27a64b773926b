package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"
)

// userGroups are those that commands are for, in the order in which help has them.
func userGroups() []kong.Group {
	return []kong.Group{
		{Key: "application", Title: "For applications and their developers:"},
		{Key: "analyst", Title: "For analysts:"},
		{Key: "operator", Title: "For operators and auditors:"},
		{Key: "everyone", Title: "For everyone:"},
	}
}

type helpCmd struct {
	Command []string `arg:"" optional:"" predict:"commands" help:"The command, such as: policy apply."`
}

// Help is shown by --help.
func (helpCmd) Help() string {
	return `It is the same as --help behind a command. Examples:
  sluice help
  sluice help policy apply`
}

// Run prints the help of a command, or the overview.
func (c *helpCmd) Run(parser *kong.Kong) error {
	at := parser.Model.Node
	for i, word := range c.Command {
		next := child(at, word)
		if next == nil {
			return usagef("there is no command %q", strings.Join(c.Command[:i+1], " "))
		}
		at = next
	}
	_, err := parser.Parse(append(c.Command, "--help")) // it prints, and ends the process
	return err
}

func child(n *kong.Node, name string) *kong.Node {
	for _, c := range n.Children {
		if c.Name == name && !c.Hidden {
			return c
		}
	}
	return nil
}

// printHelp is --help: the overview, or kong's page of a command.
func printHelp(o kong.HelpOptions, ctx *kong.Context) error {
	if ctx.Selected() != nil {
		return kong.DefaultHelpPrinter(o, ctx)
	}
	_, err := io.WriteString(ctx.Stdout, overview(ctx.Model))
	return err
}

// overview lists every command and subcommand by who it is for.
func overview(app *kong.Application) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage: %s <command> [flags]\n\n%s\n", app.Name, app.Help)
	for _, g := range userGroups() {
		fmt.Fprintf(&b, "\n%s\n", g.Title)
		w := tabwriter.NewWriter(&b, 0, 4, 3, ' ', 0)
		for _, n := range app.Leaves(true) {
			if at := n.ClosestGroup(); at != nil && at.Key == g.Key {
				fmt.Fprintf(w, "  %s\t%s\n", n.Path(), n.Help)
			}
		}
		_ = w.Flush() // into memory
	}
	fmt.Fprint(&b, `
"sluice help <command>" explains one, with its flags and examples. Most flags are also
environment variables, and --json prints for programs. Data goes to stdout, everything
else to stderr. Exit status: 0 it worked; 1 it was refused or failed, and stderr says why;
2 the command line means nothing, and nothing was done.
`)
	return b.String()
}
