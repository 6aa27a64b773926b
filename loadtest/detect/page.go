package main

import (
	"fmt"
	"strings"

	"sluice/loadtest/benign"
	"sluice/pkg/scan/evaluate"
)

// Goals of issue 5.
const (
	goalRecall     = 0.95
	goalClean      = 0.95
	goalStructured = 0.97
	goalDisguised  = 0.80
)

func markdown(r result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# What the scan finds, and what it finds wrongly\n\n- date: `%s`\n- command: `make eval`\n- commit: `%s`\n- machine: `%s`\n- detectors: %d rules, %d types, `%s`\n- split: version %d\n\n",
		r.Date.Format("2006-01-02 15:04 UTC"), r.Commit, r.Machine, r.Rules, r.Types, r.Digest, evaluate.SplitVersion)
	b.WriteString("Written by the program; do not edit. Every figure: [detect.json](detect.json). Detectors are tuned on the dev half alone. A provider's examples, or a\ntemplate's sentences, are all in one half: the SHA-256 of its name decides, frozen before tuning (`pkg/scan/evaluate`).\n\n")
	secrets(&b, r)
	personal(&b, r)
	alarms(&b, r)
	hidden(&b, r.Hidden)
	return b.String()
}

func secrets(b *strings.Builder, r result) {
	b.WriteString("## Secrets\n\nRecall: texts with a secret in which at least one finding of type SECRET is made. Clean negatives: texts without one that have none. In brackets 95 % (Wilson).\n\n" +
		"| | dev | test | goal on test | |\n|---|---|---|---:|---|\n")
	dev, test := r.Secrets[evaluate.Dev], r.Secrets[evaluate.Test]
	fmt.Fprintf(b, "| recall | %s | %s | %.2f | %s |\n", rate(dev.Recall), rate(test.Recall), goalRecall, reached(test.Recall.Share >= goalRecall))
	fmt.Fprintf(b, "| clean negatives | %s | %s | %.2f | %s |\n\n", rate(dev.Clean), rate(test.Clean), goalClean, reached(test.Clean.Share >= goalClean))
}

func rate(r evaluate.Rate) string {
	return fmt.Sprintf("%.3f (%.3f to %.3f), %d of %d", r.Share, r.Low, r.High, r.Hits, r.Of)
}

func reached(yes bool) string {
	if yes {
		return "reached"
	}
	return "**not reached**"
}

func personal(b *strings.Builder, r result) {
	dev, test := r.PII[evaluate.Dev], r.PII[evaluate.Test]
	b.WriteString("## Personal data\n\nA finding counts where type and span are exactly the label's; lenient where half of the bytes of both together are common. In brackets 95 % (bootstrap over templates).\n\n" +
		"| type | labels dev | precision | recall | F1 | lenient F1 | labels test | precision | recall | F1 | lenient F1 |\n|---|---:|---:|---:|---|---:|---:|---:|---:|---|---:|\n")
	for i, t := range dev.Types {
		if !t.Run {
			fmt.Fprintf(b, "| %s | %d | not run | | | | %d | not run | | | |\n", t.Type, labels(t.Exact), labels(test.Types[i].Exact))
			continue
		}
		line(b, t.Type, t.Both, test.Types[i].Both)
	}
	line(b, "**all structured**", dev.Structured, test.Structured)
	if dev.Learned != nil && test.Learned != nil {
		line(b, "**all learned**", *dev.Learned, *test.Learned)
	}
	f := test.Structured.Exact.F1.Value
	fmt.Fprintf(b, "\nStructured, test half: F1 %.3f, goal %.2f, %s. ", f, goalStructured, reached(f >= goalStructured))
	if test.Learned == nil {
		b.WriteString("Learned types were not run: the binary has no tagger. ")
	} else {
		b.WriteString("The learned tagger was trained on most of these templates, those of the test half among them: its figures here are no test figures; the one on templates kept aside stands in [its card](../model-cards/names.md). ")
	}
	fmt.Fprintf(b, "AGE, DATE_TIME, NRP and TITLE are in neither. Structured types that are not run count as missed. Findings of types that the set labels nowhere: %d in dev, %d in test; they count neither for nor against.\n\n", dev.Other, test.Other)
}

func labels(s evaluate.Score) int { return s.TP + s.FN }

func line(b *strings.Builder, name string, dev, test evaluate.Both) {
	fmt.Fprintf(b, "| %s |%s|%s|\n", name, half(dev), half(test))
}

func half(s evaluate.Both) string {
	e := s.Exact
	f := figure(e.F1)
	if e.F1.Known {
		f += fmt.Sprintf(" (%.3f to %.3f)", e.F1.Low, e.F1.High)
	}
	return fmt.Sprintf(" %d | %s | %s | %s | %s ", labels(e), figure(e.Precision), figure(e.Recall), f, figure(s.Lenient.F1))
}

func figure(f evaluate.Figure) string {
	if !f.Known {
		return "–"
	}
	return fmt.Sprintf("%.3f", f.Value)
}

func alarms(b *strings.Builder, r result) {
	n := r.Benign
	fmt.Fprintf(b, "## Benign prompts\n\n%d prompts without a secret, from the Go distribution and generated (`loadtest/benign` says what counts as a false alarm). Flagged per 1,000:\n\n| | prompts | per 1,000 | goal | |\n|---|---:|---:|---:|---|\n", n.Prompts)
	fmt.Fprintf(b, "| a secret | %d | %.1f | %.0f | %s |\n", n.Secret.Prompts, n.Secret.Per1000, benign.GoalSecret, reached(n.Secret.Per1000 <= benign.GoalSecret))
	fmt.Fprintf(b, "| a false alarm of any pattern type | %d | %.1f | %.0f | %s |\n", n.Alarms.Prompts, n.Alarms.Per1000, benign.GoalAlarms, reached(n.Alarms.Per1000 <= benign.GoalAlarms))
	fmt.Fprintf(b, "| any finding, true ones such as addresses in logs as well | %d | %.1f | | |\n\n| type | prompts with a false alarm | with any finding |\n|---|---:|---:|\n", n.Any.Prompts, n.Any.Per1000)
	for _, t := range n.ByType {
		fmt.Fprintf(b, "| %s | %d | %d |\n", t.Name, t.Alarms, t.Found)
	}
	b.WriteString("\nThe rules with the most false alarms:\n\n| rule | prompts |\n|---|---:|\n")
	for i, f := range n.ByRule {
		if f.Alarms > 0 && i < 15 {
			fmt.Fprintf(b, "| %s | %d |\n", f.Name, f.Alarms)
		}
	}
	for _, l := range r.Left {
		fmt.Fprintf(b, "\nLeft out: %s.\n", l)
	}
}
