// Package crew runs work on goroutines that are used again: the stack that one piece
// of work grew is there for the next, where a goroutine of its own would grow it anew
// (3 % of an exchange's CPU). It bounds nothing and queues nothing: how much is in
// work at once is its caller's to bound.
package crew

import "sync"

// Crew keeps goroutines that wait for work. It is safe for concurrent use.
type Crew struct {
	jobs chan func() // unbuffered: taken by a goroutine that waits, or by nobody
	work sync.WaitGroup
	keep int

	mu   sync.Mutex
	idle int  // guarded by mu: goroutines that wait
	over bool // guarded by mu: Wait was called
}

// New makes a crew in which at most keep goroutines wait for work.
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
		fn, ok := <-c.jobs
		c.mu.Lock()
		c.idle--
		c.mu.Unlock()
		if !ok {
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
	return true
}

// Wait returns when all work has ended and no goroutine is left. Go must not be
// called any more.
func (c *Crew) Wait() {
	c.mu.Lock()
	first := !c.over
	c.over = true
	c.mu.Unlock()
	if first {
		close(c.jobs)
	}
	c.work.Wait()
}
