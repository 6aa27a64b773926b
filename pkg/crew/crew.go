// Package crew runs work on goroutines that are used again: the stack that one piece
// of work grew is there for the next, where a goroutine of its own would grow it anew
// (3 % of an exchange's CPU). It bounds nothing and queues nothing: how much is in
// work at once is its caller's to bound.
package crew

import (
	"sync"
	"time"
)

// Crew keeps goroutines that wait for work. It is safe for concurrent use.
type Crew struct {
	jobs chan func() // unbuffered: taken by a goroutine that waits, or by nobody; nil has one leave
	work sync.WaitGroup
	keep int

	mu    sync.Mutex
	idle  int         // guarded by mu: goroutines that wait
	least int         // guarded by mu: the fewest that waited at once since the last look
	look  *time.Timer // guarded by mu: nil while none waits, as far as the last look saw
	over  bool        // guarded by mu: Wait was called
}

// stay is how often a crew looks for goroutines that it had no use for.
const stay = 2 * time.Second

// New makes a crew in which at most keep goroutines wait for work, and only as many as
// were of use in the last seconds.
func New(keep int) *Crew { return &Crew{jobs: make(chan func()), keep: keep} }

// Go runs fn on a goroutine at once, on one that waits where there is one.
func (c *Crew) Go(fn func()) {
	select {
	case c.jobs <- fn:
	default:
		c.work.Go(func() {
			fn()
			c.wait()
		})
	}
}

// wait takes one piece of work after another, as long as there is a place to wait.
func (c *Crew) wait() {
	for c.rest() {
		fn := <-c.jobs
		c.mu.Lock()
		c.idle--
		c.least = min(c.least, c.idle)
		c.mu.Unlock()
		if fn == nil {
			return
		}
		fn()
	}
}

func (c *Crew) rest() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over || c.idle >= c.keep {
		return false
	}
	c.idle++
	if c.look == nil {
		c.look = time.AfterFunc(stay, c.thin)
	}
	return true
}

// thin has as many leave as waited all the time since the last look.
func (c *Crew) thin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return
	}
	left := c.idle
	for range c.least {
		select {
		case c.jobs <- nil:
			left--
		default: // it has taken work meanwhile
		}
	}
	c.least = left
	if c.look = nil; left > 0 {
		c.look = time.AfterFunc(stay, c.thin)
	}
}

// Wait returns when all work has ended and no goroutine is left. Go must not be
// called any more.
func (c *Crew) Wait() {
	c.mu.Lock()
	first := !c.over
	c.over = true
	if c.look != nil {
		c.look.Stop()
	}
	c.mu.Unlock()
	if first {
		close(c.jobs)
	}
	c.work.Wait()
}
