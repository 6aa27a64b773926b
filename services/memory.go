package main

import (
	"context"
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Bounds of a small process: what its memory is kept below while no more than this
// is in use. Most of that is what the embedded NATS server holds of its streams. A
// process of one service has some 5 MB in use: it collects when it has five times as
// much, for collecting as often as Go would took a tenth of its CPU.
const (
	smallMemory = 90 << 20
	smallLive   = 64 << 20
	tinyLive    = 12 << 20
)

// pace is when the garbage collector runs: debug.SetGCPercent, SetMemoryLimit.
type pace struct {
	percent int
	limit   int64
}

// paceFor is that for a process with so many live bytes. A large one collects as Go
// does by itself.
func paceFor(live uint64) pace {
	switch {
	case live <= tinyLive:
		return pace{400, smallMemory}
	case live <= smallLive:
		return pace{100, smallMemory}
	}
	return pace{100, math.MaxInt64}
}

// keepSmall paces the garbage collector by what is in use, until ctx ends. Whoever
// set GOMEMLIMIT or GOGC has decided for himself.
func keepSmall(ctx context.Context) {
	for _, name := range []string{"GOMEMLIMIT", "GOGC"} {
		if os.Getenv(name) != "" {
			return
		}
	}
	const every = time.Second
	set := pace{100, math.MaxInt64}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		metrics.Read(live)
		if want := paceFor(live[0].Value.Uint64()); want != set {
			set = want
			debug.SetGCPercent(set.percent)
			debug.SetMemoryLimit(set.limit)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
