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

// spare is the least garbage that the collector waits for in any other process, and
// least the same in percent of what is in use: a collection costs by what is in use.
const (
	spare = 16 << 20
	least = 20
)

// collectAt is how much garbage, in percent of what is in use, the collector waits
// for. A tiny process would collect all the time, at a tenth of its CPU. Any other
// waits for what is thrown away in a second, so that what it holds beside what it uses
// follows its load; under more load than that it collects as Go does by itself.
func collectAt(live, perSecond uint64) int {
	if live <= tiny {
		return 400
	}
	return int(max(least, min(100, 100*max(spare, perSecond)/live)))
}

// pace is what the collector's pace follows from.
type pace struct {
	samples   []metrics.Sample
	allocated uint64
	at        time.Time
}

func newPace() *pace {
	return &pace{samples: []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/allocs:bytes"}}}
}

// read gives what was in use after the last collection, and how much was allocated a
// second since the reading before.
func (p *pace) read(now time.Time) (live, perSecond uint64) {
	metrics.Read(p.samples)
	live, allocated := p.samples[0].Value.Uint64(), p.samples[1].Value.Uint64()
	if since := now.Sub(p.at); !p.at.IsZero() && since > 0 {
		perSecond = uint64(float64(allocated-p.allocated) / since.Seconds())
	}
	p.allocated, p.at = allocated, now
	return live, perSecond
}

// paceCollector sets the garbage collector's pace by what is in use and by the load,
// until ctx ends. Whoever set GOMEMLIMIT or GOGC has decided for himself.
func paceCollector(ctx context.Context) {
	for _, name := range []string{"GOMEMLIMIT", "GOGC"} {
		if os.Getenv(name) != "" {
			return
		}
	}
	const every = time.Second
	set, p := 0, newPace()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		// Setting it stops the world for a moment: small steps are not taken.
		if want := collectAt(p.read(time.Now())); want != set && (set == 0 || want < set*9/10 || want > set*10/9) {
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
