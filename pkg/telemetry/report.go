package telemetry

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// reportEvery is how often a collector that takes nothing is told of.
const reportEvery = time.Minute

// reporter logs that telemetry could not be sent, now and then. The error itself is
// not told: it may hold what an endpoint answered.
func reporter(log *slog.Logger) func(error) {
	var mu sync.Mutex
	var last time.Time
	missed := 0
	return func(err error) {
		mu.Lock()
		defer mu.Unlock()
		now := time.Now()
		if !last.IsZero() && now.Sub(last) < reportEvery {
			missed++
			return
		}
		why := "it was refused or there was no connection"
		if errors.Is(err, context.DeadlineExceeded) {
			why = "it took too long"
		}
		log.Warn("telemetry could not be sent: is the collector of --otlp up, and does it take OTLP over HTTP?", "why", why, "not_told", missed)
		last, missed = now, 0
	}
}
