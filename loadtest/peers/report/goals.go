package report

import "math"

// Goal is a figure to reach and the one that was measured.
type Goal struct {
	What    string  `json:"what"`
	Unit    string  `json:"unit"`
	Goal    float64 `json:"goal"`
	Least   bool    `json:"at_least"` // else at most
	Got     float64 `json:"got"`
	Ratio   float64 `json:"ratio"` // of what was got to the goal
	Reached bool    `json:"reached"`
	Note    string  `json:"note,omitempty"`
}

func goal(what, unit string, want float64, least bool, got float64) Goal {
	g := Goal{What: what, Unit: unit, Goal: want, Least: least, Got: got, Reached: got <= want}
	if least {
		g.Reached = got >= want
	}
	if want > 0 {
		g.Ratio = got / want
	}
	if math.IsNaN(got) {
		g.Reached = false
	}
	return g
}

// Judge compares a result with the goals of the DLP engine. What was not
// measured is not there, and Judge makes no goal reached of it.
func Judge(r Result) []Goal {
	var out []Goal
	for _, c := range r.Corpora {
		for _, t := range c.Times {
			if t.Side == Own {
				out = append(out, goal("throughput on gitleaks' own rules, "+c.Name, "× gitleaks", 100, true, t.Median))
			}
		}
	}
	for _, c := range r.Corpora {
		if f, ok := r.Figures(c.Name, All); ok {
			out = append(out, goal("all patterns with normalization, "+c.Name, "MB/s", 50, true, f.Rate.Median))
		}
	}
	if f, ok := r.Figures("chat", All); ok {
		out = append(out, late("2 KB prompt, p50", "µs", 15, f.Wall.P50, f.CPU.P50), late("2 KB prompt, p99", "µs", 100, f.Wall.P99, f.CPU.P99))
	}
	if f, ok := r.Figures("files", All); ok {
		out = append(out, late("128 KB text, p99", "ms", 5, f.Wall.P99/1e3, f.CPU.P99/1e3))
	}
	if f, ok := r.Figures("chat", All); ok && f.Clean > 0 {
		out = append(out, goal("allocations a clean 2 KB prompt", "", 0, false, math.Round(f.Allocs*100)/100))
	}
	for _, s := range r.SetUp {
		if s.Side == All {
			out = append(out, goal("set-up", "ms", 150, false, s.Time.Median),
				goal("resident memory, after set-up and scanning", "MB", 64, false, max(s.Resident.Median, s.Scanned.Median)))
		}
	}
	return out
}

// late judges by the wall clock, and says what processor time alone would say
// where the two differ: on a busy machine, others' work is in the first.
func late(what, unit string, want, wall, cpu float64) Goal {
	g := goal(what, unit, want, false, wall)
	if !g.Reached && cpu <= want {
		g.Note = "reached in processor time: others had the core meanwhile"
	}
	return g
}
