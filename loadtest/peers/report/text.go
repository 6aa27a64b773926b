package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"sluice/loadtest/peers/measure"
)

// table is a heading, notes, and rows of which the first is the columns' names.
type table struct {
	title string
	notes []string
	rows  [][]string
}

func (r Result) tables() []table {
	out := []table{r.goals()}
	for _, c := range r.Corpora {
		t := table{title: fmt.Sprintf("%s: %d texts of %d bytes", c.Name, c.Texts, c.Size), notes: []string{c.About + "."},
			rows: [][]string{{"side", "MB/s", "× gitleaks", "p50", "p99", "p50 CPU", "p99 CPU", "allocations, clean", "findings", "share of the core"}}}
		for _, f := range c.Sides {
			times := "1"
			for _, x := range c.Times {
				if x.Side == f.Side {
					times = spread("%.1f", x.Spread)
				}
			}
			t.rows = append(t.rows, []string{f.Side, spread("%.1f", f.Rate), times, us(f.Wall.P50), us(f.Wall.P99), us(f.CPU.P50), us(f.CPU.P99),
				clean(f), fmt.Sprint(f.Findings), fmt.Sprintf("%.2f", f.Shared)})
		}
		out = append(out, t)
	}
	t := table{title: "Set-up, in a process of its own", notes: []string{"Growth of resident memory in MB of 2^20 bytes."}, rows: [][]string{{"side", "time", "after set-up", "after scanning 1 MB", "at most"}}}
	for _, s := range r.SetUp {
		t.rows = append(t.rows, []string{s.Side, spread("%.0f", s.Time) + " ms", spread("%.1f", s.Resident) + " MB", spread("%.1f", s.Scanned) + " MB", spread("%.1f", s.HighMark) + " MB"})
	}
	return append(out, t, r.agreement(), r.differences(), r.skipped())
}

func (r Result) goals() table {
	t := table{title: "Goals", rows: [][]string{{"what", "goal", "measured", "ratio", ""}}}
	for _, g := range r.Goals {
		bound, word := "at most ", "missed"
		if g.Least {
			bound = "at least "
		}
		if g.Reached {
			word = "reached"
		}
		if g.Note != "" {
			word += " (" + g.Note + ")"
		}
		ratio := ""
		if g.Goal > 0 {
			ratio = fmt.Sprintf("%.2f", g.Ratio)
		}
		t.rows = append(t.rows, []string{g.What, strings.TrimSpace(fmt.Sprintf("%s%g %s", bound, g.Goal, g.Unit)), strings.TrimSpace(fmt.Sprintf("%.4g %s", g.Got, g.Unit)), ratio, word})
	}
	return t
}

func (r Result) agreement() table {
	t := table{title: "Findings on gitleaks' own rules", notes: []string{
		"Spans that overlap count as one on both sides, as Sluice reports them. Planted: secrets of a fixed form. The samples are texts drawn from each rule's expression.",
	}, rows: [][]string{{"corpus", "texts", "rules met", "gitleaks", "sluice", "the same", "missed", "other bounds", "only sluice", "planted found"}}}
	for _, a := range r.Agree {
		n := map[string]int{}
		for _, d := range a.Differ {
			n[d.Kind] += d.Count
		}
		var found []string
		for _, f := range a.Found {
			var text strings.Builder
			fmt.Fprintf(&text, "%s %d", f.Side, f.N)
			for _, kind := range slices.Sorted(maps.Keys(f.Missed)) {
				fmt.Fprintf(&text, " (without %d %s)", f.Missed[kind], kind)
			}
			found = append(found, text.String())
		}
		if len(found) > 0 {
			found = append(found, fmt.Sprintf("of %d", a.Planted))
		}
		t.rows = append(t.rows, []string{a.Corpus, fmt.Sprint(a.Texts), fmt.Sprint(a.RulesMet), fmt.Sprint(a.Theirs), fmt.Sprint(a.Ours), fmt.Sprint(a.Same),
			fmt.Sprint(n["missed"]), fmt.Sprint(n["other bounds"]), fmt.Sprint(n["extra"]), strings.Join(found, ", ")})
	}
	return t
}

func (r Result) differences() table {
	t := table{title: "Differences, by rule", rows: [][]string{{"corpus", "difference", "rule", "places", "why"}}}
	for _, a := range r.Agree {
		for _, d := range a.Differ {
			t.rows = append(t.rows, []string{a.Corpus, d.Kind, d.Rule, fmt.Sprint(d.Count), d.Why})
		}
	}
	return t
}

func (r Result) skipped() table {
	t := table{title: "Rules of gitleaks that are not in the engine here", rows: [][]string{{"rule", "why"}}}
	for _, s := range r.Skipped {
		t.rows = append(t.rows, []string{s.Rule, s.Why})
	}
	return t
}

// Text is the result as tables for a terminal.
func (r Result) Text() string {
	var b strings.Builder
	for _, t := range r.tables() {
		if len(t.rows) == 1 {
			continue
		}
		fmt.Fprintln(&b, t.title)
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, row := range t.rows {
			fmt.Fprintln(w, "  "+strings.Join(row, "\t"))
		}
		_ = w.Flush()
		fmt.Fprintln(&b)
	}
	return b.String()
}

func spread(format string, s measure.Spread) string {
	one := func(v float64) string { return fmt.Sprintf(format, v) }
	if one(s.Low) == one(s.High) {
		return one(s.Median)
	}
	return one(s.Median) + " (" + one(s.Low) + " to " + one(s.High) + ")"
}

// clean is what a scan of a clean text allocates.
func clean(f measure.Figures) string {
	if f.Clean == 0 {
		return "no text is clean"
	}
	return fmt.Sprintf("%.2f in %.0f B", f.Allocs, f.Bytes)
}

func us(v float64) string {
	if v >= 1000 {
		return fmt.Sprintf("%.2f ms", v/1000)
	}
	return fmt.Sprintf("%.1f µs", v)
}
