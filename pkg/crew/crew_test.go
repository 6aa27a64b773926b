package crew

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestAllAtOnce: work never waits for other work, however few goroutines are kept.
func TestAllAtOnce(t *testing.T) {
	for _, keep := range []int{0, 1, 4} {
		c := New(keep)
		const many, times = 100, 3
		var ended atomic.Int32
		for range times {
			var meet sync.WaitGroup
			meet.Add(many)
			for range many {
				c.Go(func() {
					meet.Done()
					meet.Wait() // all are under way at once, or this never ends
					ended.Add(1)
				})
			}
			meet.Wait()
		}
		c.Wait()
		if n := ended.Load(); n != many*times {
			t.Errorf("%d pieces of work ended, want %d", n, many*times)
		}
		c.Wait() // twice is once
	}
}

// TestGoroutinesAreUsedAgain: what waits takes the next work, no more wait than are
// kept, and in the end none is left: the bubble would not end with one.
func TestGoroutinesAreUsedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(2)
		release := make(chan bool)
		for range 5 {
			c.Go(func() { <-release })
		}
		close(release)
		synctest.Wait()
		if c.idle != 2 {
			t.Errorf("%d wait, want 2", c.idle)
		}
		ran := 0
		c.Go(func() { ran++ })
		synctest.Wait()
		if ran != 1 || c.idle != 2 {
			t.Errorf("ran %d times, %d wait", ran, c.idle)
		}
		c.Wait()
		if c.idle != 0 {
			t.Errorf("%d wait after the end", c.idle)
		}
	})
}

// TestWhoHasNothingToDoLeaves: after much at once only those stay that what comes then
// needs, and none when nothing comes.
func TestWhoHasNothingToDoLeaves(t *testing.T) {
	for _, tt := range []struct {
		name               string
		atOnce, comes, has int // at first; afterwards, at each tenth of stay; what then waits
	}{
		{"nothing comes", 8, 0, 0},
		{"one at a time", 8, 1, 1},
		{"three at a time", 8, 3, 3},
		{"as many as before", 8, 8, 8},
		{"more than may wait", 8, 12, 8},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := New(8)
				burst := func(n int) {
					release := make(chan bool)
					for range n {
						c.Go(func() { <-release })
					}
					close(release)
					synctest.Wait()
				}
				burst(tt.atOnce)
				if n := waiting(c); n != tt.atOnce {
					t.Fatalf("%d wait at first", n)
				}
				for range 35 {
					time.Sleep(stay / 10)
					burst(tt.comes)
				}
				if n := waiting(c); n != tt.has {
					t.Errorf("%d wait, want %d", n, tt.has)
				}
				time.Sleep(2 * stay)
				synctest.Wait()
				if n := waiting(c); n != 0 {
					t.Errorf("%d wait in the end", n)
				}
				burst(2) // and it goes on
				if n := waiting(c); n != 2 {
					t.Errorf("%d wait after the calm", n)
				}
				c.Wait()
			})
		})
	}
}

func waiting(c *Crew) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.idle
}

// BenchmarkDeep is work that needs 16 KB of stack, on kept goroutines and on new ones.
func BenchmarkDeep(b *testing.B) {
	for name, start := range map[string]func() (func(func()), func()){
		"kept": func() (func(func()), func()) { c := New(4); return c.Go, c.Wait },
		"new":  func() (func(func()), func()) { return func(fn func()) { go fn() }, func() {} },
	} {
		b.Run(name, func(b *testing.B) {
			run, end := start()
			defer end()
			done := make(chan bool)
			for b.Loop() {
				run(func() { done <- deep(128) > 0 })
				<-done
			}
		})
	}
}

func deep(n int) int {
	var room [128]byte
	if n == 0 {
		return 1
	}
	room[n&127] = 1
	return deep(n-1) + int(room[(n+1)&127])
}
