package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// world is one engine behind a tap, and Sluice before it. One goroutine uses it.
type world struct {
	settings settings
	dir      string // of this run: data, keys, logs
	progress io.Writer

	kind, model string
	python      string
	served      served // by our own engine
	engine      *process
	tap         *tap
	main        *sluice
	asked       []asked
}

// served is what serve.py says of what it serves.
type served struct {
	URL      string            `json:"url"`
	File     string            `json:"model_file"`
	SHA      string            `json:"model_sha256"`
	Packages map[string]string `json:"packages"`
	Python   string            `json:"python"`
	Slots    int               `json:"slots"`
	Context  int               `json:"context"`
}

// asked is a request whose record is looked at in the end.
type asked struct {
	id      string
	outcome string
	tokens  *usage // as the engine counted them; nil where it did not say
}

func (w *world) say(format string, args ...any) { fmt.Fprintf(w.progress, format+"\n", args...) }

// start brings everything up.
func (w *world) start(ctx context.Context) error {
	if _, err := os.Stat(w.settings.Sluice); err != nil {
		return fmt.Errorf("no sluice binary at %s: run `make build` first", w.settings.Sluice)
	}
	w.kind, w.model = w.settings.Engine, w.settings.Model
	to := w.settings.URL
	if w.settings.own() {
		w.kind, w.model = "llamacpp", ownModel
		var err error
		if w.python, err = installed(ctx, w.settings.Python, w.settings.Cache, w.say); err != nil {
			return err
		}
		if err := w.startEngine(ctx); err != nil {
			return err
		}
		if w.served.SHA != weightsSHA {
			return fmt.Errorf("the model's file has not the digest that %s %s is known by: remove %s and start again", weightsPackage, weightsVersion, w.settings.Cache)
		}
		to = w.served.URL
	}
	var err error
	if w.tap, err = startTap(to); err != nil {
		return fmt.Errorf("listening before the engine: %w", err)
	}
	if err := w.answers(ctx); err != nil {
		return err
	}
	w.main, err = w.startSluice(ctx, "sluice", w.tap.addr, nil)
	return err
}

// answers asks the engine directly, so that what is wrong with it is not taken for Sluice's.
func (w *world) answers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	a, err := w.direct().ask(ctx, w.request(1, user("Hello")), nil)
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("the engine gave no answer to a direct request: %w; is the model loaded?", ctx.Err())
	case err != nil:
		return errors.New("no whole answer comes from the engine: start it where E2E_URL says (docs/engines.md has the commands), or leave E2E_URL out")
	case a.Status != http.StatusOK:
		return fmt.Errorf("the engine answers a direct request with status %d: check E2E_MODEL (GET /v1/models lists them), E2E_API_KEY and the path of E2E_URL", a.Status)
	}
	return nil
}

// startEngine starts our own, or starts it again.
func (w *world) startEngine(ctx context.Context) error {
	w.say("starting llama.cpp's server")
	var err error
	w.served = served{}
	w.engine, err = launch(ctx, w.dir, "engine", nil, &w.served, w.python, w.settings.Serve, weightsModule, "0")
	return err
}

// breakEngine kills our own engine; the line to another's is cut.
func (w *world) breakEngine() {
	if w.settings.own() {
		w.engine.kill()
		return
	}
	w.tap.sever()
}

func (w *world) healEngine(ctx context.Context) error {
	if !w.settings.own() {
		w.tap.mend()
		return nil
	}
	if err := w.startEngine(ctx); err != nil {
		return err
	}
	return w.tap.lead(w.served.URL)
}

func (w *world) close() {
	w.main.stop()
	w.tap.close()
	if w.engine != nil {
		w.engine.stop()
	}
}

// sluice is one `sluice up`.
type sluice struct {
	*process
	*client
	ready struct {
		HTTP string `json:"http"`
		NATS string `json:"nats"`
	}
	bin, data string
}

// guardBackend is the guard of a Sluice.
type guardBackend struct{ url, kind, model, family, keyVariable string }

// openFor is how long a breaker stays open, and breakAfter the failures that open it.
const (
	openFor    = 2 * time.Second
	breakAfter = 3
)

// startSluice starts one on free ports, with its data in this run's folder.
func (w *world) startSluice(ctx context.Context, name, backend string, g *guardBackend) (*sluice, error) {
	dir := filepath.Join(w.dir, name)
	tools := filepath.Join(dir, "tools")
	if err := os.MkdirAll(tools, 0o700); err != nil {
		return nil, err
	}
	files := map[string]string{filepath.Join(tools, "tools.cedar"): toolPolicies, filepath.Join(dir, "policy.yaml"): policyText, filepath.Join(dir, "sluice.yaml"): w.config(backend, dir, g)}
	for path, text := range files {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	s := &sluice{bin: w.settings.Sluice, data: filepath.Join(dir, "data")}
	env := []string{keyVariable + "=" + w.settings.APIKey, guardKeyVariable + "=" + w.settings.GuardAPIKey}
	var err error
	s.process, err = launch(ctx, dir, "sluice", env, &s.ready, w.settings.Sluice, "up", "--data", s.data, "--keys", filepath.Join(dir, "keys"),
		"--config", filepath.Join(dir, "sluice.yaml"), "--listen", "127.0.0.1:0", "--ops", "127.0.0.1:0", "--nats", "127.0.0.1:0", "--console", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	token, err := os.ReadFile(filepath.Join(s.data, "admin.token"))
	if err != nil {
		s.stop()
		return nil, fmt.Errorf("reading Sluice's first token: %w", err)
	}
	s.client = &client{url: "http://" + s.ready.HTTP, token: strings.TrimSpace(string(token)), http: &http.Client{}}
	return s, nil
}

func (s *sluice) stop() {
	if s != nil {
		s.process.stop()
	}
}

// policyText is the default policy with shorter waits.
const policyText = `version: e2e
deadline: 120s
input: {default: flag, types: {SECRET: redact, EMAIL_ADDRESS: pseudonymize}}
output: {default: flag, types: {SECRET: redact, EMAIL_ADDRESS: pseudonymize}}
guard: {on_error: block, built_in: {block_from: 0.95}}
`

// config is the configuration of one Sluice. %q of Go is a quoted text of YAML for the names and addresses here.
func (w *world) config(backend, dir string, g *guardBackend) string {
	var b strings.Builder
	fmt.Fprintf(&b, "policy: %q\ntools: %q\nbreaker: {failures: %d, open_for: %s}\nbackends:\n", filepath.Join(dir, "policy.yaml"), filepath.Join(dir, "tools"), breakAfter, openFor)
	fmt.Fprintf(&b, "  - {name: engine, engine: %s, url: %q, models: [%q], timeout: 90s%s}\n", w.kind, backend, w.model, keyField(w.settings.APIKey, keyVariable))
	if g != nil {
		fmt.Fprintf(&b, "guard:\n  backends:\n    - {name: guard, engine: %s, url: %q, model: %q, family: %s, timeout: 60s%s}\n", g.kind, g.url, g.model, g.family, g.keyVariable)
	}
	return b.String()
}

func keyField(key, variable string) string {
	if key == "" {
		return ""
	}
	return ", api_key_env: " + variable
}

// command runs the sluice binary as the first user and gives what it prints.
func (s *sluice) command(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, s.bin, append(args, "--nats-url", "nats://"+s.ready.NATS, "--data", s.data)...)
	cmd.SysProcAttr = apart()
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("sluice %s: %w", args[0], err)
	}
	return out, nil
}

func discard() *log.Logger { return log.New(io.Discard, "", 0) }

// trimV1 leaves out a "/v1" at the end of an address.
func trimV1(path string) string { return strings.TrimSuffix(strings.TrimSuffix(path, "/"), "/v1") }
