package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"sluice/pkg/policy"
	policynames "sluice/pkg/policy/names"
	"sluice/pkg/scan"
)

var update = flag.Bool("update", false, "write the pages that come from the code anew") // make docs

// The pages of docs/reference and docs/detectors.md come from the code, and say what it says now.
func TestReference(t *testing.T) {
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"reference/configuration.md": configurationPage(t, parser.Model),
		"reference/cli.md":           cliPage(parser.Model),
		"reference/policy.md":        policyPage(),
		"detectors.md":               detectorsPage(t),
	} {
		golden(t, name, page)
	}
}

// golden compares a page of docs with what it should be.
func golden(t *testing.T, name, want string) {
	t.Helper()
	path := filepath.Join("..", "docs", name)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/%s is not what the code says: run make docs", name)
	}
}

func made(from string) string {
	return "<!-- Made by `make docs` from " + from + ". Do not edit. -->\n\n"
}

// cell is a text as it may stand in a table.
func cell(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(s, "|", `\|`) + "`"
}

func codes(all []string) string {
	var out []string
	for _, s := range all {
		out = append(out, code(s))
	}
	return strings.Join(out, " ")
}

// cliPage is every command's help.
func cliPage(app *kong.Application) string {
	var b strings.Builder
	b.WriteString("# The command line\n\n" + made("services") + "`sluice help` and `sluice help COMMAND` print the same. Data goes to stdout, everything else to stderr.\n\n")
	fmt.Fprintf(&b, "| exit status | |\n|---|---|\n| %d | it worked |\n| %d | it was refused or failed, and stderr says why |\n| %d | the command line means nothing, and nothing was done |\n", exitOK, exitFailed, exitUsage)
	b.WriteString("\nCommands that talk to a running Sluice take the flags of [its connection](#connection). `sluice completion SHELL`\nprints a completion script for bash, zsh or fish.\n")
	var connection []*kong.Flag
	for _, g := range userGroups() {
		fmt.Fprintf(&b, "\n## %s\n", strings.TrimSuffix(g.Title, ":"))
		for _, n := range app.Leaves(true) {
			if at := n.ClosestGroup(); at == nil || at.Key != g.Key {
				continue
			}
			fmt.Fprintf(&b, "\n### sluice %s\n\n%s\n\n%s", n.Path(), n.Help, detail(n.Detail))
			var own []*kong.Flag
			talks := false
			for _, f := range n.Flags {
				switch {
				case f.Group != nil && f.Group.Key == "connection" && f.Name != "user":
					if talks = true; !slices.ContainsFunc(connection, func(c *kong.Flag) bool { return c.Name == f.Name }) {
						connection = append(connection, f)
					}
				case f.Name != "help":
					own = append(own, f)
				}
			}
			if len(n.Positional) > 0 {
				b.WriteString("\n| argument | meaning |\n|---|---|\n")
				for _, p := range n.Positional {
					fmt.Fprintf(&b, "| %s | %s |\n", code(p.Summary()), cell(p.Help))
				}
			}
			writeFlags(&b, own)
			if talks {
				b.WriteString("\nAnd the flags of [its connection](#connection).\n")
			}
		}
	}
	b.WriteString("\n## Connection\n")
	writeFlags(&b, connection)
	return b.String()
}

// detail is a command's help with its examples as code.
func detail(text string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(strings.TrimSpace(text) + "\n") {
		example := strings.HasPrefix(line, "  ")
		switch {
		case example && !inside:
			b.WriteString("\n```sh\n")
		case !example && inside:
			b.WriteString("```\n\n")
		}
		inside = example
		b.WriteString(strings.TrimPrefix(line, "  "))
	}
	if inside {
		b.WriteString("```\n")
	}
	return b.String()
}

func writeFlags(b *strings.Builder, flags []*kong.Flag) {
	if len(flags) == 0 {
		return
	}
	b.WriteString("\n| flag | environment variable | default | meaning |\n|---|---|---|---|\n")
	for _, f := range flags {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", code("--"+f.Name), codes(f.Envs), code(f.Default), cell(f.Help))
	}
}

// policyPage is every key of a policy document.
func policyPage() string {
	var b strings.Builder
	b.WriteString("# The policy document\n\n" + made("pkg/policy") + "`sluice policy show --default` prints the built-in document with its comments, to start your own from, and\n`sluice policy keys` prints this page. A name that means nothing refuses the document, with line and column.\n\n")
	b.WriteString("| key | legal | without it | meaning |\n|---|---|---|---|\n")
	keys := policy.Keys(policynames.Known(scan.Default()))
	places := map[string][]string{}
	for _, k := range keys {
		without := k.Default
		if without == "" {
			without = "it must be given"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", code(k.Path), cell(k.Legal), cell(without), cell(k.Doc))
		if i := strings.Index(k.Path, "<"); i >= 0 {
			places[k.Path[i:strings.Index(k.Path, ">")+1]] = k.Names
		}
	}
	for _, place := range []string{"<TYPE>", "<CATEGORY>"} {
		fmt.Fprintf(&b, "\n`%s` is one of %s.\n", place, codes(places[place]))
	}
	fmt.Fprintf(&b, "\n`<RULE>` is one of the %d of the scan ([detectors.md](../detectors.md)) and of injection ([injection.md](../injection.md)).\n", len(places["<RULE>"]))
	return b.String()
}
