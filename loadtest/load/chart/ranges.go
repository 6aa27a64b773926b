package chart

import (
	"fmt"
	"html"
)

// Range is a median with the lowest and the highest.
type Range struct {
	Name              string
	Low, Median, High float64
	Place             int // of its colour, that of the line of the same place
}

// Ranges is a chart of medians, one beside another, each with its range.
type Ranges struct {
	Title string
	YName string
	Goal  float64 // a line to hold against; 0 for none
	Of    []Range
}

// SVG draws it.
func (r Ranges) SVG() string {
	ys := []float64{r.Goal}
	var marks []Mark
	for i, one := range r.Of {
		ys = append(ys, one.Low, one.High)
		marks = append(marks, Mark{float64(i) + 0.5, one.Name})
	}
	x, y := Scale{Low: 0, High: float64(max(1, len(r.Of))), Marks: marks}, fit(false, ys)
	c := newCanvas(r.Title)
	c.frame(x, y, "", r.YName)
	if r.Goal > 0 {
		fmt.Fprintf(&c.b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" class="goal"><title>goal %s</title></line>`, left, width-right, py(y, r.Goal), py(y, r.Goal), number(r.Goal))
	}
	for i, one := range r.Of {
		colour := colours()[one.Place%len(colours())]
		at := px(x, float64(i)+0.5)
		fmt.Fprintf(&c.b, `<rect x="%.1f" y="%.1f" width="56" height="%.1f" fill="%s" fill-opacity="0.35"/>`, at-28, py(y, one.Median), py(y, 0)-py(y, one.Median), colour)
		fmt.Fprintf(&c.b, `<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="%s" stroke-width="2"/>`, at, at, py(y, one.Low), py(y, one.High), colour)
		fmt.Fprintf(&c.b, `<circle cx="%.1f" cy="%.1f" r="4" fill="%s"><title>%s: %s (%s to %s)</title></circle>`,
			at, py(y, one.Median), colour, html.EscapeString(one.Name), number(one.Median), number(one.Low), number(one.High))
		fmt.Fprintf(&c.b, `<text x="%.1f" y="%.1f" class="mark">%s</text>`, at+8, py(y, one.Median)-4, number(one.Median))
	}
	return c.end()
}
