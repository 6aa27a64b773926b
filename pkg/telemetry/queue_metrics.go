package telemetry

import (
	"time"

	"sluice/pkg/exchange"
)

// Queue is what is stored for one stage, as the watch found it.
type Queue struct {
	Stage    exchange.Stage
	Messages int
	Oldest   time.Duration // age of the oldest; 0 where there is none
	Lanes    []QueueLane
}

// QueueLane is one consumer's part.
type QueueLane struct {
	Name       string
	Pending    int // not yet delivered
	AckPending int // delivered and not yet acknowledged
}

// Queues tells what the queue watch found at now. Not calling it leaves the last
// figures, and the time that they are of.
func (t *Telemetry) Queues(now time.Time, all []Queue) {
	if t == nil {
		return
	}
	for _, q := range all {
		stage := Other
		if _, ok := t.stages[q.Stage]; ok {
			stage = string(q.Stage)
		}
		t.gauge(queueMessages, float64(q.Messages), "stage", stage)
		t.gauge(queueOldest, q.Oldest.Seconds(), "stage", stage)
		for _, l := range q.Lanes {
			lane := t.vocabulary.lanes.word(l.Name)
			t.gauge(queuePending, float64(l.Pending), "stage", stage, "lane", lane)
			t.gauge(queueAckPending, float64(l.AckPending), "stage", stage, "lane", lane)
		}
	}
	t.gauge(queueWatched, float64(now.UnixMilli())/1000)
}

// DeadLetters tells how many the queue watch found.
func (t *Telemetry) DeadLetters(n int) {
	if t == nil {
		return
	}
	t.gauge(deadLetters, float64(n))
}

// gauge sets one that is set rarely.
func (t *Telemetry) gauge(which int, v float64, pairs ...string) {
	t.meters.dial(which, pairs...).set(v)
}
