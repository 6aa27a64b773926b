package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"sluice/pkg/evidence"
	"sluice/pkg/judged"
)

// printEvaluation prints who judged, what, and the figures.
func printEvaluation(e evidence.Evaluated) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	name := e.Classifier
	if e.BuiltIn {
		name += " (built in, no guard model)"
	}
	digest := e.Digest
	if digest == "" {
		digest = "not told by the engine"
	}
	fmt.Fprintf(w, "classifier\t%s\ndigest\t%s\npolicy\t%s (%s)\n", name, digest, e.Policy.Version, e.Policy.Digest)
	r := e.Report
	fmt.Fprintf(w, "rows\t%d (%s, split %s), %d unsafe, %d groups\n", r.Rows, e.Direction, e.Split, r.Positive, r.Groups)
	fmt.Fprintf(w, "without a verdict\t%d%s\n", r.Rows-r.Judged, kinds(r.Errors))
	fmt.Fprintf(w, "latency\tp50 %.3f ms, p95 %.3f ms, p99 %.3f ms\n", r.Latency.P50, r.Latency.P95, r.Latency.P99)
	fmt.Fprintf(w, "calibration\terror %.3f, Brier %.3f\n", r.Calibration.ECE, r.Calibration.Brier)
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Println()
	fmt.Fprintln(w, "WHAT\tROWS\tUNSAFE\tAT\tF1\t95 %\tAUC\t95 %\tRECALL AT 1 % FALSE\t95 %\tFALSE\t95 %")
	printJudged(w, "all", r.All)
	for _, n := range slices.Concat(r.Categories, r.Sources) {
		printJudged(w, n.Name, n.Score)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if len(e.Unknown) > 0 {
		fmt.Printf("The classifier cannot name %s: these rows count in all, and have no line.\n", strings.Join(e.Unknown, ", "))
	}
	if e.What == "hazard" && e.Split != "test" {
		fmt.Println("The weights were fitted on rows of the public sets that --split test leaves out: this is no figure to quote of those.")
	}
	if r.All.BestF1.Known {
		fmt.Printf("Chosen on these rows themselves, the best threshold of all would be %.3f, with F1 %.3f: it flatters.\n", r.All.BestAt, r.All.BestF1.Value)
	}
	return nil
}

func printJudged(w io.Writer, name string, s judged.Score) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%.2f", name, s.Rows, s.Positive, s.Threshold)
	for _, f := range []judged.Figure{s.F1, s.AUC, s.AtRate, s.False} {
		if f.Known {
			fmt.Fprintf(w, "\t%.3f\t%.3f to %.3f", f.Value, f.Low, f.High)
		} else {
			fmt.Fprint(w, "\t–\t")
		}
	}
	fmt.Fprintln(w)
}

// kinds are errors by kind.
func kinds(errors map[string]int) string {
	var all []string
	for _, kind := range slices.Sorted(maps.Keys(errors)) {
		all = append(all, fmt.Sprintf("%s %d", kind, errors[kind]))
	}
	if len(all) == 0 {
		return ""
	}
	return ": " + strings.Join(all, ", ")
}
