package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/model"
	"sluice/pkg/weights"
	"sluice/services/identity"
)

type modelsCmd struct {
	List     modelsListCmd     `cmd:"" help:"List the register: which weights a model's name stands for, and who approved them."`
	Show     modelsShowCmd     `cmd:"" help:"Print an entry of the register."`
	Digest   modelsDigestCmd   `cmd:"" help:"Print the digest of a model's files, as the register has it, without a server."`
	Register modelsRegisterCmd `cmd:"" help:"Propose an entry. It binds nobody until another user approves it."`
	Approve  modelsApproveCmd  `cmd:"" help:"Approve an entry: from then on its model is pinned to these weights."`
	Retire   modelsRetireCmd   `cmd:"" help:"Retire an entry, for ever."`
	Backend  modelsBackendCmd  `cmd:"" help:"Add and remove backends while Sluice runs."`
}

// Help is shown by --help.
func (modelsCmd) Help() string {
	return `An entry begins with a digest:
  sluice models digest model.gguf
  sluice models register entry.json
All but digest ask a running Sluice, and need the token of an administrator or operator of the tenant default.
docs/models.md explains what a backend must show before it gets traffic.`
}

// models asks the identity service.
func (c client) models(ctx context.Context, act string, q identity.ModelQuestion) (identity.ModelAnswer, error) {
	var a identity.ModelAnswer
	if err := c.ask(ctx, bus.UserSubject(bus.Admin, c.Tenant, c.As)+".models."+act, q, &a); err != nil {
		return a, err
	}
	if a.Error != nil {
		return a, told(a.Error)
	}
	return a, nil
}

type modelsListCmd struct {
	client
	JSON bool `help:"Print JSON, with what the agents beside the engines said last." name:"json"`
}

// Help is shown by --help.
func (modelsListCmd) Help() string {
	return `Examples:
  sluice models list
  sluice models list --json`
}

// Run asks and prints.
func (c *modelsListCmd) Run(ctx context.Context) error {
	a, err := c.models(ctx, "list", identity.ModelQuestion{})
	if err != nil {
		return err
	}
	if c.JSON {
		a.Entries = append([]model.Registered{}, a.Entries...)
		return printJSON(map[string]any{"entries": a.Entries, "reports": a.Reports})
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "MODEL\tVERSION\tSTANDING\tPROPOSED BY\tAPPROVED BY\tAPPROVED\tDATA CLASS\tENTRY")
	for _, e := range a.Entries {
		approved := "-"
		if !e.Approved.IsZero() {
			approved = e.Approved.Format(time.DateOnly)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Name, e.Version, e.Standing, e.ProposedBy, orDash(e.Approver), approved, e.DataClass, e.Digest)
	}
	if len(a.Reports) > 0 {
		fmt.Fprintln(w, "\nBACKEND\tAGENT\tSAID\tSTATE\tDIGEST")
		for _, r := range a.Reports {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.Report.Backend, r.Agent, r.At.UTC().Format(time.RFC3339), r.Report.State, orDash(r.Report.Digest))
		}
	}
	return w.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// entryName names an entry.
type entryName struct {
	Name    string `arg:"" help:"The model, as callers name it."`
	Version string `arg:"" help:"The version of the entry."`
}

type modelsShowCmd struct {
	client
	entryName
	JSON bool `help:"Print JSON. It is printed as JSON anyway." name:"json"`
}

// Help is shown by --help.
func (modelsShowCmd) Help() string {
	return `Example:
  sluice models show llama3.3:70b 2026-11`
}

// Run asks and prints.
func (c *modelsShowCmd) Run(ctx context.Context) error {
	a, err := c.models(ctx, "get", identity.ModelQuestion{Name: c.Name, Version: c.Version})
	if err != nil {
		return err
	}
	return printJSON(a.Entry)
}

type modelsDigestCmd struct {
	Paths []string `arg:"" help:"The file, the files, or the folder that the engine is given." type:"path" name:"path"`
	JSON  bool     `help:"Print JSON, with each file's own digest." name:"json"`
}

// Help is shown by --help.
func (modelsDigestCmd) Help() string {
	return `Examples:
  sluice models digest model.gguf
  sluice models digest --json weights
One file has the digest that sha256sum prints. That of a folder, or of several files, is SHA-256 of what sha256sum
prints of all files in the order of their names: files that a leading dot hides are left out.`
}

// Run reads the files.
func (c *modelsDigestCmd) Run(ctx context.Context) error {
	files, err := weights.New(c.Paths)
	if err != nil {
		return err
	}
	d, err := files.Read(ctx, true)
	for errors.Is(err, weights.ErrChanging) && ctx.Err() == nil {
		d, err = files.Read(ctx, false)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(d)
	}
	fmt.Println(d.Digest)
	return nil
}

type modelsRegisterCmd struct {
	client
	File string `arg:"" help:"The entry (JSON)." type:"path"`
	JSON bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (modelsRegisterCmd) Help() string {
	return `Example:
  sluice models register entry.json
An entry says what the weights are and where they come from:
  {"name": "llama3.3:70b", "version": "2026-11", "weights": [{"by": "files", "digest": "sha256:…"}],
   "source": "https://…", "data_class": "internal", "location": "/srv/models/llama-3.3-70b", "backends": ["gpu-1"]}
weights.by is files (sluice attest), ollama or tgi; backends may be left out. A proposal replaces one that was not
approved yet.`
}

// Run asks the identity service.
func (c *modelsRegisterCmd) Run(ctx context.Context) error {
	data, err := readDocument(c.File, model.MaxEntry)
	if err != nil {
		return err
	}
	e, err := model.ParseEntry(data)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	a, err := c.models(ctx, "register", identity.ModelQuestion{Entry: text})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(a.Entry)
	}
	fmt.Printf("proposed: %s, entry %s\n", a.Entry.Label(), a.Entry.Digest)
	fmt.Printf("another user approves it: sluice models approve %s %s %s\n", a.Entry.Name, a.Entry.Version, a.Entry.Digest)
	return nil
}

// readDocument reads a small file.
func readDocument(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	return data, nil
}

type modelsApproveCmd struct {
	client
	entryName
	Digest string `arg:"" help:"The entry's own digest, as you looked at it."`
	JSON   bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (modelsApproveCmd) Help() string {
	return `Example:
  sluice models approve llama3.3:70b 2026-11 sha256:a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3e4f5a0b1 --as olga --token-file olga.token
Look at it first: sluice models show. Who proposed it may not approve it, unless the policy says models.approver: any.`
}

// Run asks the identity service.
func (c *modelsApproveCmd) Run(ctx context.Context) error {
	a, err := c.models(ctx, "approve", identity.ModelQuestion{Name: c.Name, Version: c.Version, Digest: c.Digest})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(a.Entry)
	}
	fmt.Printf("approved: %s, entry %s, proposed by %s, approved by %s\n", a.Entry.Label(), a.Entry.Digest, a.Entry.ProposedBy, a.Entry.Approver)
	return nil
}

type modelsRetireCmd struct {
	client
	entryName
	JSON bool `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (modelsRetireCmd) Help() string {
	return `Example:
  sluice models retire llama3.3:70b 2026-10
It is for ever. Where no other entry of the model is approved, no backend serves it any more.`
}

// Run asks the identity service.
func (c *modelsRetireCmd) Run(ctx context.Context) error {
	a, err := c.models(ctx, "retire", identity.ModelQuestion{Name: c.Name, Version: c.Version})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(a.Entry)
	}
	fmt.Printf("retired: %s, entry %s\n", a.Entry.Label(), a.Entry.Digest)
	return nil
}
