// Package report holds the result of a comparison, judges it by the goals, and
// writes it for a terminal, as Markdown and as JSON. It measures nothing.
package report

import (
	"time"

	"sluice/loadtest/peers/engine"
	"sluice/loadtest/peers/measure"
)

// Sides that are compared.
const (
	Gitleaks = "gitleaks"
	Own      = "sluice, gitleaks' rules"
	All      = "sluice, all patterns"
	Vector   = "vectorscan, gitleaks' rules"
)

// Result is all that was measured.
type Result struct {
	Head

	Seed    uint64           `json:"seed"`
	Rounds  int              `json:"rounds"`
	Sides   []Side           `json:"sides"`
	Skipped []engine.Skipped `json:"rules_not_in_the_engine"` // of gitleaks' rules
	Corpora []Corpus         `json:"corpora"`
	Agree   []Agreement      `json:"agreement"`
	SetUp   []SetUp          `json:"set_up"`
	Goals   []Goal           `json:"goals"`
}

// Side is a scanner.
type Side struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Rules   int    `json:"rules"`
}

// Corpus is what was measured on one.
type Corpus struct {
	Name  string            `json:"name"`
	About string            `json:"about"`
	Texts int               `json:"texts"`
	Size  int               `json:"bytes_a_text"`
	Sides []measure.Figures `json:"sides"`
	Times []Ratio           `json:"times_gitleaks"`
}

// Ratio is a side's rate against gitleaks' of the same round.
type Ratio struct {
	Side string `json:"side"`
	measure.Spread
}

// Agreement compares findings with gitleaks' own, on its own rules.
type Agreement struct {
	Corpus   string       `json:"corpus"`
	Texts    int          `json:"texts"`
	Theirs   int          `json:"gitleaks_spans"`
	Ours     int          `json:"sluice_spans"`
	Same     int          `json:"same"`
	Planted  int          `json:"planted"` // with a fixed form
	Found    []Found      `json:"planted_found,omitempty"`
	Differ   []Difference `json:"differences"`
	RulesMet int          `json:"rules_met"` // of gitleaks' rules, by gitleaks
}

// Found is how many planted secrets of a fixed form a side found.
type Found struct {
	Side   string         `json:"side"`
	N      int            `json:"n"`
	Missed map[string]int `json:"missed,omitempty"` // by gitleaks' id of the kind
}

// Difference counts places of one kind.
type Difference struct {
	Kind  string `json:"kind"`
	Rule  string `json:"rule"`
	Why   string `json:"why"`
	Count int    `json:"count"`
}

// SetUp is what a process of its own, that makes a scanner, took.
type SetUp struct {
	Side     string         `json:"side"`
	Time     measure.Spread `json:"ms"`
	Resident measure.Spread `json:"mb_after_set_up"`    // growth of resident memory, after a collection
	Scanned  measure.Spread `json:"mb_after_scanning"`  // the same after 1 MB of texts
	HighMark measure.Spread `json:"mb_high_water_mark"` // the most until then, beyond what the process began with
}

// Figures are those of a side on a corpus.
func (r Result) Figures(corpus, side string) (measure.Figures, bool) {
	for _, c := range r.Corpora {
		for _, f := range c.Sides {
			if c.Name == corpus && f.Side == side {
				return f, true
			}
		}
	}
	return measure.Figures{}, false
}

// Ratios compares each side's rate with gitleaks', round by round.
func Ratios(sides []measure.Figures) []Ratio {
	var base []float64
	for _, s := range sides {
		if s.Side == Gitleaks {
			base = s.Rates
		}
	}
	var out []Ratio
	for _, s := range sides {
		var each []float64
		for i := range min(len(base), len(s.Rates)) {
			each = append(each, s.Rates[i]/base[i])
		}
		if len(each) > 0 && s.Side != Gitleaks {
			out = append(out, Ratio{s.Side, measure.SpreadOf(each)})
		}
	}
	return out
}

// Machine is what a result was measured on.
type Machine struct {
	CPU      string  `json:"cpu"`
	Cores    int     `json:"cores"`
	MemoryGB float64 `json:"memory_gib"`
	Kernel   string  `json:"kernel"`
	Go       string  `json:"go"`
	Load     string  `json:"load_before"` // load averages before the run: who else was busy
}

// Head says where a result comes from.
type Head struct {
	Date    time.Time `json:"date"`
	Took    float64   `json:"took_s"`
	Machine Machine   `json:"machine"`
	Commit  string    `json:"commit"`
	Command string    `json:"command"`
}
