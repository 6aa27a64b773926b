package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/scan"
	"sluice/services/identity"
)

type policyCmd struct {
	Check policyCheckCmd `cmd:"" help:"Check a policy document, without a server."`
	Apply policyApplyCmd `cmd:"" help:"Put a policy document in force, in every process within two seconds."`
	Show  policyShowCmd  `cmd:"" help:"Print the policy in force, an earlier one, or the built-in one to start your own from."`
	Diff  policyDiffCmd  `cmd:"" help:"Compare the policy in force with a file, or two files."`
	Log   policyLogCmd   `cmd:"" help:"List the policies that were applied, by whom and when."`
	Keys  policyKeysCmd  `cmd:"" help:"Explain every key of a policy document: what it means, what is legal, what holds without it."`
}

// Help is shown by --help.
func (policyCmd) Help() string {
	return `Start your own policy from the built-in one:
  sluice policy show --default > policy.yaml
  sluice policy check policy.yaml
All but check, keys and show --default ask a running Sluice, and need the token of an administrator or operator.`
}

type policyCheckCmd struct {
	File  string `arg:"" help:"The document." type:"path"`
	Rules string `help:"The rules of your own that it may name (TOML)." type:"path" placeholder:"FILE"`
	JSON  bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (policyCheckCmd) Help() string {
	return `Examples:
  sluice policy check policy.yaml
  sluice policy check --json policy.yaml
A document that is refused ends with status 1, and stderr has line and column.`
}

// Run checks it as a start or the server would.
func (c *policyCheckCmd) Run() error {
	own, err := loadDetectors(c.Rules)
	if err != nil {
		return err
	}
	p, err := policy.Load(c.File, own.known)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(map[string]string{"version": p.Version(), "digest": p.Digest()})
	}
	fmt.Printf("good: version %s, %s\n", p.Version(), p.Digest())
	return nil
}

type policyApplyCmd struct {
	client
	File   string `arg:"" help:"The document." type:"path"`
	Expect string `help:"Refuse unless this one is in force." placeholder:"DIGEST"`
	Force  bool   `help:"Apply though the policy in force has the same version and another content."`
	JSON   bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (policyApplyCmd) Help() string {
	return `Examples:
  sluice policy diff policy.yaml && sluice policy apply policy.yaml
  sluice policy apply --force --json policy.yaml
Requests that came in before keep the policy that judged them. It needs the token of an administrator or operator.`
}

// Run asks the identity service.
func (c *policyApplyCmd) Run(ctx context.Context) error {
	text, err := readPolicy(c.File)
	if err != nil {
		return err
	}
	var a identity.PolicyAnswer
	q := identity.PolicyQuestion{Document: string(text), Expect: c.Expect, Force: c.Force}
	if err := c.ask(ctx, bus.UserSubject(bus.Admin, c.Tenant, c.As)+".policy.apply", q, &a); err != nil {
		return err
	}
	if a.Error != nil {
		// The server does not know the file's name.
		if place, ok := strings.CutPrefix(a.Error.Message, "policy:"); ok {
			a.Error.Message = c.File + ":" + place
		}
		return told(a.Error)
	}
	if c.JSON {
		return printJSON(a)
	}
	if !a.Changed {
		fmt.Printf("in force already: version %s, %s\n", a.Applied.Version, a.Applied.Digest)
		return nil
	}
	fmt.Printf("applied:  version %s, %s\n", a.Applied.Version, a.Applied.Digest)
	fmt.Printf("replaced: version %s, %s, of %s by %s\n", a.Replaced.Version, a.Replaced.Digest, a.Replaced.At.Format(time.RFC3339), a.Replaced.By)
	return nil
}

func readPolicy(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the policy: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, policy.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading the policy: %w", err)
	}
	if len(text) > policy.MaxBytes {
		return nil, fmt.Errorf("%s: the policy is larger than %d bytes", path, policy.MaxBytes)
	}
	return text, nil
}

type policyShowCmd struct {
	client
	Default bool   `help:"The built-in one; this asks no server." xor:"which"`
	Version string `help:"The one applied last that has this version." xor:"which" placeholder:"VERSION"`
	Digest  string `help:"The one with this digest, as records have it." xor:"which" placeholder:"DIGEST"`
	JSON    bool   `help:"Print JSON, with who applied it and when." name:"json"`
}

// Help is shown by --help.
func (policyShowCmd) Help() string {
	return `Examples:
  sluice policy show > in-force.yaml
  sluice policy show --json
  sluice policy show --default > policy.yaml
--default asks no server.`
}

// Run prints it.
func (c *policyShowCmd) Run(ctx context.Context) error {
	if c.Default {
		return c.showDefault()
	}
	act, q := ".policy.show", identity.PolicyQuestion{}
	if c.Version != "" || c.Digest != "" {
		act, q = ".policy.get", identity.PolicyQuestion{Version: c.Version, Digest: c.Digest}
	}
	a, err := c.policy(ctx, act, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(a)
	}
	_, err = io.WriteString(os.Stdout, a.Document)
	return err
}

func (c *policyShowCmd) showDefault() error {
	if c.JSON {
		p, err := policy.Load("", names.Known(scan.Default()))
		if err != nil {
			return err
		}
		return printJSON(map[string]string{"version": p.Version(), "digest": p.Digest(), "document": string(p.Text())})
	}
	_, err := os.Stdout.Write(policy.Default())
	return err
}

// policy asks the identity service.
func (c client) policy(ctx context.Context, act string, q identity.PolicyQuestion) (identity.PolicyAnswer, error) {
	var a identity.PolicyAnswer
	if err := c.ask(ctx, bus.UserSubject(bus.Admin, c.Tenant, c.As)+act, q, &a); err != nil {
		return a, err
	}
	if a.Error != nil {
		return a, told(a.Error)
	}
	return a, nil
}

type policyDiffCmd struct {
	client
	File     string `arg:"" help:"The document to compare with the one in force." type:"path"`
	File2    string `arg:"" optional:"" name:"file2" help:"The document to compare it with instead." type:"path"`
	ExitCode bool   `help:"Exit with status 1 where they differ."`
	JSON     bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (policyDiffCmd) Help() string {
	return `Examples:
  sluice policy diff policy.yaml
  sluice policy diff old.yaml new.yaml
  sluice policy diff --json old.yaml new.yaml
Lines with - are those of the policy in force, or of the first file.`
}

// Run prints what differs.
func (c *policyDiffCmd) Run(ctx context.Context) error {
	var from, to []byte
	fromName, toName := "in force", c.File
	var err error
	if c.File2 != "" {
		fromName, toName = c.File, c.File2
		from, err = readPolicy(fromName)
	} else {
		var a identity.PolicyAnswer
		if a, err = c.policy(ctx, ".policy.show", identity.PolicyQuestion{}); err == nil {
			from, fromName = []byte(a.Document), "in force: "+a.Applied.Version+" "+a.Applied.Digest
		}
	}
	if err != nil {
		return err
	}
	if to, err = readPolicy(toName); err != nil {
		return err
	}
	text := policy.Diff(fromName, toName, from, to)
	if c.JSON {
		err = printJSON(map[string]any{"same": text == "", "from": fromName, "to": toName, "diff": text})
	} else {
		_, err = io.WriteString(os.Stdout, text)
	}
	if err == nil && text != "" && c.ExitCode {
		err = exitCode(1)
	}
	return err
}

type policyLogCmd struct {
	client
	JSON bool `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (policyLogCmd) Help() string {
	return `Examples:
  sluice policy log
  sluice policy log --json
The latest 200, the one in force first. 'sluice policy show --digest DIGEST' prints one.`
}

// Run asks the identity service.
func (c *policyLogCmd) Run(ctx context.Context) error {
	a, err := c.policy(ctx, ".policy.list", identity.PolicyQuestion{})
	if err != nil {
		return err
	}
	if len(a.Log) == 0 {
		return errors.New("no policy was applied yet: is the identity service still starting?")
	}
	if c.JSON {
		return printJSON(a.Log)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "APPLIED\tVERSION\tBY\tDIGEST")
	for _, p := range a.Log {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.At.Format(time.RFC3339), p.Version, p.By, p.Digest)
	}
	return w.Flush()
}
