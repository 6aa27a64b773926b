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
// is in use. Most of that is what the embedded NATS server holds of its streams.
const (
	smallMemory = 90 << 20
	smallLive   = 64 << 20
)

// memoryLimit is the soft limit for a process with so many live bytes: a small one
// stays small at some percent of CPU, a large one collects as Go does by itself.
func memoryLimit(live uint64) int64 {
	if live <= smallLive {
		return smallMemory
	}
	return math.MaxInt64
}

// keepSmall sets the garbage collector's soft limit by what is in use, until ctx
// ends. Whoever set GOMEMLIMIT or GOGC has decided for himself.
func keepSmall(ctx context.Context) {
	for _, name := range []string{"GOMEMLIMIT", "GOGC"} {
		if os.Getenv(name) != "" {
			return
		}
	}
	const every = time.Second
	set := int64(math.MaxInt64)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		metrics.Read(live)
		if want := memoryLimit(live[0].Value.Uint64()); want != set {
			set = want
			debug.SetMemoryLimit(set)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
