package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"sluice/pkg/bus"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is shown by --help.
func (completionCmd) Help() string {
	return `The script knows commands, flags, and the values that are known without asking a server. Examples:
  sluice completion bash > sluice.bash
  sluice completion zsh > _sluice
  sluice completion fish > sluice.fish
bash: source it, or put it where bash-completion looks: ~/.local/share/bash-completion/completions/sluice.
zsh: put _sluice into a folder of $fpath, before compinit. fish: put it into ~/.config/fish/completions.`
}

// Run prints the script.
func (c *completionCmd) Run(parser *kong.Kong) error {
	script := map[string]func([]completable) string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}[c.Shell]
	if _, err := fmt.Fprint(os.Stdout, script(completables(parser.Model))); err != nil {
		return fmt.Errorf("printing the script: %w", err)
	}
	return nil
}

// completable is what a shell has to know of one command.
type completable struct {
	path     string // such as "policy apply"; "" is sluice itself
	children []word
	flags    []word
	args     word // its name is "" where it takes none
}

// word is a command, a flag, or what an argument may be.
type word struct {
	name, help string
	takes      bool // a flag that takes a value
	file       bool // which is the name of a file or folder
	values     []string
}

// completables has every command, the parents before their children.
func completables(app *kong.Application) []completable {
	var out []completable
	var add func(n *kong.Node)
	add = func(n *kong.Node) {
		c := completable{path: n.Path()}
		for _, child := range n.Children {
			if !child.Hidden {
				c.children = append(c.children, word{name: child.Name, help: child.Help})
			}
		}
		for _, group := range n.AllFlags(true) {
			for _, f := range group {
				w := wordOf(f.Value, app)
				w.name, w.takes = "--"+f.Name, !f.IsBool() && !f.IsCounter()
				w.file = w.file && w.takes
				c.flags = append(c.flags, w)
			}
		}
		if len(n.Positional) > 0 {
			c.args = wordOf(n.Positional[0], app) // those that follow are of the same kind
		}
		out = append(out, c)
		for _, child := range n.Children {
			if !child.Hidden {
				add(child)
			}
		}
	}
	add(app.Node)
	return out
}

func wordOf(v *kong.Value, app *kong.Application) word {
	w := word{name: v.Name, help: v.Help, file: v.Tag.Type == "path"}
	for e := range strings.SplitSeq(v.Enum, ",") {
		if e != "" {
			w.values = append(w.values, e)
		}
	}
	switch v.Tag.Get("predict") {
	case "services":
		w.values = serviceNames()
	case "roles":
		w.values = bus.PeopleRoles()
	case "commands":
		for _, n := range app.Children {
			w.values = append(w.values, n.Name)
			for _, child := range n.Children {
				w.values = append(w.values, child.Name)
			}
		}
	}
	return w
}

func wordNames(words []word) string {
	var out []string
	for _, w := range words {
		out = append(out, w.name)
	}
	return strings.Join(out, " ")
}

// quoted is a text within single quotes, as bash and zsh read it.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
