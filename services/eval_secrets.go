package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"sluice/pkg/scan"
	"sluice/pkg/scan/evaluate"
)

type evalSecretsCmd struct {
	File string `arg:"" help:"The set: one JSON object a line, with rule, text and match, and with spans in characters if it has them." type:"path"`
	evalFlags
	Providers bool `help:"Print each provider too; those of the test half only with --reveal."`
}

// Help is shown by --help.
func (evalSecretsCmd) Help() string {
	return `Examples:
  sluice eval secrets secrets.jsonl
  sluice eval secrets --split dev --misses secrets.jsonl
  sluice eval secrets --split test --json secrets.jsonl
Recall: a text with a secret in which at least one finding of type SECRET is made. Clean negatives: a text without one that has none.
The provider is the second part of the rule, and its SHA-256 decides its half.`
}

// Run scans and prints.
func (c *evalSecretsCmd) Run(ctx context.Context) error {
	half, err := evaluate.ParseHalf(c.Split)
	if err != nil {
		return err
	}
	rows, err := readSet(c.File, func(f *os.File) ([]evaluate.SecretRow, error) { return evaluate.ReadSecrets(f) })
	if err != nil {
		return err
	}
	s := evaluate.ScoreSecrets(rows, half, finder(ctx, scan.Default(), nil))
	if ctx.Err() != nil {
		return fmt.Errorf("scanning the set: %w", ctx.Err())
	}
	sealed := 0
	if !c.Reveal {
		whole := len(s.Failed)
		s = s.Sealed()
		sealed = whole - len(s.Failed)
	}
	if c.JSON {
		if !c.Misses {
			s.Failed = nil
		}
		if !c.Providers {
			s.Providers = nil
		}
		return printJSON(s)
	}
	fmt.Printf("split %s (version %d): %d rows\n", s.Split, s.Version, s.Rows)
	printRate("recall", s.Recall)
	if s.Covered.Of > 0 {
		printRate("covered wholly", s.Covered)
	}
	printRate("clean negatives", s.Clean)
	if c.Providers {
		if err := printProviders(s.Providers); err != nil {
			return err
		}
	}
	if c.Misses {
		return printSecretFailures(s.Failed, sealed)
	}
	return nil
}

func printProviders(all []evaluate.ProviderScore) error {
	fmt.Println()
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "PROVIDER\tHALF\tRECALL\tOF\t95 %\tCLEAN\tOF")
	for _, p := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%.2f to %.2f\t%d\t%d\n", p.Provider, p.Half, p.Recall.Hits, p.Recall.Of, p.Recall.Low, p.Recall.High, p.Clean.Hits, p.Clean.Of)
	}
	return w.Flush()
}

func printSecretFailures(failed []evaluate.Failure, sealed int) error {
	fmt.Println()
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ROW\tHALF\tRULE OF THE SET\tWHAT")
	for _, f := range failed {
		what := "missed"
		if !f.Match {
			what = "found by " + strings.Join(f.By, ", ")
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", f.Row, f.Half, f.Rule, what)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if sealed > 0 {
		fmt.Printf("and %d rows of the test half, which only --reveal lists\n", sealed)
	}
	return nil
}
