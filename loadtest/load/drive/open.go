package drive

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"sluice/loadtest/load/pace"
)

// Unsent is what is wrong with a request whose turn never came: every connection was
// taken until long after the end.
const Unsent = "never sent: every connection was taken"

// Open sends a request at every moment of s before d, over at most so many
// connections, and returns when the last answer is there. A request that finds no
// connection free waits for one; its latency counts from when it was due all the
// same, so that a server that stalls is charged for everyone whom it keeps waiting
// (no coordinated omission). What still waits grace after the end is recorded as
// wrong, with the time that it waited. When ctx ends, the crew is hung up and what
// was under way is not recorded.
func Open(ctx context.Context, crew *Crew, s pace.Schedule, connections int, d, grace time.Duration, next *atomic.Int64, record func(Sample)) {
	stop := context.AfterFunc(ctx, crew.HangUp)
	defer stop()
	o := &open{ctx: ctx, crew: crew, most: connections, until: time.Now().Add(d + grace), record: record}
	pace.Run(ctx, s, d, func(_ int, due time.Time) {
		o.arrive(arrival{int(next.Add(1) - 1), due})
	})
	o.work.Wait()
}

type arrival struct {
	n   int
	due time.Time
}

type open struct {
	ctx    context.Context
	crew   *Crew
	most   int
	until  time.Time
	record func(Sample)
	work   sync.WaitGroup

	mu    sync.Mutex
	busy  int       // guarded by mu: connections in use
	queue []arrival // guarded by mu: due, and no connection was free
}

func (o *open) arrive(a arrival) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.busy == o.most {
		o.queue = append(o.queue, a)
		return
	}
	o.busy++
	o.work.Go(func() { o.serve(a) })
}

// serve sends a request, and then those that wait.
func (o *open) serve(a arrival) {
	c := o.crew.take()
	defer o.crew.give(c)
	for more := true; more && o.ctx.Err() == nil; a, more = o.waiting() {
		sent := time.Now()
		var r Result
		if sent.Before(o.until) {
			r = c.Call(a.n)
		} else {
			r = Result{Kind: c.Kind(a.n), Wrong: Unsent}
		}
		if o.ctx.Err() == nil {
			o.record(Sample{Due: a.due, Sent: sent, Done: time.Now(), Result: r})
		}
	}
}

// waiting gives the request that has waited longest; without one the connection is
// free.
func (o *open) waiting() (arrival, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.queue) == 0 {
		o.busy--
		return arrival{}, false
	}
	a := o.queue[0]
	o.queue = o.queue[1:]
	return a, true
}
