package report

import "fmt"

// Goal is one that is set for `sluice up`, and what was measured of it.
type Goal struct {
	What string `json:"what"`
	Want string `json:"want"`
	Got  string `json:"got"`
	Met  bool   `json:"met"`
}

func (g Goal) verdict() string {
	if g.Met {
		return "met"
	}
	return "not met"
}

// The goals hold for these loads and no other.
const (
	goalConnections = 64
	goalRate        = 200
	goalShare       = 0.20
	goalCPU         = 0.8 // ms
	goalP50         = 3   // ms
	goalP99         = 12  // ms
	goalFirst       = 10  // ms
)

// Goals are those that this run has measured: of the side `up`, where it was called
// beside the model itself.
func (l Load) Goals() []Goal {
	var out []Goal
	for _, s := range l.Sides {
		if s.Name != "up" || s.Against == nil {
			continue
		}
		if s.Closed != nil && l.Connections == goalConnections {
			out = append(out,
				Goal{"throughput as a share of the direct call", fmt.Sprintf("at least %.2f", goalShare), spread("%.3f", s.Against.Rate), s.Against.Rate.Median >= goalShare},
				Goal{"CPU a request", fmt.Sprintf("at most %.1f ms", goalCPU), spread("%.3f", s.Closed.CPU) + " ms", s.Closed.CPU.Median <= goalCPU})
		}
		if s.Open != nil && l.OpenRate == goalRate {
			out = append(out,
				Goal{fmt.Sprintf("p50 at %d a second", goalRate), fmt.Sprintf("under %d ms", goalP50), msText(s.Open.Latency.P50), s.Open.Latency.P50 < goalP50},
				Goal{fmt.Sprintf("p99 at %d a second", goalRate), fmt.Sprintf("under %d ms", goalP99), msText(s.Open.Latency.P99), s.Open.Latency.P99 < goalP99})
		}
		if s.Streams != nil {
			out = append(out, Goal{"added time to the first text, p95", fmt.Sprintf("under %d ms", goalFirst), spread("%.2f", s.Against.FirstP95) + " ms", s.Against.FirstP95.Median < goalFirst})
		}
	}
	return out
}

func goalsSection(goals []Goal) section {
	t := table{Columns: []string{"goal", "wanted", "measured", "verdict"}}
	for _, g := range goals {
		t.Rows = append(t.Rows, []string{g.What, g.Want, g.Got, g.verdict()})
	}
	return section{Title: "Goals of sluice up", Tables: []table{t}}
}

// streamRows are the figures of the turns with streams.
func (l Load) streamRows() [][]string {
	var out [][]string
	for _, s := range l.Sides {
		b := s.Streams
		if b == nil {
			continue
		}
		cells := []string{s.Name, "none came", "", "", ""}
		if b.First != nil {
			cells[1], cells[2] = msText(b.First.P50), msText(b.First.P95)
			if s.Against != nil {
				cells[3], cells[4] = spread("%.2f", s.Against.FirstP50)+" ms", spread("%.2f", s.Against.FirstP95)+" ms"
			}
		}
		out = append(out, append(cells, fmt.Sprint(b.Requests), fmt.Sprint(b.Wrong)))
	}
	return out
}

func (l Load) streamsSection() section {
	return section{
		Title:  fmt.Sprintf("Streams, %g a second in open loop: time to the first text", l.StreamRate),
		Notes:  []string{"From the sending of the request to the first text of the stream, prompts as above. Every stream was read to its end and checked."},
		Tables: []table{{Columns: []string{"side", "p50", "p95", "added p50", "added p95", "streams", "wrong"}, Rows: l.streamRows()}},
	}
}
