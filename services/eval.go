package main

import (
	"context"
	"fmt"
	"os"

	"sluice/pkg/scan"
	"sluice/pkg/scan/evaluate"
)

type evalCmd struct {
	Secrets   evalSecretsCmd   `cmd:"" help:"Print how many secrets of a labelled set the scan finds."`
	PII       evalPIICmd       `cmd:"" name:"pii" help:"Print precision, recall and F1 by type over a labelled set of personal data."`
	Hazard    evalHazardCmd    `cmd:"" help:"Print how well the built-in hazard classifier judges labelled sets."`
	Guard     evalGuardCmd     `cmd:"" help:"Print how well the configured guard judges labelled sets."`
	Injection evalInjectionCmd `cmd:"" help:"Print how well injections and jailbreaks of labelled sets are found."`
}

// Help is shown by --help.
func (evalCmd) Help() string {
	return `It judges in this process; only guard asks servers, those of the configuration. Examples:
  sluice eval secrets --split dev --misses secrets.jsonl
  sluice eval pii --split dev --misses pii.jsonl
  sluice eval guard --config sluice.yaml hazards.jsonl
  sluice eval injection injections.jsonl
Tune on --split dev alone; --split test is for the figure that you quote.`
}

// evalFlags are what secrets and pii have.
type evalFlags struct {
	Split  string `help:"Which half: dev, test or all. A provider's or a template's rows are all in one half." enum:"dev,test,all" default:"all"`
	Misses bool   `help:"List what was judged wrongly, by row and rule, never its text; of the test half only how many."`
	Reveal bool   `help:"List those of the test half as well: nobody may tune after that."`
	JSON   bool   `help:"Print JSON." name:"json"`
}

// readSet opens a set and reads it.
func readSet[T any](path string, read func(*os.File) (T, error)) (T, error) {
	var none T
	f, err := os.Open(path)
	if err != nil {
		return none, fmt.Errorf("reading the set: %w", err)
	}
	defer f.Close()
	rows, err := read(f)
	if err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return rows, nil
}

// finder scans with the built-in detectors, and the tagger where it is asked for;
// progress goes to stderr. After ctx is done it finds nothing more: whoever calls
// it looks at ctx and throws the score away.
func finder(ctx context.Context, set *scan.Set, tagger evaluate.Finder) evaluate.Finder {
	rows := newProgress("rows")
	return func(text string) []scan.Finding {
		if ctx.Err() != nil {
			return nil
		}
		rows.step()
		found := set.Scan(text)
		if tagger != nil {
			found = append(found, tagger(text)...)
		}
		return found
	}
}

func printRate(name string, r evaluate.Rate) {
	if r.Of == 0 {
		fmt.Printf("%-18s –       (the half has no such row)\n", name)
		return
	}
	fmt.Printf("%-18s %.4f  (%d of %d; 95 %%: %.3f to %.3f)\n", name, r.Share, r.Hits, r.Of, r.Low, r.High)
}
