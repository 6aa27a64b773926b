package pool

import "slices"

// pick chooses among the untried backends with a free slot the one of the conversation's prefix, or without a prefix the one
// with the least to do for its weight; equals take turns by weight. One that is suspect is taken only where there is no other, and not half open: the one call that it
// may have then is the control question. mu is held.
func (p *Pool) pick(serving, tried []*backend, prefix uint64) (*lease, verdict) {
	v := none
	var few [8]*backend // no allocation where they suffice
	free := few[:0]
	for _, b := range serving {
		if b.shut() || among(tried, b) {
			continue
		}
		state := b.breaker.state()
		if state == "open" || b.suspect() && state == "half-open" {
			continue
		}
		if left := b.rest.left(); left > 0 {
			if left <= restWaited {
				v = busy
			}
			continue
		}
		if b.outstanding >= b.MaxConcurrent {
			v = busy
			continue
		}
		free = append(free, b)
	}
	for len(free) > 0 {
		b := choose(trusted(free), prefix)
		if done, ok := b.breaker.allow(); ok {
			b.outstanding++
			return &lease{b: b, done: done}, found
		}
		// Half open, and its probe is under way.
		free = slices.DeleteFunc(free, func(f *backend) bool { return f == b })
	}
	return nil, v
}

// choose gives the one of the prefix, or where that is 0 the least loaded: work over weight. Among equals each gains its weight, the
// one with the most is taken and pays what all gained: turns by weight.
func choose(free []*backend, prefix uint64) *backend {
	if prefix != 0 {
		return affine(free, prefix)
	}
	least := free[0]
	for _, b := range free[1:] {
		if less(b, least) {
			least = b
		}
	}
	var best *backend
	total := 0
	for _, b := range free {
		if less(least, b) {
			continue
		}
		b.turn += b.Weight
		total += b.Weight
		if best == nil || b.turn > best.turn {
			best = b
		}
	}
	best.turn -= total
	return best
}

func less(a, b *backend) bool { return a.load()*b.Weight < b.load()*a.Weight }

// another reports whether there is one that was not tried and is not known to be down.
func (p *Pool) another(serving, tried []*backend) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(serving, func(b *backend) bool {
		return !b.shut() && !among(tried, b) && b.breaker.state() != "open"
	})
}

// among reports whether b, with whatever settings, is one of them.
func among(some []*backend, b *backend) bool {
	return slices.ContainsFunc(some, func(o *backend) bool { return o.standing == b.standing })
}
