package judged

import (
	"fmt"
	"html"
	"strings"
)

// Places in the plot: a square for shares over scores, and a strip for counts below.
const (
	plotLeft, plotTop, plotSide = 60, 50, 400
	stripTop, stripHeight       = plotTop + plotSide + 40, 60
	plotWidth, plotHeight       = plotLeft + plotSide + 30, stripTop + stripHeight + 40
)

// SVG draws a calibration: where the dots lie on the diagonal, the score is a
// probability. The strip below has the rows of each tenth.
func (c Calibration) SVG(title string) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`, plotWidth, plotHeight, plotWidth, plotHeight)
	p(`<rect width="%d" height="%d" fill="white"/>`, plotWidth, plotHeight)
	p(`<text x="%d" y="20" font-size="14">%s</text>`, plotLeft, html.EscapeString(title))
	p(`<text x="%d" y="38">calibration error %.3f, Brier %.3f</text>`, plotLeft, c.ECE, c.Brier)
	p(`<rect x="%d" y="%d" width="%d" height="%d" fill="none" stroke="black"/>`, plotLeft, plotTop, plotSide, plotSide)
	p(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="gray" stroke-dasharray="4 4"/>`, plotLeft, plotTop+plotSide, plotLeft+plotSide, plotTop)
	for i := 0; i <= bins; i += 2 {
		at := float64(i) / bins
		p(`<text x="%.0f" y="%d" text-anchor="middle">%.1f</text>`, x(at), plotTop+plotSide+16, at)
		p(`<text x="%d" y="%.0f" text-anchor="end">%.1f</text>`, plotLeft-6, y(at)+4, at)
	}
	p(`<text x="%d" y="%d" text-anchor="middle">score</text>`, plotLeft+plotSide/2, plotTop+plotSide+30)
	p(`<text x="16" y="%d" text-anchor="middle" transform="rotate(-90 16 %d)">share of unsafe rows</text>`, plotTop+plotSide/2, plotTop+plotSide/2)
	c.dots(p)
	p(`</svg>`)
	return b.String()
}

// dots are the bins that have rows, joined, and the strip of their sizes.
func (c Calibration) dots(p func(string, ...any)) {
	most := 0
	for _, bin := range c.Bins {
		most = max(most, bin.Rows)
	}
	var line []string
	for i, bin := range c.Bins {
		if bin.Rows == 0 {
			continue
		}
		line = append(line, fmt.Sprintf("%.1f,%.1f", x(bin.Mean), y(bin.share())))
		p(`<circle cx="%.1f" cy="%.1f" r="4" fill="steelblue"><title>%d rows, %d unsafe</title></circle>`, x(bin.Mean), y(bin.share()), bin.Rows, bin.Positive)
		high := float64(stripHeight) * float64(bin.Rows) / float64(most)
		p(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="lightsteelblue"/>`, x(float64(i)/bins)+2, stripTop+stripHeight-high, float64(plotSide)/bins-4, high)
		p(`<text x="%.1f" y="%d" text-anchor="middle" font-size="10">%d</text>`, x((float64(i)+0.5)/bins), stripTop+stripHeight+14, bin.Rows)
	}
	p(`<polyline points="%s" fill="none" stroke="steelblue"/>`, strings.Join(line, " "))
	p(`<text x="%d" y="%d" text-anchor="middle">rows</text>`, plotLeft+plotSide/2, stripTop+stripHeight+30)
}

func x(at float64) float64 { return plotLeft + plotSide*at }
func y(at float64) float64 { return plotTop + plotSide*(1-at) }
