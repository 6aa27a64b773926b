package report

import (
	"time"

	"sluice/loadtest/load/measure"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/usage"
)

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
	Kind    string    `json:"kind"` // load or load-stage
	Date    time.Time `json:"date"`
	Took    float64   `json:"took_s"`
	Machine Machine   `json:"machine"`
	Commit  string    `json:"commit"`
	Command string    `json:"command"`
	Seed    uint64    `json:"seed"`
}

// Load is the result of calling several sides in turns.
type Load struct {
	Head
	Rounds      int     `json:"rounds"`
	Seconds     float64 `json:"seconds_a_turn"`
	Connections int     `json:"connections"`
	OpenRate    float64 `json:"open_rate"`
	StreamRate  float64 `json:"stream_rate"`
	Poisson     bool    `json:"poisson"`
	Same        mix.Mix `json:"same_mix"`  // of the closed and the open turns
	Mixed       mix.Mix `json:"mixed_mix"` // of the mixed turns
	Sides       []Side  `json:"sides"`
	Wrong       int64   `json:"wrong"`
}

// WrongOf counts the wrong answers of the sides that are meant.
func (l Load) WrongOf(meant func(name string) bool) (n int64) {
	for _, s := range l.Sides {
		if meant(s.Name) {
			for _, b := range s.Blocks() {
				n += b.Wrong
			}
		}
	}
	return n
}

// Side is all that was measured of one way to the model.
type Side struct {
	Name      string  `json:"name"`
	About     string  `json:"about"`
	Processes int     `json:"processes"`
	Closed    *Block  `json:"closed,omitempty"`
	Open      *Block  `json:"open,omitempty"`
	Streams   *Block  `json:"streams,omitempty"`
	Mixed     *Block  `json:"mixed,omitempty"`
	Memory    Memory  `json:"memory"`
	Against   *Ratios `json:"against_direct,omitempty"`
}

// Memory is that of a side's processes, in MB of 2^20 bytes.
type Memory struct {
	Idle     float64 `json:"idle_mb"`      // sum of VmRSS after the start, before any request
	Last     float64 `json:"last_mb"`      // sum of VmRSS after the last request
	Peak     float64 `json:"peak_mb"`      // the most at one moment, as read four times a second
	Anon     float64 `json:"anon_mb"`      // of Last: not of files
	Share    float64 `json:"pss_mb"`       // of Last: with shared pages counted once
	Requests int64   `json:"requests"`     // that all of this is after, warm-up included
	HighMark float64 `json:"high_mark_mb"` // sum of each process's own VmHWM
}

// Ratios are a side's figures against the direct call's, turn by turn.
type Ratios struct {
	Rate     measure.Spread `json:"throughput"`   // share of direct, closed loop
	CPU      measure.Spread `json:"cpu_ratio"`    // own CPU a request over the model's of a direct call
	AddedP50 measure.Spread `json:"added_p50_ms"` // open loop
	AddedP99 measure.Spread `json:"added_p99_ms"`
	FirstP50 measure.Spread `json:"added_first_text_p50_ms"` // streams in open loop
	FirstP95 measure.Spread `json:"added_first_text_p95_ms"`
}

// AgainstDirect compares two sides that were called in turns.
func AgainstDirect(side, direct Side) *Ratios {
	r := &Ratios{}
	if side.Closed != nil && direct.Closed != nil {
		r.Rate = measure.Pairs(side.Closed.Rate.Each, direct.Closed.Rate.Each, measure.Ratio)
		r.CPU = measure.Pairs(side.Closed.CPU.Each, direct.Closed.CPU.Each, measure.Ratio)
	}
	if side.Open != nil && direct.Open != nil {
		r.AddedP50 = measure.Pairs(side.Open.P50.Each, direct.Open.P50.Each, measure.Added)
		r.AddedP99 = measure.Pairs(side.Open.P99.Each, direct.Open.P99.Each, measure.Added)
	}
	if side.Streams != nil && direct.Streams != nil {
		r.FirstP50 = measure.Pairs(side.Streams.FirstP50.Each, direct.Streams.FirstP50.Each, measure.Added)
		r.FirstP95 = measure.Pairs(side.Streams.FirstP95.Each, direct.Streams.FirstP95.Each, measure.Added)
	}
	return r
}

// MemoryOf sums up the memory of a side from its first reading, all readings of its
// turns, and its last.
func MemoryOf(idle, last usage.Usage, share int64, turns []Measured) Memory {
	m := Memory{Idle: megabytes(idle.Resident), Last: megabytes(last.Resident), Anon: megabytes(last.Anon), Share: megabytes(share), HighMark: megabytes(last.Peak)}
	m.Peak = max(m.Idle, m.Last)
	for _, t := range turns {
		for _, p := range t.Points {
			m.Peak = max(m.Peak, megabytes(p.Of[groupOwn].Resident))
		}
	}
	return m
}

// Blocks are those that were measured.
func (s Side) Blocks() []*Block {
	var out []*Block
	for _, b := range []*Block{s.Closed, s.Open, s.Streams, s.Mixed} {
		if b != nil {
			out = append(out, b)
		}
	}
	return out
}
