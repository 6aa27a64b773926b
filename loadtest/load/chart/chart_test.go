package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
	for _, bad := range []string{"NaN", "Inf", "<script"} {
		if strings.Contains(text, bad) {
			t.Errorf("the chart has %q in it: %s", bad, text)
		}
	}
}

func TestChartsAreWellFormed(t *testing.T) {
	odd := []Point{{0, 0}, {1, 5}, Break(), {2, math.NaN()}, {3, -2}, {4, 1e9}}
	for _, l := range []Lines{
		{Title: `<&"> title`, XName: "<x>", YName: "&y", Series: []Series{{Name: `"a" <b>`, Points: odd, Dots: true}}},
		{Title: "log", YLog: true, Series: []Series{{Name: "a", Points: odd}, {Name: "none"}}},
		{Title: "nothing"},
		{Title: "one", YLog: true, Series: []Series{{Points: []Point{{1, 1}}, Dots: true, Dashed: true}}},
	} {
		wellFormed(t, l.SVG())
	}
	wellFormed(t, Ranges{Title: "<r>", Goal: 0.8, Of: []Range{{Name: "<a>", Low: 1, Median: 2, High: 3}, {Name: "b", Place: 11}}}.SVG())
	wellFormed(t, Ranges{}.SVG())
}

func TestLinesBreak(t *testing.T) {
	svg := Lines{Series: []Series{{Points: []Point{{0, 1}, {1, 2}, Break(), {2, 3}, {3, 4}}}}}.SVG()
	path := svg[strings.Index(svg, `<path d="`):]
	path = path[:strings.Index(path, `" fill`)]
	if strings.Count(path, "M") != 2 || strings.Count(path, "L") != 2 {
		t.Errorf("two lines of two points: %s", path)
	}
}

func TestScales(t *testing.T) {
	log := Scale{Log: true, Low: 0.1, High: 1000}
	for v, want := range map[float64]float64{0.1: 0, 1: 0.25, 10: 0.5, 1000: 1, 1e6: 1, 0: 0} {
		if got := log.at(v); math.Abs(got-want) > 1e-9 {
			t.Errorf("%g lies at %g, want %g", v, got, want)
		}
	}
	if s := fit(true, []float64{0.3, 42, 0, -1}); s.Low != 0.1 || s.High != 100 {
		t.Errorf("a logarithmic scale from %g to %g", s.Low, s.High)
	}
	var names []string
	for _, m := range (Scale{Low: 0, High: 12000}).marks() {
		names = append(names, m.Name)
	}
	if got := strings.Join(names, " "); got != "0 5000 10,000" {
		t.Errorf("marks %s", got)
	}
	for v, want := range map[float64]string{0: "0", 0.8: "0.8", 1234.56: "1235", 1234567: "1,234,567", 0.00012346: "0.0001235", -20000: "-20,000"} {
		if got := number(v); got != want {
			t.Errorf("%g is written %s, want %s", v, got, want)
		}
	}
}
