package pool

import (
	"slices"
	"sync"
	"time"
)

const (
	paceRing  = 256 // durations that are remembered of a model's good attempts
	paceLeast = 32  // of them before anything is said
	paceOften = 16  // durations after which the quantile is taken anew

	// A hedge costs as many calls' worth of credit, so that they are a tenth of the calls; what was not used is kept
	// for one ring of calls.
	hedgeCost = 10
)

// paces is how long the models' good attempts take. It is safe for concurrent use.
type paces struct {
	mu sync.Mutex
	of map[string]*pace // guarded by mu
}

// pace is one model's.
type pace struct {
	ring   [paceRing]time.Duration
	n      int           // durations so far
	p95    time.Duration // of the ring; 0 while there are too few
	credit int
}

// get is the model's pace. mu is held.
func (s *paces) get(model string) *pace {
	if s.of == nil {
		s.of = map[string]*pace{}
	}
	if s.of[model] == nil {
		s.of[model] = &pace{}
	}
	return s.of[model]
}

// call counts a call, and gives the 95th percentile; 0 if there is none yet.
func (s *paces) call(model string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.get(model)
	p.credit = min(p.credit+1, paceRing)
	return p.p95
}

// spend asks whether there may be one more hedge.
func (s *paces) spend(model string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.get(model)
	if p.credit < hedgeCost {
		return false
	}
	p.credit -= hedgeCost
	return true
}

// add takes up how long an attempt took.
func (s *paces) add(model string, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.get(model)
	p.ring[p.n%paceRing] = took
	p.n++
	if p.n < paceLeast || p.n%paceOften != 0 {
		return
	}
	all := slices.Sorted(slices.Values(p.ring[:min(p.n, paceRing)]))
	p.p95 = all[len(all)*95/100]
}
