// Command peers compares Sluice's engine with gitleaks, as a library, and with
// Vectorscan where it is installed, on one core, in turns, on texts that it
// makes itself, and says which of the engine's goals are reached. It is an
// instrument: nothing of it is part of Sluice. `make peers` runs it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"sluice/loadtest/peers/corpus"
)

// options say how much is compared.
type options struct {
	rounds, prompts, files, samples int
	diffPrompts, diffFiles          int
	turn                            time.Duration
	seed                            uint64
	goroot, out                     string
	json                            bool
}

const usage = `Compares Sluice's engine with gitleaks (and Vectorscan where it was built in) on one core.

Usage: peers [--quick] [--json] [--out FOLDER] [--rounds N] …

Example, from the repository's root, without writing results:

  bin/peers --quick --out ""

`

func main() {
	if len(os.Args) == 3 && os.Args[1] == probeFlag {
		exit(probe(os.Args[2]))
	}
	var o options
	quick := false
	f := flag.NewFlagSet("peers", flag.ExitOnError)
	f.Usage = func() { fmt.Fprint(f.Output(), usage); f.PrintDefaults() }
	f.IntVar(&o.rounds, "rounds", 5, "rounds of turns")
	f.DurationVar(&o.turn, "turn", 500*time.Millisecond, "least length of a turn")
	f.IntVar(&o.prompts, "prompts", 1000, "prompts of 2 KB that are timed")
	f.IntVar(&o.files, "files", 16, "texts of 128 KB that are timed")
	f.IntVar(&o.diffPrompts, "compare-prompts", 6000, "prompts of which the findings are compared")
	f.IntVar(&o.diffFiles, "compare-files", 64, "texts of 128 KB of which the findings are compared")
	f.IntVar(&o.samples, "samples", 20, "texts drawn from each of gitleaks' expressions")
	f.Uint64Var(&o.seed, "seed", 1, "of the texts")
	f.StringVar(&o.goroot, "goroot", corpus.Root(), "the Go installation whose texts are taken")
	f.StringVar(&o.out, "out", "docs/results", "folder for peers.md and peers.json; empty writes none")
	f.BoolVar(&o.json, "json", false, "print the result as JSON, not as tables")
	f.BoolVar(&quick, "quick", false, "a tenth of the texts, and two rounds")
	_ = f.Parse(os.Args[1:]) // it exits by itself
	if quick {
		o.rounds, o.prompts, o.files, o.diffPrompts, o.diffFiles, o.samples = 2, 100, 2, 300, 4, 2
		o.turn = 100 * time.Millisecond
	}
	runtime.GOMAXPROCS(1)
	r, err := run(o, newProgress(os.Stderr), setUp)
	if err != nil {
		exit(err)
	}
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		exit(fmt.Errorf("writing the result: %w", err))
	}
	data = append(data, '\n')
	if o.json {
		_, err = os.Stdout.Write(data)
	} else {
		_, err = fmt.Print(r.Text())
	}
	if err == nil && o.out != "" {
		err = write(o.out, map[string][]byte{"peers.json": data, "peers.md": []byte(r.Markdown())})
	}
	exit(err)
}

func write(folder string, files map[string][]byte) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making the folder of results: %w", err)
	}
	for name, data := range files {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return fmt.Errorf("writing a result: %w", err)
		}
		fmt.Fprintln(os.Stderr, "wrote", path)
	}
	return nil
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
	os.Exit(0)
}
