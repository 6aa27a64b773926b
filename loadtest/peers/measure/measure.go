// Package measure times scanners in turns, one after another on one core, so
// that what else the machine does hits all alike. It knows nothing of what
// they find.
package measure

import (
	"cmp"
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

// Side is a scanner that is timed.
type Side struct {
	Name  string
	Count func(text string) int
	Slow  bool // one pass over a corpus takes a second or more
}

// Spread is a figure of several turns.
type Spread struct {
	Median float64 `json:"median"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// SpreadOf sums up the figures of turns; there is at least one.
func SpreadOf(each []float64) Spread {
	s := slices.Sorted(slices.Values(each))
	return Spread{Median: s[len(s)/2], Low: s[0], High: s[len(s)-1]}
}

// Quantiles are in microseconds.
type Quantiles struct {
	P50 float64 `json:"p50_us"`
	P99 float64 `json:"p99_us"`
	N   int     `json:"scans"`
}

func quantiles(all []time.Duration) Quantiles {
	slices.SortFunc(all, cmp.Compare[time.Duration])
	at := func(q float64) float64 {
		i := int(math.Ceil(q*float64(len(all)))) - 1
		return float64(all[max(i, 0)]) / 1e3
	}
	if len(all) == 0 {
		return Quantiles{}
	}
	return Quantiles{P50: at(0.5), P99: at(0.99), N: len(all)}
}

// Figures are what was measured of a side on one corpus.
type Figures struct {
	Side     string    `json:"side"`
	Rate     Spread    `json:"mb_per_s"`      // 10^6 bytes a second of processor time, garbage collection included
	Shared   float64   `json:"core_share"`    // of the wall clock that this process had the core
	Wall     Quantiles `json:"latency_wall"`  // of one text, by the wall clock
	CPU      Quantiles `json:"latency_cpu"`   // of one text, by the thread's processor time
	Allocs   float64   `json:"allocs_clean"`  // heap objects a scan of a text in which it finds nothing
	Bytes    float64   `json:"alloc_b_clean"` // bytes of them
	Clean    int       `json:"clean_texts"`
	Findings int       `json:"findings"`

	Rates []float64 `json:"mb_per_s_each"` // turn by turn, in the order of the turns
}

// Compare runs rounds of turns, in each of which every side scans all texts
// until least has passed. tell says what is under way.
func Compare(sides []Side, texts []string, rounds int, least time.Duration, tell func(round int, side string)) []Figures {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	out := make([]Figures, len(sides))
	wall, cpu := make([][]time.Duration, len(sides)), make([][]time.Duration, len(sides))
	shares := make([][]float64, len(sides))
	for i, s := range sides { // warm: caches, pools and lazy tables
		tell(0, s.Name)
		out[i].Side = s.Name
		for _, t := range texts {
			out[i].Findings += s.Count(t)
		}
	}
	for round := range rounds {
		for i, s := range sides {
			tell(round+1, s.Name)
			runtime.GC()
			rate, share := pass(s, texts, least)
			out[i].Rates, shares[i] = append(out[i].Rates, rate), append(shares[i], share)
			if !s.Slow || round == 0 {
				w, c := latencies(s, texts, least)
				wall[i], cpu[i] = append(wall[i], w...), append(cpu[i], c...)
			}
		}
	}
	for i, s := range sides {
		out[i].Rate, out[i].Shared = SpreadOf(out[i].Rates), SpreadOf(shares[i]).Median
		out[i].Wall, out[i].CPU = quantiles(wall[i]), quantiles(cpu[i])
		out[i].Allocs, out[i].Bytes, out[i].Clean = allocations(s, texts)
	}
	return out
}

// pass scans all texts, again and again until least has passed.
func pass(s Side, texts []string, least time.Duration) (rate, share float64) {
	bytes, began, used := 0, time.Now(), processTime()
	for bytes == 0 || time.Since(began) < least {
		for _, t := range texts {
			s.Count(t)
			bytes += len(t)
		}
	}
	took := processTime() - used
	return float64(bytes) / 1e6 / took.Seconds(), took.Seconds() / time.Since(began).Seconds()
}

// latencies times each scan for itself.
func latencies(s Side, texts []string, least time.Duration) (wall, cpu []time.Duration) {
	for began := time.Now(); len(wall) == 0 || time.Since(began) < least; {
		for _, t := range texts {
			at, used := time.Now(), threadTime()
			s.Count(t)
			cpu, wall = append(cpu, threadTime()-used), append(wall, time.Since(at))
		}
	}
	return wall, cpu
}

// allocations counts heap objects over the texts in which the side finds
// nothing. The collector is off meanwhile: it would empty pools.
func allocations(s Side, texts []string) (objects, bytes float64, clean int) {
	var none []string
	for _, t := range texts {
		if s.Count(t) == 0 {
			none = append(none, t)
		}
	}
	if len(none) == 0 {
		return 0, 0, 0
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for _, t := range none {
		s.Count(t)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, t := range none {
		s.Count(t)
	}
	runtime.ReadMemStats(&after)
	n := float64(len(none))
	return float64(after.Mallocs-before.Mallocs) / n, float64(after.TotalAlloc-before.TotalAlloc) / n, len(none)
}
