// Package drive sends requests in a closed loop, each connection as soon as its last
// answer is there, or in an open loop, at moments that no answer can delay. It knows
// nothing of HTTP and keeps no statistics.
package drive

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"sluice/loadtest/load/mix"
)

// Caller sends request n and waits for its answer. One goroutine uses it at a time;
// HangUp may be called from another, and breaks off what is under way.
type Caller interface {
	Kind(n int) mix.Kind
	Call(n int) Result
	HangUp()
}

// Result is what came of a request.
type Result struct {
	Kind  mix.Kind
	Wrong string        // what was wrong with its answer, in our own words; "" for nothing
	First time.Duration // of a stream: from the sending to its first text
}

// Sample is one request with its times. Latency counts from Due.
type Sample struct {
	Due, Sent, Done time.Time // in a closed loop Due is Sent
	Result
}

// Crew keeps callers, and so their connections, from turn to turn. It is safe for
// concurrent use.
type Crew struct {
	dial func() Caller

	mu   sync.Mutex // guards what follows
	all  []Caller
	idle []Caller // the last one used comes first again
	over bool     // HangUp was called
}

// NewCrew makes a crew whose callers come from dial.
func NewCrew(dial func() Caller) *Crew { return &Crew{dial: dial} }

func (c *Crew) take() Caller {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.idle); n > 0 {
		one := c.idle[n-1]
		c.idle = c.idle[:n-1]
		return one
	}
	one := c.dial()
	c.all = append(c.all, one)
	if c.over {
		one.HangUp()
	}
	return one
}

func (c *Crew) give(one Caller) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.idle = append(c.idle, one)
}

// HangUp breaks off all of its callers, for good.
func (c *Crew) HangUp() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	for _, one := range c.all {
		one.HangUp()
	}
}

// Size is how many callers it has made.
func (c *Crew) Size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.all)
}

// Closed keeps so many requests under way for d, and returns when the last answer is
// there. next numbers them; record gets every one, from many goroutines. When ctx
// ends, the crew is hung up and what was under way is not recorded.
func Closed(ctx context.Context, crew *Crew, connections int, d time.Duration, next *atomic.Int64, record func(Sample)) {
	stop := context.AfterFunc(ctx, crew.HangUp)
	defer stop()
	end := time.Now().Add(d)
	var work sync.WaitGroup
	for range connections {
		work.Go(func() {
			c := crew.take()
			defer crew.give(c)
			for ctx.Err() == nil {
				sent := time.Now()
				if !sent.Before(end) {
					return
				}
				r := c.Call(int(next.Add(1) - 1))
				if ctx.Err() == nil {
					record(Sample{Due: sent, Sent: sent, Done: time.Now(), Result: r})
				}
			}
		})
	}
	work.Wait()
}
