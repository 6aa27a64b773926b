package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sluice/pkg/bus"
	"sluice/pkg/seal"
)

type keysCmd struct {
	Split keysSplitCmd `cmd:"" help:"Make the keys where they are missing, and give each service a folder with its own alone."`
}

// Help is shown by --help.
func (keysCmd) Help() string {
	return `Example:
  sluice keys split --keys ./keys --to ./shares`
}

type keysSplitCmd struct {
	Keys string `help:"Folder for all keys. Only this command and \"nats config\" need it whole." default:"./keys" env:"SLUICE_KEYS" type:"path"`
	To   string `help:"Folder that gets a folder for each service." default:"./shares" type:"path"`
	JSON bool   `help:"Print what each service was given as JSON." name:"json"`
}

// Help is shown by --help.
func (keysSplitCmd) Help() string {
	return `Example:
  sluice keys split --keys ./keys --to ./shares
Then each process gets its own folder: "sluice run edge --keys ./shares/edge". A service that seals bodies gets the
key-encryption key too. Files have mode 0600 and belong to who runs this: run it as the user that the services run
as. Again, it adds what is missing and changes nothing.`
}

// share is what one service was given.
type share struct {
	Service string   `json:"service"`
	Folder  string   `json:"folder"`
	Keys    []string `json:"keys"` // names of NATS credentials
	Seals   bool     `json:"seals"`
}

// Run makes what is missing.
func (c *keysSplitCmd) Run() error {
	if err := makeKeys(c.Keys); err != nil {
		return err
	}
	var all []share
	for _, name := range bus.Services() {
		s := share{Service: name, Folder: filepath.Join(c.To, name), Keys: bus.CredentialsOf(name), Seals: bus.Seals(name)}
		if within(s.Folder, c.Keys) {
			return usagef("--to must lie outside the keys folder: who is given a share must not find the rest beside it")
		}
		if err := bus.ShareCredentials(c.Keys, name, s.Folder); err != nil {
			return err
		}
		if s.Seals {
			if err := seal.ShareKEK(c.Keys, s.Folder, bus.CopySecret); err != nil {
				return err
			}
		}
		all = append(all, s)
	}
	if c.JSON {
		return printJSON(all)
	}
	for _, s := range all {
		what := slices.Clone(s.Keys)
		if s.Seals {
			what = append(what, "key-encryption key")
		}
		if _, err := fmt.Fprintf(os.Stdout, "%-11s %s: %s\n", s.Service, s.Folder, strings.Join(what, ", ")); err != nil {
			return fmt.Errorf("printing the shares: %w", err)
		}
	}
	return nil
}
