package report

import (
	"fmt"
	"html/template"

	"sluice/loadtest/load/chart"
)

// HTML is the result as one page.
func (s Scaling) HTML() []byte { return s.page().html() }

// Markdown is the result's summary.
func (s Scaling) Markdown() string {
	p := s.page()
	p.Notes = append(p.Notes, "Charts and every figure: [load-stage.html](load-stage.html), [load-stage.json](load-stage.json).")
	return p.markdown()
}

func (s Scaling) page() page {
	p := page{Head: s.Head, Title: "Throughput of a slowed stage against its processes", Notes: []string{
		fmt.Sprintf("Every service is a process of its own; one stage sleeps, and each process of it has only so many exchanges in work at once, so that cores do not limit it. "+
			"Closed loop of %d connections for each process of the stage, which is more than it can have in work; about %g s are measured after the queue stands: whole rounds of the loop. Every answer was checked: %d were wrong.", s.Connections, s.Seconds, s.Wrong),
		"Efficiency is throughput(n) / (n × throughput(1)), sweep by sweep; the median and, in brackets, the lowest and highest. " + s.verdict(),
	}}
	for _, st := range s.Stages {
		p.Sections = append(p.Sections, st.section(s.Goal))
	}
	return p
}

func (s Scaling) verdict() string {
	if s.Goal <= 0 {
		return "No goal was set."
	}
	missed := s.Missed()
	if len(missed) == 0 {
		return fmt.Sprintf("The goal of %.2f was reached everywhere.", s.Goal)
	}
	return fmt.Sprintf("Below the goal of %.2f: %v.", s.Goal, missed)
}

func (st Stage) section(goal float64) section {
	out := section{Title: st.Name, Notes: []string{fmt.Sprintf(
		"Each process has %d exchanges in work at once; one sleeps %d × %g ms in the stage. Possible is what the sleeping alone allows.", st.Concurrency, st.Sleeps, st.SleepMS)}}
	t := table{Columns: []string{"processes", "answers/s", "possible", "efficiency", "Sluice's cores", "with model and generator", "p50", "answers", "wrong"}}
	measured, ideal := chart.Series{Name: "measured", Dots: true}, chart.Series{Name: "possible", Dashed: true, Dots: true}
	effect := chart.Ranges{Title: st.Name + ": efficiency", YName: "throughput(n) / (n × throughput(1))", Goal: goal}
	for _, p := range st.Points {
		t.Rows = append(t.Rows, []string{
			fmt.Sprint(p.Replicas), spread("%.1f", p.Rate), fmt.Sprintf("%.1f", p.Possible), spread("%.2f", p.Efficiency),
			fmt.Sprintf("%.2f", p.Cores.Median), fmt.Sprintf("%.2f", p.AllCores.Median), msText(p.P50.Median), fmt.Sprint(p.Answers), fmt.Sprint(p.Wrong),
		})
		measured.Points = append(measured.Points, chart.Point{X: float64(p.Replicas), Y: p.Rate.Median})
		ideal.Points = append(ideal.Points, chart.Point{X: float64(p.Replicas), Y: p.Possible})
		effect.Of = append(effect.Of, chart.Range{Name: fmt.Sprint(p.Replicas), Low: p.Efficiency.Low, Median: p.Efficiency.Median, High: p.Efficiency.High})
	}
	out.Tables = []table{t}
	lines := chart.Lines{Title: st.Name + ": throughput against processes", XName: "processes of the stage", YName: "answers a second", Series: []chart.Series{measured, ideal}}
	out.Charts = []template.HTML{template.HTML(lines.SVG()), template.HTML(effect.SVG())}
	return out
}
