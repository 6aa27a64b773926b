package stage

import "sync"

// places counts what each lane has in work. The heaviest lane may have all places
// of the process, another as many as its weight gives it: work that lasts, such as
// a slow model's, would else fill the process and what stands behind it, and the
// lanes' turns would mean nothing. It is safe for concurrent use.
type places struct {
	most  int
	freed chan struct{} // holds one: a place was left

	mu   sync.Mutex
	busy []int // by lane
}

func newPlaces(lanes, most int) *places {
	return &places{most: most, freed: make(chan struct{}, 1), busy: make([]int, lanes)}
}

// room says whether lane i may have one more in work.
func (p *places) room(i int, weights []int) bool {
	total, heaviest := 0, 0
	for _, w := range weights {
		total += w
		heaviest = max(heaviest, w)
	}
	share := p.most
	if weights[i] < heaviest {
		share = max(1, p.most*weights[i]/total)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.busy[i] < share
}

func (p *places) take(i int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy[i]++
}

func (p *places) leave(i int) {
	p.mu.Lock()
	p.busy[i]--
	p.mu.Unlock()
	select {
	case p.freed <- struct{}{}:
	default:
	}
}
