package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/model"
	"sluice/services/identity"
)

type modelsBackendCmd struct {
	Add    backendAddCmd    `cmd:"" help:"Add a backend, or put another in place of the one of its name."`
	Remove backendRemoveCmd `cmd:"" help:"Remove a backend that was added: what it has begun it finishes."`
	List   backendListCmd   `cmd:"" help:"List the backends that were added."`
}

// Help is shown by --help.
func (modelsBackendCmd) Help() string {
	return `Example:
  sluice models backend add gpu-7 --engine vllm --url http://10.0.0.7:8000 --model llama3.3:70b
They stand beside those of the configuration file, whose changes are taken up within seconds too. Either gets traffic
once it has shown what the register asks for.`
}

type backendAddCmd struct {
	client
	Name          string        `arg:"" help:"Its name, on records and metrics."`
	Engine        string        `help:"The kind of server, such as vllm, ollama or llamacpp." required:"" placeholder:"KIND"`
	URL           string        `help:"Base address." required:"" name:"url" placeholder:"URL"`
	Model         []string      `help:"A model that it serves, more than once for several; team/* is every model below team." required:"" sep:"none" placeholder:"MODEL"`
	AttestedBy    string        `help:"User whose sluice attest tells which weights it has." placeholder:"USER"`
	APIKeyEnv     string        `help:"Environment variable with its API key, where dispatch runs; begins with SLUICE_ENGINE_KEY_." name:"api-key-env" placeholder:"NAME"`
	Timeout       time.Duration `help:"Longest call, and longest silence of a streamed answer." placeholder:"DURATION"`
	MaxConcurrent int           `help:"Calls that one process has in work there at once." placeholder:"N"`
	Weight        int           `help:"Share of the calls beside other backends of the same model." placeholder:"N"`
	JSON          bool          `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (backendAddCmd) Help() string {
	return `Example:
  sluice models backend add gpu-7 --engine vllm --url http://10.0.0.7:8000 --model llama3.3:70b --attested-by gpu-7`
}

// Run asks the identity service.
func (c *backendAddCmd) Run(ctx context.Context) error {
	text, err := json.Marshal(model.Backend{
		Name: c.Name, Engine: c.Engine, URL: c.URL, Models: c.Model, AttestedBy: c.AttestedBy, APIKeyEnv: c.APIKeyEnv,
		TimeoutMS: c.Timeout.Milliseconds(), MaxConcurrent: c.MaxConcurrent, Weight: c.Weight,
	})
	if err != nil {
		return err
	}
	if _, err := model.ParseBackend(text, engine.Kinds()); err != nil {
		return usagef("%w", err)
	}
	a, err := c.models(ctx, "backend.add", identity.ModelQuestion{Backend: text})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(a.Backend)
	}
	fmt.Printf("added: %s, which gets traffic once it has shown what the register asks for\n", a.Backend.Name)
	return nil
}

type backendRemoveCmd struct {
	client
	Name string `arg:"" help:"Its name."`
	JSON bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (backendRemoveCmd) Help() string {
	return `Example:
  sluice models backend remove gpu-8`
}

// Run asks the identity service.
func (c *backendRemoveCmd) Run(ctx context.Context) error {
	if _, err := c.models(ctx, "backend.remove", identity.ModelQuestion{Name: c.Name}); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(map[string]string{"removed": c.Name})
	}
	fmt.Printf("removed: %s\n", c.Name)
	return nil
}

type backendListCmd struct {
	client
	JSON bool `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (backendListCmd) Help() string {
	return `Example:
  sluice models backend list --json
Those of the configuration file are not among them.`
}

// Run asks the identity service.
func (c *backendListCmd) Run(ctx context.Context) error {
	a, err := c.models(ctx, "backend.list", identity.ModelQuestion{})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(append([]model.Backend{}, a.Backends...))
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "BACKEND\tENGINE\tURL\tMODELS\tATTESTED BY\tADDED\tBY")
	for _, b := range a.Backends {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", b.Name, b.Engine, b.URL, strings.Join(b.Models, ","), orDash(b.AttestedBy), b.Added.Format(time.RFC3339), b.AddedBy)
	}
	return w.Flush()
}
