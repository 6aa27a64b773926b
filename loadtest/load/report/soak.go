package report

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"sluice/loadtest/load/chart"
	"sluice/loadtest/load/measure"
)

// Soak is the result of a long, even load on one `sluice up`.
type Soak struct {
	Head
	Asked    float64          `json:"asked_s"`
	Rate     float64          `json:"rate"`
	Aborts   float64          `json:"aborts_per_s"`
	Most     float64          `json:"most_mb"` // 0: none was set
	Margin   int              `json:"margin"`
	Warm     int64            `json:"warm_requests"`
	Requests int64            `json:"requests"`
	Left     int64            `json:"streams_left"` // by their clients
	Causes   map[string]int64 `json:"causes,omitempty"`
	Latency  measure.Latency  `json:"latency"`
	Before   Held             `json:"before"` // after the warm-up, nothing under way
	After    Held             `json:"after"`  // at the end, nothing under way
	Samples  []Held           `json:"samples"`
}

// Held is what the process held at a moment; sizes in MB of 2^20 bytes.
type Held struct {
	At         float64 `json:"at_s"`
	Resident   float64 `json:"resident_mb"`
	Heap       float64 `json:"heap_mb"` // with what is not collected yet
	CPU        float64 `json:"cpu_s"`   // since its start
	Goroutines int     `json:"goroutines"`
	Files      int     `json:"open_files"`
}

// Late is the highest resident memory in the last tenth of the run: what grew in the
// course of it is there.
func (s Soak) Late() float64 {
	out := 0.0
	for _, h := range s.Samples[len(s.Samples)*9/10:] {
		out = max(out, h.Resident)
	}
	return out
}

// Failed says what is not as it must be.
func (s Soak) Failed() []string {
	var out []string
	wrong := int64(0)
	for _, n := range s.Causes {
		wrong += n
	}
	if wrong > 0 {
		out = append(out, fmt.Sprintf("%d answers were wrong", wrong))
	}
	if s.Requests == 0 || len(s.Samples) == 0 {
		out = append(out, "nothing was measured")
	}
	if s.Most > 0 && s.Late() > s.Most {
		out = append(out, fmt.Sprintf("%.0f MB resident at the end, over %g", s.Late(), s.Most))
	}
	if s.After.Goroutines > s.Before.Goroutines+s.Margin {
		out = append(out, fmt.Sprintf("%d goroutines afterwards, %d before", s.After.Goroutines, s.Before.Goroutines))
	}
	if s.After.Files > s.Before.Files+s.Margin {
		out = append(out, fmt.Sprintf("%d open files afterwards, %d before", s.After.Files, s.Before.Files))
	}
	return out
}

// moments are the readings that stand in tables: before, ten on the way, after.
func (s Soak) moments() (names []string, of []Held) {
	names, of = []string{"before"}, []Held{s.Before}
	const shown = 10
	for i := range min(shown, len(s.Samples)) {
		h := s.Samples[(i+1)*len(s.Samples)/min(shown, len(s.Samples))-1]
		names, of = append(names, fmt.Sprintf("%.0f s", h.At)), append(of, h)
	}
	return append(names, "after"), append(of, s.After)
}

func (s Soak) table() table {
	t := table{Columns: []string{"", "resident", "heap", "goroutines", "open files"}}
	names, of := s.moments()
	for i, h := range of {
		t.Rows = append(t.Rows, []string{names[i], fmt.Sprintf("%.0f MB", h.Resident), fmt.Sprintf("%.0f MB", h.Heap), fmt.Sprint(h.Goroutines), fmt.Sprint(h.Files)})
	}
	return t
}

func (s Soak) summary() []string {
	goal := "none was set"
	if s.Most > 0 {
		goal = fmt.Sprintf("at most %g MB", s.Most)
	}
	out := []string{
		fmt.Sprintf("%d requests after %d to warm up, %g a second; %d streams more were left by their clients. p50 %s, p99 %s.",
			s.Requests, s.Warm, s.Rate, s.Left, msText(s.Latency.P50), msText(s.Latency.P99)),
		fmt.Sprintf("Resident in the last tenth: %.0f MB; goal: %s.", s.Late(), goal),
		fmt.Sprintf("Goroutines with nothing under way: %d before, %d after; open files: %d and %d; %d more would fail the run.",
			s.Before.Goroutines, s.After.Goroutines, s.Before.Files, s.After.Files, s.Margin+1),
	}
	if spent := s.After.CPU - s.Before.CPU; s.Requests > 0 {
		out = append(out, fmt.Sprintf("CPU: %.2f ms a request, those that were left counted as requests.", 1000*spent/float64(s.Requests+s.Left)))
	}
	for _, c := range slices.Sorted(maps.Keys(s.Causes)) {
		out = append(out, fmt.Sprintf("Wrong: %s, %d times.", c, s.Causes[c]))
	}
	if failed := s.Failed(); len(failed) > 0 {
		out = append(out, "Failed: "+strings.Join(failed, "; ")+".")
	}
	return out
}

// Text is the result for a terminal.
func (s Soak) Text() string {
	var b strings.Builder
	for _, line := range s.summary() {
		fmt.Fprintln(&b, line)
	}
	for _, r := range s.table().Rows {
		fmt.Fprintf(&b, "%10s  %8s resident  %8s heap  %5s goroutines  %4s files\n", r[0], r[1], r[2], r[3], r[4])
	}
	return b.String()
}

// HTML is the result as one page.
func (s Soak) HTML() []byte { return s.page().html() }

// Markdown is the result's summary.
func (s Soak) Markdown() string {
	p := s.page()
	p.Notes = append(p.Notes, "Charts and every reading: [soak.html](soak.html), [soak.json](soak.json).")
	return p.markdown()
}

func (s Soak) page() page {
	line := func(title, unit string, value func(Held) float64) template.HTML {
		c := chart.Lines{Title: title, XName: "seconds", YName: unit, Series: []chart.Series{{Name: "sluice up"}}}
		for _, h := range s.Samples {
			c.Series[0].Points = append(c.Series[0].Points, chart.Point{X: h.At, Y: value(h)})
		}
		return template.HTML(c.SVG())
	}
	return page{Head: s.Head, Title: "Sluice over time", Notes: s.summary(), Sections: []section{{
		Title: "What the process holds", Tables: []table{s.table()},
		Charts: []template.HTML{
			line("Resident memory", "MB", func(h Held) float64 { return h.Resident }),
			line("Heap", "MB", func(h Held) float64 { return h.Heap }),
			line("Goroutines", "goroutines", func(h Held) float64 { return float64(h.Goroutines) }),
			line("Open files", "files", func(h Held) float64 { return float64(h.Files) }),
		},
	}}}
}
