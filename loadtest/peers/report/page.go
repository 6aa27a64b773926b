package report

import (
	"fmt"
	"strings"
	"time"
)

// Markdown is the result as a page.
func (r Result) Markdown() string {
	var b strings.Builder
	m := r.Machine
	fmt.Fprintf(&b, "# Sluice's engine and other scanners\n\n")
	fmt.Fprintf(&b, "- date: `%s UTC, took %s`\n", r.Date.Format("2006-01-02 15:04"), time.Duration(r.Took*float64(time.Second)).Round(time.Second))
	fmt.Fprintf(&b, "- command: `%s`\n- commit: `%s`\n", r.Command, r.Commit)
	fmt.Fprintf(&b, "- machine: `%s, %d cores, %.1f GiB, Linux %s, %s`\n- load before: `%s`\n- seed: `%d`\n", m.CPU, m.Cores, m.MemoryGB, m.Kernel, m.Go, m.Load, r.Seed)
	for _, s := range r.Sides {
		fmt.Fprintf(&b, "- %s: `%s, %d rules`\n", s.Name, s.Version, s.Rules)
	}
	fmt.Fprintf(&b, "\n%s\n", strings.Join([]string{
		fmt.Sprintf("One process on one core (GOMAXPROCS=1). Rounds: %d. In each, every side scans the same texts, one side after another.", r.Rounds),
		"MB/s are 10^6 bytes a second of processor time, garbage collection included; figures of several rounds are the median and, in brackets, the lowest and highest; ratios are taken round by round.",
		"Latencies are of single texts: by the wall clock, and in processor time.",
		"gitleaks decodes nothing (its default) and is not changed.",
		"Vectorscan says where expressions match, and does without groups, entropy and allow-lists.",
	}, "\n"))
	for _, t := range r.tables() {
		fmt.Fprintf(&b, "\n## %s\n", t.title)
		for _, n := range t.notes {
			fmt.Fprintf(&b, "\n%s\n", n)
		}
		if len(t.rows) == 1 {
			fmt.Fprintf(&b, "\nNone.\n")
			continue
		}
		for i, row := range t.rows {
			if i == 0 {
				fmt.Fprintln(&b)
			}
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
			if i == 0 {
				fmt.Fprintf(&b, "|%s\n", strings.Repeat("---|", len(row)))
			}
		}
	}
	return b.String()
}
