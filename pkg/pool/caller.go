package pool

import "sluice/pkg/engine"

// Caller says whose call it is, and what the pool may do for it. The zero Caller is nobody in particular.
type Caller struct {
	Prefix uint64 // hash of the conversation's beginning, the same for all of its turns; 0: none

	Tenant string // who has a turn where calls wait
	Lane   string // "batch" gives way to all others
	Weight int    // turns that the lane has while the other waits too; 0: 1
	Most   int    // calls of the tenant that may run at a time, the others wait; 0: no limit

	// Again, if set, is asked when a stream has broken off after its first event and there is another backend. If it says that nothing of it has
	// left and all is forgotten, the next backend may begin anew, as before the first event.
	Again func() bool
}

// batchLane is the lane that gives way.
const batchLane = "batch"

// request is what a caller wants: can leaves out the engines that cannot do it.
type request struct {
	model string
	who   Caller
	can   func(engine.Engine) bool
}

// room reports whether one more call of the caller's tenant may run. mu is held.
func (p *Pool) room(who Caller) bool { return who.Most <= 0 || p.running[who.Tenant] < who.Most }

// crowdedAt is how many calls of a tenant may wait for his limit alone; a tenant that may have more calls may have as many wait.
const crowdedAt = 8

// Crowded reports whether so many of the tenant's calls run and wait that one more had better come again: who waits in
// here holds a place of his stage's, and the others' calls are behind it.
func (p *Pool) Crowded(who Caller) bool {
	if who.Most <= 0 {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.room(who) && p.waiting.of(who.Tenant) >= max(crowdedAt, who.Most)
}

// runs counts a call that begins (1) or has ended (-1), of a tenant if there is one. mu is held.
func (p *Pool) runs(tenant string, n int) {
	if tenant == "" {
		return
	}
	if p.running[tenant] += n; p.running[tenant] <= 0 {
		delete(p.running, tenant)
	}
}
