// Package admission says whether one tenant may send one more request to this
// process now. It counts in memory alone: it does no I/O, knows no other process,
// and queues nothing. Which limits hold is the policy's to say.
package admission

import (
	"container/list"
	"sync"
	"time"

	"sluice/pkg/policy"
)

// maxTenants bounds how many tenants are counted at once.
const maxTenants = 4096

// Waits that are told to those who are refused.
const (
	leastWait = time.Second // also where one more in flight is too many: nobody knows when one ends
	mostWait  = time.Hour
)

// Gate counts what the tenants send. It is safe for concurrent use.
type Gate struct {
	now  func() time.Time
	most int

	mu      sync.Mutex
	tenants map[string]*tenant
	idle    *list.List // of *tenant with nothing in flight, the last used in front
}

// tenant is one tenant's count. The gate's lock guards it.
type tenant struct {
	name   string
	flight int
	tokens bucket        // of requests
	spent  bucket        // of models' tokens
	idle   *list.Element // nil while something is in flight
}

// New returns a gate that has seen nothing.
func New(now func() time.Time) *Gate {
	return &Gate{now: now, most: maxTenants, tenants: map[string]*tenant{}, idle: list.New()}
}

// Admit counts one request of a tenant under limit l, which may be another each
// time: what is in flight is counted without a limit too. If ok, the caller calls
// release when the request has its outcome; more calls of it do nothing. If not,
// nothing is counted, and retryAfter is at least a second.
func (g *Gate) Admit(name string, l policy.Limit) (release func(), retryAfter time.Duration, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t, ok := g.tenants[name]
	if !ok {
		if t, ok = g.add(name); !ok {
			return func() {}, leastWait, false
		}
	}
	if t.idle != nil {
		g.idle.MoveToFront(t.idle)
	}
	if l.InFlight > 0 && t.flight >= l.InFlight {
		return func() {}, leastWait, false
	}
	if wait := t.tokens.take(g.now(), l); wait > 0 {
		return func() {}, wait, false
	}
	if t.flight++; t.idle != nil {
		g.idle.Remove(t.idle)
		t.idle = nil
	}
	return sync.OnceFunc(func() { g.release(t) }), 0, true
}

// add makes room where there is none by forgetting who sent nothing for longest,
// but nobody who has something in flight.
func (g *Gate) add(name string) (*tenant, bool) {
	if len(g.tenants) >= g.most {
		last := g.idle.Back()
		if last == nil {
			return nil, false
		}
		delete(g.tenants, last.Value.(*tenant).name)
		g.idle.Remove(last)
	}
	t := &tenant{name: name}
	t.idle = g.idle.PushFront(t)
	g.tenants[name] = t
	return t, true
}

func (g *Gate) release(t *tenant) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t.flight--; t.flight == 0 {
		t.idle = g.idle.PushFront(t)
	}
}
