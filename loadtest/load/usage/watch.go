package usage

import (
	"sync"
	"time"
)

// Point is what groups of processes used at a moment, by the group's name.
type Point struct {
	At time.Time
	Of map[string]Usage
}

// Watch reads what groups of processes use, again and again, until it is stopped. It
// is safe for concurrent use.
type Watch struct {
	groups map[string][]int
	stop   chan struct{}
	done   sync.WaitGroup

	mu     sync.Mutex
	points []Point // guarded by mu
	err    error   // guarded by mu: the first
}

// NewWatch reads at once and then every so often.
func NewWatch(groups map[string][]int, every time.Duration) *Watch {
	w := &Watch{groups: groups, stop: make(chan struct{})}
	w.read()
	w.done.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				w.read()
			case <-w.stop:
				return
			}
		}
	})
	return w
}

func (w *Watch) read() {
	p := Point{At: time.Now(), Of: map[string]Usage{}}
	for name, pids := range w.groups {
		u, err := Of(pids...)
		if err != nil {
			w.mu.Lock()
			if w.err == nil {
				w.err = err
			}
			w.mu.Unlock()
			return
		}
		p.Of[name] = u
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.points = append(w.points, p)
}

// Stop reads once more and gives all readings, in order: at least two, or the error
// that a process which ended gives.
func (w *Watch) Stop() ([]Point, error) {
	close(w.stop)
	w.done.Wait()
	w.read()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.points, w.err
}

// Spent is the CPU time of a group between the first reading and the last.
func Spent(points []Point, group string) time.Duration {
	if len(points) == 0 {
		return 0
	}
	return points[len(points)-1].Of[group].CPU - points[0].Of[group].CPU
}
