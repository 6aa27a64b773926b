package judged

import (
	"maps"
	"math"
	"slices"
	"time"
)

// Named is the score of one category or source.
type Named struct {
	Name string `json:"name"`
	Score
}

// Latency is how long verdicts took, in milliseconds.
type Latency struct {
	P50 float64 `json:"p50_ms"`
	P95 float64 `json:"p95_ms"`
	P99 float64 `json:"p99_ms"`
}

// Report is an evaluation.
type Report struct {
	Rows        int            `json:"rows"`
	Positive    int            `json:"positive"`
	Groups      int            `json:"groups"`
	Judged      int            `json:"judged"` // rows with a verdict; all figures are of them
	Errors      map[string]int `json:"errors"` // rows without one, by kind
	All         Score          `json:"all"`
	Categories  []Named        `json:"categories"` // of which a row is known to have it
	Sources     []Named        `json:"sources"`
	Calibration Calibration    `json:"calibration"`
	Latency     Latency        `json:"latency"`
}

// Evaluate scores verdicts, one for each row. at is the threshold of a category; "" is
// that of all of them.
func Evaluate(rows []Row, verdicts []Verdict, at func(code string) float64) Report {
	r := Report{Rows: len(rows), Errors: map[string]int{}, Categories: []Named{}, Sources: []Named{}}
	group := map[string]int{}
	of := make([]int, len(rows))
	codes, sources := map[string]bool{}, map[string]bool{}
	var took []time.Duration
	for i, row := range rows {
		of[i] = -1 - i
		if row.Group != "" {
			if _, ok := group[row.Group]; !ok {
				group[row.Group] = len(group)
			}
			of[i] = group[row.Group]
		} else {
			r.Groups++
		}
		if row.Label {
			r.Positive++
		}
		sources[row.Source] = true
		for c, yes := range row.Categories {
			codes[c] = codes[c] || yes
		}
		if verdicts[i].Failed != "" {
			r.Errors[verdicts[i].Failed]++
			continue
		}
		r.Judged++
		took = append(took, verdicts[i].Took)
	}
	r.Groups += len(group)
	samples := func(code, source string) []sample {
		var out []sample
		for i, row := range rows {
			yes, known := row.has(code)
			if verdicts[i].Failed == "" && known && (source == "" || row.Source == source) {
				out = append(out, sample{verdicts[i].of(code), yes, of[i]})
			}
		}
		return out
	}
	all := samples("", "")
	r.Calibration = calibrate(all)
	r.All = score(all, at(""))
	for _, c := range slices.SortedFunc(maps.Keys(codes), byCode) {
		if codes[c] {
			r.Categories = append(r.Categories, Named{c, score(samples(c, ""), at(c))})
		}
	}
	if len(sources) > 1 {
		for _, s := range slices.Sorted(maps.Keys(sources)) {
			r.Sources = append(r.Sources, Named{s, score(samples("", s), at(""))})
		}
	}
	slices.Sort(took)
	r.Latency = Latency{rank(took, 0.5), rank(took, 0.95), rank(took, 0.99)}
	return r
}

// byCode has S2 before S10.
func byCode(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	if a < b {
		return -1
	}
	return 1
}

// rank is the value of sorted times that a share of them does not exceed.
func rank(sorted []time.Duration, share float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	i := int(math.Ceil(share*float64(len(sorted)))) - 1
	return float64(sorted[max(0, i)].Microseconds()) / 1000
}
