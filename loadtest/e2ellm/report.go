package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report is what a run leaves.
type report struct {
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Command string   `json:"command"`
	Sluice  string   `json:"sluice_version"`
	Engine  aboutOne `json:"engine"`
	Guard   string   `json:"guard,omitempty"`
	Latency *latency `json:"latency,omitempty"`
	Results []result `json:"results"`
}

// aboutOne says which engine it was; never where.
type aboutOne struct {
	Kind     string            `json:"kind"`
	Own      bool              `json:"started_here"`
	Model    string            `json:"model"`
	Build    string            `json:"build,omitempty"` // as the engine tells it
	Packages map[string]string `json:"packages,omitempty"`
	Python   string            `json:"python,omitempty"`
	File     string            `json:"model_file,omitempty"`
	SHA      string            `json:"model_sha256,omitempty"`
	Context  int               `json:"context,omitempty"` // tokens of one request
	Slots    int               `json:"slots,omitempty"`
}

// describe says what this run is of.
func (w *world) describe(ctx context.Context) *report {
	r := &report{Date: time.Now().UTC().Format(time.DateOnly), Machine: machine(), Command: w.settings.command()}
	if out, err := exec.CommandContext(ctx, w.settings.Sluice, "version").Output(); err == nil {
		r.Sluice = strings.TrimSpace(string(out))
	}
	r.Engine = aboutOne{Kind: w.kind, Own: w.settings.own(), Model: w.model, Packages: w.served.Packages, Python: w.served.Python,
		File: w.served.File, SHA: w.served.SHA, Slots: w.served.Slots, Context: w.window(ctx), Build: w.build(ctx)}
	if g := w.settings; g.GuardURL != "" {
		r.Guard = fmt.Sprintf("%s %s, family %s", g.GuardEngine, g.GuardModel, g.GuardFamily)
	}
	return r
}

// build is what the engine says of itself.
func (w *world) build(ctx context.Context) string {
	path := map[string]string{"llamacpp": "/props", "vllm": "/version", "ollama": "/api/version"}[w.kind]
	var said struct {
		Build   string `json:"build_info"`
		Version string `json:"version"`
	}
	if path == "" {
		return ""
	}
	if data, err := w.get(ctx, path); err == nil && json.Unmarshal(data, &said) == nil {
		return said.Build + said.Version
	}
	return ""
}

// machine is the processor, the cores and the system.
func machine() string {
	name := runtime.GOARCH
	if data, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(data)) {
			if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
				name = strings.TrimSpace(v)
				break
			}
		}
	}
	return fmt.Sprintf("%d cores (%s), %s, %s", runtime.NumCPU(), name, runtime.GOOS, runtime.Version())
}

// command is how to run this again. Addresses and keys are left out: they may be nobody's business.
func (s settings) command() string {
	var b strings.Builder
	if !s.own() {
		fmt.Fprintf(&b, "E2E_URL=… E2E_ENGINE=%s E2E_MODEL=%s ", s.Engine, s.Model)
	}
	if s.GuardURL != "" {
		fmt.Fprintf(&b, "E2E_GUARD_URL=… E2E_GUARD_ENGINE=%s E2E_GUARD_MODEL=%s E2E_GUARD_FAMILY=%s ", s.GuardEngine, s.GuardModel, s.GuardFamily)
	}
	return b.String() + "make e2e-llm"
}

func (r *report) count(state string) int {
	return len(slices.DeleteFunc(slices.Clone(r.Results), func(one result) bool { return one.State != state }))
}

func (r *report) failed() int { return r.count(failed) }

func (r *report) summary() string {
	return fmt.Sprintf("%d passed, %d failed, %d only seen, %d not run", r.count(passed), r.failed(), r.count(seen), r.count(notRun))
}

// write stores the report as path.md and path.json.
func (r *report) write(path string) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the results: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("making the folder for the results: %w", err)
	}
	for name, text := range map[string][]byte{path + ".json": append(data, '\n'), path + ".md": r.markdown()} {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return fmt.Errorf("writing the results: %w", err)
		}
	}
	return nil
}

// markdown is the report for people.
func (r *report) markdown() []byte {
	var b bytes.Buffer
	e := r.Engine
	fmt.Fprintf(&b, "# A real engine: %s with %s\n\n", cell(e.Kind), cell(e.Model))
	fmt.Fprintf(&b, "Date: %s. Machine: %s. Sluice %s. Command: `%s`. Written by the program; do not edit.\n\n", r.Date, r.Machine, r.Sluice, r.Command)
	fmt.Fprintf(&b, "**%s.** Passed means that what Sluice guarantees held, or what the engine was asked for in so many\nwords; what a model happens to say is only seen.\n\n", r.summary())
	b.WriteString("| engine | |\n|---|---|\n")
	row := func(name, value string) {
		if value != "" && value != "0" {
			fmt.Fprintf(&b, "| %s | %s |\n", name, cell(value))
		}
	}
	row("kind", e.Kind)
	row("build, as it says", e.Build)
	for _, p := range sortedKeys(e.Packages) {
		row("package "+p, e.Packages[p])
	}
	row("Python", e.Python)
	row("model", e.Model)
	row("file", e.File)
	row("SHA-256", e.SHA)
	row("context, tokens of a request", fmt.Sprint(e.Context))
	row("slots", fmt.Sprint(e.Slots))
	row("guard", r.Guard)
	if l := r.Latency; l != nil {
		fmt.Fprintf(&b, "\n## Latency\n\nStreams of up to %d tokens, %d rounds, direct and through Sluice by turns, one at a time; medians. Both ways have the same\nrecording proxy before the engine. Through Sluice text is released in pieces, each after it was scanned and judged, so the first\none comes later by design; the engine's own first byte is beside it. Tokens a second: those of the answer by the whole time.\n\n", l.Tokens, l.Rounds)
		b.WriteString("| | direct | through Sluice | ratio |\n|---|---|---|---|\n")
		line := func(name, form string, direct, through float64) {
			fmt.Fprintf(&b, "| %s | "+form+" | "+form+" | %.2f |\n", name, direct, through, ratio(through, direct))
		}
		line("first text at the caller, ms", "%.0f", l.Direct.First, l.Sluice.First)
		line("engine's first byte, ms", "%.0f", l.Direct.Engine, l.Sluice.Engine)
		line("whole answer, ms", "%.0f", l.Direct.Total, l.Sluice.Total)
		line("tokens a second", "%.1f", l.Direct.Rate, l.Sluice.Rate)
	}
	b.WriteString("\n## Checks\n\n| | expected | seen | |\n|---|---|---|---|\n")
	for _, c := range r.Results {
		state := c.State
		if state == failed {
			state = "**failed**"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", cell(c.Group), cell(c.Expect), cell(c.Seen), state)
	}
	return b.Bytes()
}

// cell is text that stays inside its cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\r", " ", "\n", " ", "<", "&lt;").Replace(s)
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
