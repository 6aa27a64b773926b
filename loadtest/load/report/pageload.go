package report

import (
	"fmt"
	"html/template"
	"maps"
	"slices"

	"sluice/loadtest/load/measure"
)

// HTML is the result as one page.
func (l Load) HTML() []byte { return l.page().html() }

// Markdown is the result's summary.
func (l Load) Markdown() string {
	p := l.page()
	p.Notes = append(p.Notes, fmt.Sprintf("Charts and every figure: [%[1]s.html](%[1]s.html), [%[1]s.json](%[1]s.json).", l.Kind))
	return p.markdown()
}

func (l Load) page() page {
	p := page{Head: l.Head, Title: "Sluice under load", Notes: []string{
		fmt.Sprintf("Rounds: %d. In each, every side has a turn of %g s in closed loop and one in open loop, one side after another, so that what else the machine does hits all alike. "+
			"Sides stay up while others are called. Every answer was checked: %d were wrong.", l.Rounds, l.Seconds, l.Wrong),
		"CPU and memory are those of the side's own processes: neither the model's nor the load generator's. " +
			"Figures of several turns are the median and, in brackets, the lowest and highest; ratios and differences are taken turn by turn against the direct call of the same round.",
	}}
	if slices.ContainsFunc(l.Sides, func(s Side) bool { return s.Closed != nil }) {
		p.Sections = append(p.Sections, l.closedSection())
	}
	if l.OpenRate > 0 {
		p.Sections = append(p.Sections, l.openSection())
	}
	if l.StreamRate > 0 {
		p.Sections = append(p.Sections, l.streamsSection())
	}
	p.Sections = append(p.Sections, l.memorySection())
	if goals := l.Goals(); len(goals) > 0 {
		p.Sections = append([]section{goalsSection(goals)}, p.Sections...)
	}
	if s, ok := l.mixedSection(); ok {
		p.Sections = append(p.Sections, s)
	}
	if causes := l.causes(); len(causes.Rows) > 0 {
		p.Sections = append(p.Sections, section{Title: "Wrong answers", Tables: []table{causes}})
	}
	return p
}

func (l Load) closedSection() section {
	s := section{
		Title: fmt.Sprintf("Closed loop of %d connections", l.Connections),
		Notes: []string{"Each connection sends as soon as its last answer is there. The generator runs on the same cores: what it and the model used is in the last columns."},
	}
	t := table{Columns: []string{"side", "requests/s", "of direct", "CPU a request", "p50", "p99", "answers", "wrong", "model's CPU", "generator's CPU", "others standing by"}}
	for _, side := range l.Sides {
		b, of := side.Closed, "1"
		if b == nil {
			continue
		}
		if side.Against != nil {
			of = spread("%.3f", side.Against.Rate)
		}
		t.Rows = append(t.Rows, []string{
			side.Name, spread("%.0f", b.Rate), of, spread("%.3f", b.CPU) + " ms", msText(b.Latency.P50), msText(b.Latency.P99), fmt.Sprint(b.Requests), fmt.Sprint(b.Wrong),
			fmt.Sprintf("%.3f ms", b.Model.Median), fmt.Sprintf("%.3f ms", b.Self.Median), fmt.Sprintf("%.2f cores", b.Standby.Median),
		})
	}
	s.Tables = []table{t}
	closed := func(s Side) *Block { return s.Closed }
	s.Charts = []template.HTML{
		l.ranges("Throughput as a share of the direct call", "share", func(s Side) (measure.Spread, bool) {
			if s.Against == nil {
				return measure.Spread{}, false
			}
			return s.Against.Rate, true
		}),
		l.ranges("CPU a request", "ms", func(s Side) (measure.Spread, bool) { return s.Closed.CPU, s.Closed != nil }),
		l.over("Throughput over time", "answers a second", closed, func(m Moment) float64 { return m.Rate }, true),
		l.over("Cores that the side keeps busy", "cores", closed, func(m Moment) float64 { return m.Cores }, false),
		l.curves("Latency in closed loop", closed),
		l.over("Resident memory", "MB", closed, func(m Moment) float64 { return m.Resident }, false),
	}
	return s
}

func (l Load) openSection() section {
	kind := "evenly spaced"
	if l.Poisson {
		kind = "with Poisson arrivals"
	}
	s := section{
		Title: fmt.Sprintf("Open loop, %g requests a second, %s", l.OpenRate, kind),
		Notes: []string{"Latency counts from the moment at which a request was due, whether or not it could be sent then: a server that stalls is charged for everyone who had to wait. Late: sent more than a millisecond after it was due."},
	}
	t := table{Columns: []string{"side", "p50", "p99", "p99.9", "longest", "added p50", "added p99", "CPU a request", "late", "answers", "wrong"}}
	for _, side := range l.Sides {
		b := side.Open
		if b == nil {
			continue
		}
		p50, p99 := "", ""
		if side.Against != nil {
			p50, p99 = spread("%.2f", side.Against.AddedP50)+" ms", spread("%.2f", side.Against.AddedP99)+" ms"
		}
		t.Rows = append(t.Rows, []string{
			side.Name, msText(b.Latency.P50), msText(b.Latency.P99), msText(b.Latency.P999), msText(b.Latency.Max), p50, p99,
			spread("%.3f", b.CPU) + " ms", fmt.Sprint(b.Late), fmt.Sprint(b.Requests), fmt.Sprint(b.Wrong),
		})
	}
	s.Tables = []table{t}
	open := func(s Side) *Block { return s.Open }
	s.Charts = []template.HTML{
		l.curves("Latency in open loop", open),
		l.over("p50 over time", "ms", open, func(m Moment) float64 { return m.P50 }, true),
		l.over("p99 over time", "ms", open, func(m Moment) float64 { return m.P99 }, true),
		l.ranges("Added p50", "ms", func(s Side) (measure.Spread, bool) {
			if s.Against == nil {
				return measure.Spread{}, false
			}
			return s.Against.AddedP50, true
		}),
	}
	return s
}

func (l Load) memorySection() section {
	t := table{Columns: []string{"side", "processes", "resident, idle", "after the run", "most", "not of files", "shared pages once", "requests until then"}}
	mb := func(v float64) string { return fmt.Sprintf("%.0f MB", v) }
	for _, s := range l.Sides {
		m := s.Memory
		t.Rows = append(t.Rows, []string{s.Name, fmt.Sprint(s.Processes), mb(m.Idle), mb(m.Last), mb(m.Peak), mb(m.Anon), mb(m.Share), fmt.Sprint(m.Requests)})
	}
	return section{Title: "Memory", Tables: []table{t}, Notes: []string{"Sums over the side's processes, in MB of 2^20 bytes. Resident memory counts the pages of a file, such as the binary's, in each process; the last but one column counts them once."}}
}

func (l Load) mixedSection() (section, bool) {
	t := table{Columns: []string{"side", "requests/s", "CPU a request", "kind", "answers", "p50", "p99", "longest"}}
	for _, s := range l.Sides {
		if s.Mixed == nil {
			continue
		}
		for _, k := range slices.Sorted(maps.Keys(s.Mixed.Kinds)) {
			v := s.Mixed.Kinds[k]
			t.Rows = append(t.Rows, []string{s.Name, fmt.Sprintf("%.0f", s.Mixed.Rate.Median), fmt.Sprintf("%.3f ms", s.Mixed.CPU.Median), k, fmt.Sprint(v.Count), msText(v.P50), msText(v.P99), msText(v.Max)})
		}
		if f := s.Mixed.First; f != nil {
			t.Rows = append(t.Rows, []string{s.Name, "", "", "stream, first text", fmt.Sprint(f.Count), msText(f.P50), msText(f.P99), msText(f.Max)})
		}
	}
	m := l.Mixed
	return section{Title: "Mixed requests", Tables: []table{t}, Notes: []string{fmt.Sprintf(
		"Closed loop of %d: %.0f %% streams, %.0f %% with a tool that is called, %.0f %% that Sluice refuses (the model alone answers them), the rest plain; prompts of %s bytes.",
		l.Connections, 100*m.Stream, 100*m.Tools, 100*m.Blocked, sizes(m.Sizes))}}, len(t.Rows) > 0
}

func (l Load) causes() table {
	t := table{Columns: []string{"side", "turns", "what was wrong", "answers"}}
	for _, s := range l.Sides {
		for i, b := range []*Block{s.Closed, s.Open, s.Streams, s.Mixed} {
			if b == nil {
				continue
			}
			for _, c := range slices.Sorted(maps.Keys(b.Causes)) {
				t.Rows = append(t.Rows, []string{s.Name, []string{"closed", "open", "streams", "mixed"}[i], c, fmt.Sprint(b.Causes[c])})
			}
		}
	}
	return t
}
