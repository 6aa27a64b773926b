// Package report sums up what was measured and writes it: JSON for programs, one
// HTML page with charts for people, Markdown for the repository, a table for the
// terminal. It computes; it measures nothing.
package report

import (
	"time"

	"sluice/loadtest/load/measure"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/usage"
)

// Measured is one turn of one side, and what processes used in it, by the groups
// own, model, generator and others.
type Measured struct {
	Turn   *measure.Turn
	Points []usage.Point
}

// Block is what several like turns of one side gave. CPU is milliseconds of CPU time.
type Block struct {
	Turns    int              `json:"turns"`
	Seconds  float64          `json:"seconds"`
	Requests int64            `json:"requests"`
	Wrong    int64            `json:"wrong"`
	Causes   map[string]int64 `json:"causes,omitempty"`
	Late     int64            `json:"sent_late"` // more than a millisecond after they were due

	Rate    measure.Spread `json:"requests_per_s"`
	CPU     measure.Spread `json:"cpu_ms_per_request"`       // of the side's own processes
	Model   measure.Spread `json:"model_cpu_ms_per_request"` // of the development model
	Self    measure.Spread `json:"generator_cpu_ms_per_request"`
	Cores   measure.Spread `json:"cores"`               // that the side's own processes kept busy
	Standby measure.Spread `json:"standing_by_cores"`   // that the other sides kept busy meanwhile
	P50     measure.Spread `json:"p50_ms_of_each_turn"` // each turn's own
	P99     measure.Spread `json:"p99_ms_of_each_turn"`

	FirstP50 measure.Spread `json:"first_text_p50_ms_of_each_turn"` // of turns with streams
	FirstP95 measure.Spread `json:"first_text_p95_ms_of_each_turn"`

	Latency measure.Latency            `json:"latency"`          // of all turns together, from when each was due
	Service measure.Latency            `json:"service"`          // from when each was sent
	Delay   measure.Latency            `json:"delay_of_sending"` // from due to sent
	First   *measure.Latency           `json:"first_text,omitempty"`
	Kinds   map[string]measure.Latency `json:"kinds"`
	Curve   []measure.Point            `json:"curve"`
	Course  []Moment                   `json:"course"` // turn after turn
}

// Moment is a stretch of a block's course.
type Moment struct {
	Turn int `json:"turn"` // 1, 2, …
	measure.Stretch
	Cores    float64 `json:"cores"`
	Resident float64 `json:"resident_mb"` // sum of VmRSS
}

// Groups of processes in Measured.
const (
	groupOwn       = "own"
	groupModel     = "model"
	groupGenerator = "generator"
	groupOthers    = "others"
)

// BlockOf sums up turns; there is at least one.
func BlockOf(turns []Measured) Block {
	var list []*measure.Turn
	each := map[string][]float64{}
	add := func(name string, v float64) { each[name] = append(each[name], v) }
	var course []Moment
	for i, m := range turns {
		list = append(list, m.Turn)
		add("rate", m.Turn.Rate())
		add("p50", millis(m.Turn.Latency.Quantile(0.5)))
		add("p99", millis(m.Turn.Latency.Quantile(0.99)))
		if m.Turn.First.Count() > 0 {
			add("first50", millis(m.Turn.First.Quantile(0.5)))
			add("first95", millis(m.Turn.First.Quantile(0.95)))
		}
		for _, g := range []string{groupOwn, groupModel, groupGenerator} {
			add(g, millis(usage.Spent(m.Points, g))/float64(max(1, m.Turn.Sent)))
		}
		long := max(m.Turn.Elapsed, time.Microsecond)
		add("cores", float64(usage.Spent(m.Points, groupOwn))/float64(long))
		add("standby", float64(usage.Spent(m.Points, groupOthers))/float64(long))
		for _, s := range m.Turn.Course() {
			mo := Moment{Turn: i + 1, Stretch: s}
			mo.Cores, mo.Resident = at(m, s.At)
			course = append(course, mo)
		}
	}
	all := measure.Together(list...)
	b := Block{
		Turns: len(turns), Seconds: all.Elapsed.Seconds(), Requests: all.Sent, Late: all.LateOut, Causes: all.Causes(),
		Rate: measure.SpreadOf(each["rate"]...), CPU: measure.SpreadOf(each[groupOwn]...), Model: measure.SpreadOf(each[groupModel]...),
		Self: measure.SpreadOf(each[groupGenerator]...), Cores: measure.SpreadOf(each["cores"]...), Standby: measure.SpreadOf(each["standby"]...),
		P50: measure.SpreadOf(each["p50"]...), P99: measure.SpreadOf(each["p99"]...),
		FirstP50: measure.SpreadOf(each["first50"]...), FirstP95: measure.SpreadOf(each["first95"]...),
		Latency: all.Latency.Latency(), Service: all.Service.Latency(), Delay: all.Delay.Latency(),
		Kinds: map[string]measure.Latency{}, Curve: all.Latency.Curve(), Course: course,
	}
	for _, n := range b.Causes {
		b.Wrong += n
	}
	for _, k := range mix.Kinds() {
		if h := all.ByKind[k]; h != nil {
			b.Kinds[k.String()] = h.Latency()
		}
	}
	if all.First.Count() > 0 {
		f := all.First.Latency()
		b.First = &f
	}
	return b
}

// at is how busy the side's processes were around a moment of a turn, seconds from
// its begin, and how much memory they held.
func at(m Measured, seconds float64) (cores, resident float64) {
	moment := m.Turn.Began.Add(time.Duration(seconds * float64(time.Second)))
	for i := 1; i < len(m.Points); i++ {
		a, b := m.Points[i-1], m.Points[i]
		if b.At.After(moment) {
			cpu := b.Of[groupOwn].CPU - a.Of[groupOwn].CPU
			return float64(cpu) / float64(max(1, b.At.Sub(a.At))), megabytes(b.Of[groupOwn].Resident)
		}
	}
	return 0, 0
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
func megabytes(bytes int64) float64  { return float64(bytes) / (1 << 20) }
