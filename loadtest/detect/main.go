// Command detect measures the scan's quality and writes docs/results/detect.md and
// detect.json: `sluice eval` over labelled sets, dev and test halves side by side,
// and the false alarms over benign prompts. It judges nothing: tests fail on goals,
// this page tells the figures. `make eval` runs it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"sluice/loadtest/benign"
	"sluice/loadtest/disguises"
	"sluice/pkg/scan"
	"sluice/pkg/scan/evaluate"
)

func main() {
	data := flag.String("data", filepath.Join("..", "shared", "data"), "folder with secrets/kingfisher_examples.jsonl and pii/synth_v2.jsonl")
	sluice := flag.String("sluice", filepath.Join("bin", "sluice"), "the binary that is measured")
	out := flag.String("out", filepath.Join("docs", "results"), "folder that detect.md and detect.json are written to; empty for none")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, *data, *sluice, *out); err != nil {
		fmt.Fprintln(os.Stderr, "detect:", err)
		os.Exit(1)
	}
}

// result is detect.json. Halves are keyed by name: dev, test.
type result struct {
	Date    time.Time                              `json:"date"`
	Commit  string                                 `json:"commit"`
	Machine string                                 `json:"machine"`
	Rules   int                                    `json:"rules"`
	Types   int                                    `json:"types"`
	Digest  string                                 `json:"detectors_digest"`
	Secrets map[evaluate.Half]evaluate.SecretScore `json:"secrets"`
	PII     map[evaluate.Half]evaluate.PIIScore    `json:"pii"`
	Benign  benign.Report                          `json:"benign"`
	Left    []string                               `json:"benign_left_out,omitempty"`
	Hidden  disguised                              `json:"disguised"`
}

func run(ctx context.Context, data, sluice, out string) error {
	set := scan.Default()
	r := result{
		Date: time.Now().UTC().Truncate(time.Second), Commit: commit(ctx), Machine: machine(),
		Rules: len(set.Rules()), Types: len(set.Types()), Digest: set.Digest(),
		Secrets: map[evaluate.Half]evaluate.SecretScore{}, PII: map[evaluate.Half]evaluate.PIIScore{},
	}
	for _, half := range []evaluate.Half{evaluate.Dev, evaluate.Test} {
		fmt.Fprintf(os.Stderr, "scanning the %s halves\n", half)
		s, err := evaluated[evaluate.SecretScore](ctx, sluice, "secrets", half, filepath.Join(data, "secrets", "kingfisher_examples.jsonl"))
		if err != nil {
			return err
		}
		p, err := evaluated[evaluate.PIIScore](ctx, sluice, "pii", half, filepath.Join(data, "pii", "synth_v2.jsonl"), "--learned")
		if err != nil {
			return err
		}
		r.Secrets[half], r.PII[half] = s, p
	}
	fmt.Fprintln(os.Stderr, "scanning benign prompts")
	prompts, left, err := benign.Prompts()
	if err != nil {
		return err
	}
	r.Benign, r.Left = benign.Count(prompts, set.Scan), left
	fmt.Fprintln(os.Stderr, "scanning disguises")
	r.Hidden = hide(scan.Builtin(), disguises.Forms(), prompts, set.Scan)
	page := markdown(r)
	fmt.Print(page)
	if out == "" {
		return nil
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the result: %w", err)
	}
	for name, text := range map[string][]byte{"detect.json": append(text, '\n'), "detect.md": []byte(page)} {
		if err := os.WriteFile(filepath.Join(out, name), text, 0o644); err != nil {
			return fmt.Errorf("writing the result (run it in the module's root): %w", err)
		}
	}
	return nil
}

// evaluated is what `sluice eval` prints.
func evaluated[T any](ctx context.Context, sluice, what string, half evaluate.Half, file string, more ...string) (T, error) {
	var score T
	path, err := filepath.Abs(sluice)
	if err != nil {
		return score, fmt.Errorf("finding %s: %w", sluice, err)
	}
	cmd := exec.CommandContext(ctx, path, append([]string{"eval", what, "--split", string(half), "--json", file}, more...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return score, fmt.Errorf("sluice eval %s (make build makes the binary): %w", what, err)
	}
	if err := json.Unmarshal(out, &score); err != nil {
		return score, fmt.Errorf("reading what sluice eval %s printed: %w", what, err)
	}
	return score, nil
}
