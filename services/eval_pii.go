package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"sluice/pkg/scan"
	"sluice/pkg/scan/evaluate"
)

type evalPIICmd struct {
	File string `arg:"" help:"The set: one JSON object a line, with text, template and spans of type, start and end in characters." type:"path"`
	evalFlags
	Learned bool     `help:"Run the learned tagger too: PERSON, LOCATION, ORGANIZATION."`
	Map     []string `help:"Count a type under another name; again for more." placeholder:"FROM=TO"`
}

// Help is shown by --help.
func (evalPIICmd) Help() string {
	return `Examples:
  sluice eval pii pii.jsonl
  sluice eval pii --split dev --misses pii.jsonl
  sluice eval pii --map DRIVING_LICENCE=US_DRIVER_LICENSE --json pii.jsonl
The headline counts a finding whose type and span are exactly the label's. Lenient counts the type on at least half of the bytes of both together.
Findings of types that the set labels nowhere count neither for nor against. Intervals draw whole templates again, 1,000 times.`
}

// Run scans and prints.
func (c *evalPIICmd) Run(ctx context.Context) error {
	half, err := evaluate.ParseHalf(c.Split)
	if err != nil {
		return err
	}
	types, err := evaluate.DefaultTypes().With(c.Map)
	if err != nil {
		return usageError{err}
	}
	rows, err := readSet(c.File, func(f *os.File) ([]evaluate.PIIRow, error) { return evaluate.ReadPII(f) })
	if err != nil {
		return err
	}
	var tagger evaluate.Finder
	if c.Learned {
		tagger = learnedTagger()
	}
	set := scan.Default().Wide() // as a policy that names every type of the set
	can := set.Types()
	s := evaluate.ScorePII(rows, evaluate.PIIOptions{
		Half: half, Types: types, Tagger: tagger != nil,
		Can: func(name string) bool { return slices.Contains(can, scan.Type(name)) },
	}, finder(ctx, set, tagger))
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
		return printJSON(s)
	}
	if err := printPII(s); err != nil {
		return err
	}
	if c.Misses {
		return printPIIFailures(s.Failed, sealed)
	}
	return nil
}

func printPII(s evaluate.PIIScore) error {
	fmt.Printf("split %s (version %d): %d rows of %d templates\n", s.Split, s.Version, s.Rows, s.Groups)
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "TYPE\tLABELS\tFOUND\tPRECISION\tRECALL\tF1\t95 %\tLENIENT F1")
	for _, t := range s.Types {
		if !t.Run {
			fmt.Fprintf(w, "%s\t%d\tnot run\n", t.Type, t.Exact.TP+t.Exact.FN)
			continue
		}
		printScore(w, t.Type, t.Both)
	}
	printScore(w, "all structured", s.Structured)
	if s.Learned != nil {
		printScore(w, "all learned", *s.Learned)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Printf("Labels of structured types that are not run count as missed. %d findings are of types that the set labels nowhere.\n", s.Other)
	if s.Tagger {
		fmt.Println(learnedNote)
	} else {
		fmt.Println("Learned types were not run: --learned runs them.")
	}
	return nil
}

func printScore(w io.Writer, name string, b evaluate.Both) {
	e := b.Exact
	fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%s\t%s\n", name, e.TP+e.FN, e.TP+e.FP, figure(e.Precision), figure(e.Recall), figure(e.F1), interval(e.F1), figure(b.Lenient.F1))
}

func figure(f evaluate.Figure) string {
	if !f.Known {
		return "–"
	}
	return fmt.Sprintf("%.3f", f.Value)
}

func interval(f evaluate.Figure) string {
	if !f.Known {
		return "–"
	}
	return fmt.Sprintf("%.3f to %.3f", f.Low, f.High)
}

func printPIIFailures(failed []evaluate.PIIFailure, sealed int) error {
	fmt.Println()
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ROW\tHALF\tTYPE\tTOO MUCH\tMISSED")
	for _, f := range failed {
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%d\n", f.Row, f.Half, f.Type, f.FP, f.FN)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if sealed > 0 {
		fmt.Printf("and %d faults in the test half, which only --reveal lists\n", sealed)
	}
	return nil
}
