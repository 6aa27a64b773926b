package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"sluice/loadtest/load/measure"
)

// progress tells how a run goes: on a terminal in one line that is written again and
// again, elsewhere in a plain line for each step. It is safe for concurrent use.
type progress struct {
	mu    sync.Mutex
	to    io.Writer
	live  bool // to is a terminal
	began time.Time
	step  string
}

func newProgress(to *os.File) *progress {
	info, err := to.Stat()
	return &progress{to: to, live: err == nil && info.Mode()&os.ModeCharDevice != 0, began: time.Now()}
}

// say begins a step.
func (p *progress) say(step string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.step = step
	p.write("")
	if !p.live {
		fmt.Fprintf(p.to, "%4.0f s  %s\n", time.Since(p.began).Seconds(), step)
	}
}

// turn tells of the turn under way.
func (p *progress) turn(t *measure.Turn) {
	sent, wrong := t.So()
	p.mu.Lock()
	defer p.mu.Unlock()
	tail := fmt.Sprintf(": %d answers, %.0f a second", sent, float64(sent)/time.Since(t.Began).Seconds())
	if wrong > 0 {
		tail += fmt.Sprintf(", %d WRONG", wrong)
	}
	p.write(tail)
}

// write rewrites the line. mu is held.
func (p *progress) write(tail string) {
	if p.live {
		fmt.Fprintf(p.to, "\r\x1b[K%4.0f s  %s%s", time.Since(p.began).Seconds(), p.step, tail)
	}
}

// end clears the line.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.live {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
