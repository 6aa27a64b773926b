package main

import (
	"fmt"
	"os"
	"strings"

	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/scan"
)

type policyKeysCmd struct {
	Prefix string `arg:"" optional:"" name:"key" help:"Keys that begin with this alone, such as stream or guard.input."`
	JSON   bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (policyKeysCmd) Help() string {
	return `Examples:
  sluice policy keys
  sluice policy keys stream
  sluice policy keys admission --json`
}

// Run prints them.
func (c *policyKeysCmd) Run() error {
	var keys []policy.Key
	for _, k := range policy.Keys(names.Known(scan.Default())) {
		if strings.HasPrefix(k.Path, c.Prefix) {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return usagef("no key begins like that: `sluice policy keys` prints all")
	}
	if c.JSON {
		return printJSON(keys)
	}
	for _, k := range keys {
		without := k.Default
		if without == "" {
			without = "it must be given"
		}
		text := fmt.Sprintf("%s\n    %s\n    legal:      %s\n    without it: %s\n", k.Path, k.Doc, k.Legal, without)
		if len(k.Names) > 0 {
			text += fmt.Sprintf("    names:      %s\n", strings.Join(k.Names, ", "))
		}
		if _, err := fmt.Fprintln(os.Stdout, text); err != nil {
			return fmt.Errorf("printing the keys: %w", err)
		}
	}
	return nil
}
