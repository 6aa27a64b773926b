package report

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"sluice/loadtest/load/measure"
)

// Scaling is the result of giving a slowed stage more and more processes.
type Scaling struct {
	Head
	Goal        float64 `json:"goal"` // of the efficiency; 0: none was set
	Seconds     float64 `json:"seconds_a_turn"`
	Connections int     `json:"connections_per_process"`
	Stages      []Stage `json:"stages"`
	Wrong       int64   `json:"wrong"`
}

// Stage is one slowed stage.
type Stage struct {
	Name        string  `json:"name"`
	SleepMS     float64 `json:"sleep_ms"`    // of each sleep
	Sleeps      int     `json:"sleeps"`      // that one exchange makes in the stage
	Concurrency int     `json:"concurrency"` // exchanges that one process has in work at once
	Points      []Scale `json:"points"`
}

// Scale is what so many processes of the stage gave.
type Scale struct {
	Replicas   int              `json:"replicas"`
	Rate       measure.Spread   `json:"requests_per_s"`
	Possible   float64          `json:"possible_per_s"` // what the sleeping alone allows
	Efficiency measure.Spread   `json:"efficiency"`     // rate(n) / (n × rate(1)), sweep by sweep
	Cores      measure.Spread   `json:"cores"`          // that Sluice's processes kept busy
	AllCores   measure.Spread   `json:"all_cores"`      // with the model's and the generator's
	P50        measure.Spread   `json:"p50_ms"`
	Answers    int64            `json:"answers"` // counted in the rates
	Wrong      int64            `json:"wrong"`
	Causes     map[string]int64 `json:"causes,omitempty"`
}

// Window is one measured stretch at so many replicas.
type Window struct {
	Replicas int
	Rate     float64
	Cores    float64
	AllCores float64
	P50      float64
	Answers  int64
	Wrong    map[string]int64
}

// StageOf sums up sweeps, each a window for every number of replicas. The efficiency
// of a sweep is against its own window with one.
func StageOf(s Stage, sweeps [][]Window) Stage {
	byReplicas := map[int]*Scale{}
	figures := map[int]map[string][]float64{}
	var order []int
	for _, sweep := range sweeps {
		one := 0.0
		for _, w := range sweep {
			if w.Replicas == 1 {
				one = w.Rate
			}
		}
		for _, w := range sweep {
			if byReplicas[w.Replicas] == nil {
				byReplicas[w.Replicas] = &Scale{Replicas: w.Replicas, Causes: map[string]int64{}}
				figures[w.Replicas] = map[string][]float64{}
				order = append(order, w.Replicas)
			}
			p, f := byReplicas[w.Replicas], figures[w.Replicas]
			add := func(name string, v float64) { f[name] = append(f[name], v) }
			add("rate", w.Rate)
			add("cores", w.Cores)
			add("all", w.AllCores)
			add("p50", w.P50)
			if one > 0 {
				add("efficiency", w.Rate/(float64(w.Replicas)*one))
			}
			p.Answers += w.Answers
			for cause, n := range w.Wrong {
				p.Causes[cause] += n
				p.Wrong += n
			}
		}
	}
	for _, n := range order {
		p, f := byReplicas[n], figures[n]
		p.Rate, p.Efficiency = measure.SpreadOf(f["rate"]...), measure.SpreadOf(f["efficiency"]...)
		p.Cores, p.AllCores, p.P50 = measure.SpreadOf(f["cores"]...), measure.SpreadOf(f["all"]...), measure.SpreadOf(f["p50"]...)
		p.Possible = float64(n*s.Concurrency) / (s.SleepMS / 1000 * float64(s.Sleeps))
		s.Points = append(s.Points, *p)
	}
	return s
}

// Missed names what fell short of the goal: the median over the sweeps.
func (s Scaling) Missed() []string {
	var out []string
	for _, st := range s.Stages {
		for _, p := range st.Points {
			if !(p.Efficiency.Median >= s.Goal) {
				out = append(out, fmt.Sprintf("%s with %d processes: %.2f", st.Name, p.Replicas, p.Efficiency.Median))
			}
		}
	}
	return out
}

// Text is the result as a table for a terminal.
func (s Scaling) Text() string {
	var b strings.Builder
	for _, st := range s.Stages {
		fmt.Fprintf(&b, "%s: each process %d exchanges at once, %d × %g ms of sleep each\n", st.Name, st.Concurrency, st.Sleeps, st.SleepMS)
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "processes\tanswers/s\tpossible\tefficiency\tcores\tof all\tp50\twrong\t")
		for _, p := range st.Points {
			fmt.Fprintf(w, "%d\t%.1f\t%.1f\t%s\t%.2f\t%.2f\t%s\t%d\t\n", p.Replicas, p.Rate.Median, p.Possible, spread("%.2f", p.Efficiency), p.Cores.Median, p.AllCores.Median, msText(p.P50.Median), p.Wrong)
		}
		_ = w.Flush()
		fmt.Fprintln(&b)
	}
	return b.String()
}
