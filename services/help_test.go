package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func grammar(t *testing.T) *kong.Application {
	t.Helper()
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model
}

// Every command, subcommand and flag has one good line; every command is for somebody.
func TestEverythingIsExplained(t *testing.T) {
	app := grammar(t)
	list := overview(app)
	var visit func(n *kong.Node)
	visit = func(n *kong.Node) {
		for _, child := range n.Children {
			if child.Hidden {
				continue
			}
			if !sentence(child.Help) {
				t.Errorf("%s: %q is no sentence", child.Path(), child.Help)
			}
			g := child.ClosestGroup()
			if g == nil || !slices.ContainsFunc(userGroups(), func(u kong.Group) bool { return u.Key == g.Key }) {
				t.Errorf("%s is in no group of users", child.Path())
			}
			if child.Leaf() && strings.Count(list, "\n  "+child.Path()+" ") != 1 {
				t.Errorf("the overview does not list %s once", child.Path())
			}
			for _, v := range child.Values() {
				if !sentence(v.Help) {
					t.Errorf("%s: %s: %q is no sentence", child.Path(), v.Name, v.Help)
				}
			}
			visit(child)
		}
	}
	visit(app.Node)
}

func sentence(s string) bool {
	return len(s) > 6 && strings.HasSuffix(s, ".") && !strings.Contains(s, "\n")
}

// A command that prints data takes --json; these print none, or have no other form.
func TestJSONEverywhere(t *testing.T) {
	without := []string{"devmodel", "attest", "up", "run", "nats config", "rules digest", "health", "help", "completion"}
	for _, n := range grammar(t).Leaves(true) {
		has := slices.ContainsFunc(n.Flags, func(f *kong.Flag) bool { return f.Name == "json" })
		if has == slices.Contains(without, n.Path()) {
			t.Errorf("sluice %s: --json is %t", n.Path(), has)
		}
	}
}
