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

// collectAt is how much garbage, in percent of what is in use, the collector waits
// for. A tiny process would collect all the time, at a tenth of its CPU; any other
// collects as Go does by itself.
func collectAt(live uint64) int {
	if live <= tiny {
		return 400
	}
	return 100
}

// paceCollector sets the garbage collector's pace by what is in use, until ctx ends.
// Whoever set GOMEMLIMIT or GOGC has decided for himself.
func paceCollector(ctx context.Context) {
	for _, name := range []string{"GOMEMLIMIT", "GOGC"} {
		if os.Getenv(name) != "" {
			return
		}
	}
	const every = time.Second
	set := 0
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		metrics.Read(live)
		if want := collectAt(live[0].Value.Uint64()); want != set {
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
