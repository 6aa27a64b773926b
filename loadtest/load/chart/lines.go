// Package chart draws charts as inline SVG: lines over a linear or logarithmic scale,
// and medians with their range. A chart needs nothing from outside, no script and no
// font, and every point tells its value when it is pointed at.
package chart

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// Series is a line. A point with a NaN breaks it.
type Series struct {
	Name   string
	Points []Point
	Dots   bool // mark each point
	Dashed bool
}

// Point is one of a line.
type Point struct{ X, Y float64 }

// Break is where a line has a gap.
func Break() Point { return Point{math.NaN(), math.NaN()} }

// Lines is a chart of lines.
type Lines struct {
	Title  string
	XName  string
	YName  string
	X      *Scale // nil: linear, to fit
	YLog   bool
	Series []Series
}

// The measures of a chart, in pixels at full size.
const (
	width, height = 680, 300
	left, right   = 64, 16
	top, bottom   = 34, 46
)

// colours of series by their place; they can be told apart with every sort of sight.
func colours() []string {
	return []string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000"}
}

// SVG draws it.
func (l Lines) SVG() string {
	var xs, ys []float64
	for _, s := range l.Series {
		for _, p := range s.Points {
			xs, ys = append(xs, p.X), append(ys, p.Y)
		}
	}
	x, y := fit(false, xs), fit(l.YLog, ys)
	if l.X != nil {
		x = *l.X
	}
	c := newCanvas(l.Title)
	c.frame(x, y, l.XName, l.YName)
	for i, s := range l.Series {
		c.line(x, y, s, colours()[i%len(colours())])
	}
	c.legend(l.Series)
	return c.end()
}

type canvas struct{ b strings.Builder }

func newCanvas(title string) *canvas {
	c := &canvas{}
	fmt.Fprintf(&c.b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">`, width, height, html.EscapeString(title))
	fmt.Fprintf(&c.b, `<text x="%d" y="16" class="title">%s</text>`, left, html.EscapeString(title))
	return c
}

func (c *canvas) end() string {
	c.b.WriteString("</svg>")
	return c.b.String()
}

func px(s Scale, v float64) float64 { return left + s.at(v)*(width-left-right) }
func py(s Scale, v float64) float64 { return height - bottom - s.at(v)*(height-top-bottom) }

// frame draws the axes, their marks and names.
func (c *canvas) frame(x, y Scale, xName, yName string) {
	for _, m := range y.marks() {
		at := py(y, m.At)
		fmt.Fprintf(&c.b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" class="grid"/>`, left, width-right, at, at)
		fmt.Fprintf(&c.b, `<text x="%d" y="%.1f" class="mark" text-anchor="end">%s</text>`, left-6, at+4, html.EscapeString(m.Name))
	}
	for _, m := range x.marks() {
		at := px(x, m.At)
		fmt.Fprintf(&c.b, `<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" class="axis"/>`, at, at, height-bottom, height-bottom+4)
		fmt.Fprintf(&c.b, `<text x="%.1f" y="%d" class="mark" text-anchor="middle">%s</text>`, at, height-bottom+16, html.EscapeString(m.Name))
	}
	fmt.Fprintf(&c.b, `<line x1="%d" x2="%d" y1="%d" y2="%d" class="axis"/>`, left, width-right, height-bottom, height-bottom)
	fmt.Fprintf(&c.b, `<text x="%d" y="%d" class="name" text-anchor="end">%s</text>`, width-right, height-bottom+30, html.EscapeString(xName))
	fmt.Fprintf(&c.b, `<text x="4" y="%d" class="name">%s</text>`, top-6, html.EscapeString(yName))
}

func (c *canvas) line(x, y Scale, s Series, colour string) {
	var d strings.Builder
	pen := "M"
	for _, p := range s.Points {
		if math.IsNaN(p.X) || math.IsNaN(p.Y) {
			pen = "M"
			continue
		}
		fmt.Fprintf(&d, "%s%.1f %.1f", pen, px(x, p.X), py(y, p.Y))
		pen = "L"
	}
	dash := ""
	if s.Dashed {
		dash = ` stroke-dasharray="5 4"`
	}
	if d.Len() > 0 {
		fmt.Fprintf(&c.b, `<path d="%s" fill="none" stroke="%s" stroke-width="1.6"%s><title>%s</title></path>`, d.String(), colour, dash, html.EscapeString(s.Name))
	}
	if !s.Dots {
		return
	}
	for _, p := range s.Points {
		if !math.IsNaN(p.X) && !math.IsNaN(p.Y) {
			fmt.Fprintf(&c.b, `<circle cx="%.1f" cy="%.1f" r="3" fill="%s"><title>%s: %s at %s</title></circle>`,
				px(x, p.X), py(y, p.Y), colour, html.EscapeString(s.Name), number(p.Y), number(p.X))
		}
	}
}

func (c *canvas) legend(series []Series) {
	at := left
	for i, s := range series {
		fmt.Fprintf(&c.b, `<rect x="%d" y="%d" width="10" height="10" fill="%s"/>`, at, height-14, colours()[i%len(colours())])
		fmt.Fprintf(&c.b, `<text x="%d" y="%d" class="mark">%s</text>`, at+14, height-5, html.EscapeString(s.Name))
		at += 26 + 7*len(s.Name)
	}
}
