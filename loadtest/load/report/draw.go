package report

import (
	"fmt"
	"html/template"
	"strings"

	"sluice/loadtest/load/chart"
	"sluice/loadtest/load/measure"
	"sluice/loadtest/load/mix"
)

// curves draws distributions of latency on logarithmic scales: towards the right the
// share of slower requests falls to a tenth, a hundredth and so on.
func (l Load) curves(title string, of func(Side) *Block) template.HTML {
	c := chart.Lines{
		Title: title, XName: "share of requests that were faster", YName: "ms", YLog: true,
		X: &chart.Scale{Log: true, Low: 1, High: 1e4, Marks: []chart.Mark{{At: 1, Name: "0"}, {At: 2, Name: "50 %"}, {At: 10, Name: "90 %"}, {At: 100, Name: "99 %"}, {At: 1e3, Name: "99.9 %"}, {At: 1e4, Name: "99.99 %"}}},
	}
	for _, s := range l.Sides {
		b := of(s)
		if b == nil {
			continue
		}
		line := chart.Series{Name: s.Name, Dots: true}
		for _, p := range b.Curve {
			if p.Quantile < 1 {
				line.Points = append(line.Points, chart.Point{X: 1 / (1 - p.Quantile), Y: p.MS})
			}
		}
		c.Series = append(c.Series, line)
	}
	return template.HTML(c.SVG())
}

// over draws a figure over the time of a side's turns, one turn after another with a
// gap between.
func (l Load) over(title, unit string, of func(Side) *Block, value func(Moment) float64, log bool) template.HTML {
	c := chart.Lines{Title: title, XName: "seconds of the side's own turns", YName: unit, YLog: log}
	for _, s := range l.Sides {
		b := of(s)
		if b == nil {
			continue
		}
		line := chart.Series{Name: s.Name}
		base, last, end := 0.0, 1, 0.0
		for _, m := range b.Course {
			if m.Turn != last {
				base, last = end, m.Turn
				line.Points = append(line.Points, chart.Break())
			}
			end = max(end, base+m.At+l.step(b))
			if v := value(m); v > 0 || !log {
				line.Points = append(line.Points, chart.Point{X: base + m.At, Y: v})
			}
		}
		c.Series = append(c.Series, line)
	}
	return template.HTML(c.SVG())
}

// step is the width of a stretch in seconds.
func (l Load) step(b *Block) float64 {
	if len(b.Course) > 1 && b.Course[1].Turn == b.Course[0].Turn {
		return b.Course[1].At - b.Course[0].At
	}
	return l.Seconds
}

func (l Load) ranges(title, unit string, of func(Side) (measure.Spread, bool)) template.HTML {
	c := chart.Ranges{Title: title, YName: unit}
	for i, s := range l.Sides {
		if v, ok := of(s); ok && len(v.Each) > 0 {
			c.Of = append(c.Of, chart.Range{Name: s.Name, Place: i, Low: v.Low, Median: v.Median, High: v.High})
		}
	}
	return template.HTML(c.SVG())
}

func sizes(list []mix.Size) string {
	total := 0.0
	for _, s := range list {
		total += s.Weight
	}
	var parts []string
	for _, s := range list {
		parts = append(parts, fmt.Sprintf("%d (%.0f %%)", s.Bytes, 100*s.Weight/total))
	}
	return strings.Join(parts, ", ")
}
