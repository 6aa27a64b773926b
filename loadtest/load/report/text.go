package report

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"sluice/loadtest/load/measure"
)

// Text is the result as a table for a terminal.
func (l Load) Text() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(cells ...string) { fmt.Fprintln(w, strings.Join(cells, "\t")+"\t") }
	fmt.Fprintf(&b, "closed loop, %d connections\n", l.Connections)
	row("", "requests/s", "CPU/request", "p50", "p99", "resident", "of direct", "wrong")
	for _, s := range l.Sides {
		if s.Closed == nil {
			continue
		}
		of := ""
		if s.Against != nil {
			of = spread("%.3f", s.Against.Rate)
		}
		row(s.Name, fmt.Sprintf("%.0f", s.Closed.Rate.Median), fmt.Sprintf("%.3f ms", s.Closed.CPU.Median), msText(s.Closed.Latency.P50), msText(s.Closed.Latency.P99),
			fmt.Sprintf("%.0f MB", s.Memory.Last), of, fmt.Sprint(s.Closed.Wrong))
	}
	_ = w.Flush()
	if l.OpenRate > 0 {
		fmt.Fprintf(&b, "\nopen loop, %g requests a second\n", l.OpenRate)
		row("", "p50", "p99", "added p50", "added p99", "CPU/request", "sent late", "wrong")
		for _, s := range l.Sides {
			if s.Open == nil {
				continue
			}
			p50, p99 := "", ""
			if s.Against != nil {
				p50, p99 = spread("%.2f", s.Against.AddedP50)+" ms", spread("%.2f", s.Against.AddedP99)+" ms"
			}
			row(s.Name, msText(s.Open.Latency.P50), msText(s.Open.Latency.P99), p50, p99, fmt.Sprintf("%.3f ms", s.Open.CPU.Median),
				fmt.Sprintf("%d of %d", s.Open.Late, s.Open.Requests), fmt.Sprint(s.Open.Wrong))
		}
		_ = w.Flush()
	}
	if l.StreamRate > 0 {
		fmt.Fprintf(&b, "\nopen loop, %g streams a second: time to the first text\n", l.StreamRate)
		row("", "p50", "p95", "added p50", "added p95", "streams", "wrong")
		for _, cells := range l.streamRows() {
			row(cells...)
		}
		_ = w.Flush()
	}
	for i, g := range l.Goals() {
		if i == 0 {
			fmt.Fprintln(&b, "\ngoals of sluice up")
		}
		fmt.Fprintf(&b, "  %-8s %s: %s; goal %s\n", g.verdict(), g.What, g.Got, g.Want)
	}
	return b.String()
}

func spread(format string, s measure.Spread) string {
	if len(s.Each) == 0 {
		return "none"
	}
	one := func(v float64) string { return fmt.Sprintf(format, v) }
	if len(s.Each) == 1 {
		return one(s.Median)
	}
	return one(s.Median) + " (" + one(s.Low) + " to " + one(s.High) + ")"
}

func msText(ms float64) string {
	if ms < 10 {
		return fmt.Sprintf("%.2f ms", ms)
	}
	return fmt.Sprintf("%.1f ms", ms)
}
