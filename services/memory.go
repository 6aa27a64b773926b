package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// tiny is what a process of one service stays below: it has some 5 MB in use.
const tiny = 12 << 20

// The garbage that the collector waits for in any other process: at least spare, and
// least in percent of what is in use, as a collection costs by that; at most as much as
// is in use, or most.
const (
	spare = 16 << 20
	least = 20
	most  = 96 << 20
)

// collectAt is how much garbage, in percent of what is in use, the collector waits
// for. A tiny process would collect all the time, at a tenth of its CPU. Any other
// waits for what is thrown away in a second: under load memory buys CPU, and when the
// load has gone the memory is given back.
func collectAt(live, perSecond uint64) int {
	if live <= tiny {
		return 400
	}
	garbage := min(max(spare, perSecond), max(most, live))
	return int(max(least, 100*garbage/live))
}

// pace is what the collector's pace follows from.
type pace struct {
	samples   []metrics.Sample
	allocated uint64
	at        time.Time
	perSecond uint64
}

func newPace() *pace {
	return &pace{samples: []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/allocs:bytes"}}}
}

// read gives what was in use after the last collection, and how much is allocated a
// second. That rises at once with the load and falls slowly after it: half is left
// after eleven readings.
func (p *pace) read(now time.Time) (live, perSecond uint64) {
	metrics.Read(p.samples)
	live, allocated := p.samples[0].Value.Uint64(), p.samples[1].Value.Uint64()
	if since := now.Sub(p.at); !p.at.IsZero() && since > 0 {
		p.perSecond = max(p.perSecond-p.perSecond/16, uint64(float64(allocated-p.allocated)/since.Seconds()))
	}
	p.allocated, p.at = allocated, now
	return live, p.perSecond
}

// paceCollector sets the garbage collector's pace by what is in use and by the load,
// until ctx ends. Whoever set GOMEMLIMIT or GOGC has decided for himself.
func paceCollector(ctx context.Context) {
	for _, name := range []string{"GOMEMLIMIT", "GOGC"} {
		if os.Getenv(name) != "" {
			return
		}
	}
	const every = 200 * time.Millisecond
	set, p := 0, newPace()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		// Setting it stops the world for a moment: small steps are not taken.
		if want := collectAt(p.read(time.Now())); want > set*10/9 || want < set*9/10 {
			set = want
			debug.SetGCPercent(set)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
