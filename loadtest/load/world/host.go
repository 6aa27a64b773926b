// Package world runs what the load instrument measures: the development model, and
// Sluice in several forms beside it, each as real processes on loopback that all use
// that one model. It sends no prompt and measures nothing.
package world

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"

	"sluice/loadtest/rig"
)

// host is a rig.Host for a command: a failure ends the goroutine that it is called
// on, as a test's does.
type host struct {
	ctx     context.Context
	mu      sync.Mutex
	err     error    // guarded by mu: the first failure
	cleanup []func() // guarded by mu
	dir     string
	dirs    int // guarded by mu
}

// ErrStopped says that a run was stopped before its end.
var ErrStopped = errors.New("stopped")

// Run calls fn with a host, ends everything that was started on it and removes its
// folders, whatever happens, and returns what failed. What is started after ctx ended
// fails.
func Run(ctx context.Context, fn func(h rig.Host) error) (err error) {
	dir, err := os.MkdirTemp("", "sluice-load-")
	if err != nil {
		return fmt.Errorf("making a folder for data: %w", err)
	}
	h := &host{ctx: ctx, dir: dir}
	defer func() { err = errors.Join(err, h.end()) }()
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.note(fn(h))
	}()
	<-done
	h.mu.Lock()
	defer h.mu.Unlock()
	if ctx.Err() != nil {
		return ErrStopped
	}
	return h.err
}

func (h *host) end() error {
	for {
		h.mu.Lock()
		if len(h.cleanup) == 0 {
			h.mu.Unlock()
			break
		}
		last := h.cleanup[len(h.cleanup)-1]
		h.cleanup = h.cleanup[:len(h.cleanup)-1]
		h.mu.Unlock()
		last()
	}
	return os.RemoveAll(h.dir)
}

func (h *host) note(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err == nil {
		h.err = err
	}
}

// Helper is for tests.
func (h *host) Helper() {}

// Fatal notes a failure and ends the goroutine.
func (h *host) Fatal(args ...any) {
	h.note(errors.New(fmt.Sprint(args...)))
	runtime.Goexit()
}

// Fatalf is Fatal with a format.
func (h *host) Fatalf(format string, args ...any) {
	h.note(fmt.Errorf(format, args...))
	runtime.Goexit()
}

// Cleanup has fn called at the end, the last one first.
func (h *host) Cleanup(fn func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.cleanup = slices.Concat(h.cleanup, []func(){fn})
}

// TempDir makes a folder that is removed at the end.
func (h *host) TempDir() string {
	if h.ctx.Err() != nil {
		h.Fatal(ErrStopped)
	}
	h.mu.Lock()
	h.dirs++
	path := fmt.Sprintf("%s/%d", h.dir, h.dirs)
	h.mu.Unlock()
	if err := os.Mkdir(path, 0o700); err != nil {
		h.Fatalf("making a folder for data: %v", err)
	}
	return path
}
