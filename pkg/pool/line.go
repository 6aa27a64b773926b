package pool

import (
	"cmp"
	"container/list"
	"iter"
	"slices"
)

// line is the calls that wait, in the order in which their turns come: between lanes by weight, so that the batch lane
// gives way and still moves; within a lane between tenants one by one, so that who sends much waits behind himself; and
// of one tenant as they came. It is start-time fair queueing (Goyal and others, 1996) of turns: a lane or a tenant that
// comes begins where the last turn was, and has nothing saved from when it did not wait. Pool.mu guards it.
type line struct {
	n     int
	lanes [2]lane
	at    float64 // pass of the lane that had the last turn
}

// lane is the tenants of one lane of which a call waits.
type lane struct {
	pass    float64 // moves on by 1/weight with each turn
	weight  float64
	at      float64 // pass of the tenant that had the last turn
	tenants []*tenant
}

// tenant is the calls of one tenant in one lane, in the order in which they came.
type tenant struct {
	name  string
	pass  float64 // moves on by 1 with each turn
	calls list.List
}

// place is where a waiter stands in the line.
type place struct {
	lane   *lane
	tenant *tenant
	call   *list.Element
}

// push puts a call at the end.
func (l *line) push(w *waiter) {
	in := &l.lanes[0]
	if w.who.Lane == batchLane {
		in = &l.lanes[1]
	}
	if len(in.tenants) == 0 {
		in.pass = max(in.pass, l.at)
	}
	in.weight = float64(max(1, w.who.Weight))
	i := slices.IndexFunc(in.tenants, func(t *tenant) bool { return t.name == w.who.Tenant })
	if i < 0 {
		i = len(in.tenants)
		in.tenants = append(in.tenants, &tenant{name: w.who.Tenant, pass: in.at})
	}
	w.place = place{in, in.tenants[i], in.tenants[i].calls.PushBack(w)}
	l.n++
}

// remove takes a call out that had no turn.
func (l *line) remove(w *waiter) {
	at := w.place
	at.tenant.calls.Remove(at.call)
	if at.tenant.calls.Len() == 0 {
		at.lane.tenants = slices.DeleteFunc(at.lane.tenants, func(t *tenant) bool { return t == at.tenant })
	}
	if l.n--; l.n == 0 {
		*l = line{}
	}
}

// turn takes a call out that has its turn.
func (l *line) turn(w *waiter) {
	at := w.place
	l.at = at.lane.pass
	at.lane.pass += 1 / at.lane.weight
	at.lane.at = at.tenant.pass
	at.tenant.pass++
	l.remove(w)
}

// all is every call, next turn first. The line may not change while it is read on.
func (l *line) all() iter.Seq[*waiter] {
	return func(yield func(*waiter) bool) {
		first, second := &l.lanes[0], &l.lanes[1]
		if len(second.tenants) > 0 && second.pass+1/second.weight < first.pass+1/max(1, first.weight) {
			first, second = second, first
		}
		for _, in := range []*lane{first, second} {
			for _, t := range slices.SortedStableFunc(slices.Values(in.tenants), func(a, b *tenant) int { return cmp.Compare(a.pass, b.pass) }) {
				for e := t.calls.Front(); e != nil; e = e.Next() {
					if !yield(e.Value.(*waiter)) {
						return
					}
				}
			}
		}
	}
}

// of is how many calls of a tenant wait.
func (l *line) of(name string) (n int) {
	for i := range l.lanes {
		for _, t := range l.lanes[i].tenants {
			if t.name == name {
				n += t.calls.Len()
			}
		}
	}
	return n
}

// last is the call that goes where there is one too many: the youngest of the tenant who has most in the line, and the
// one that has just come where that is his.
func (l *line) last(came *waiter) *waiter {
	most := came.place.tenant
	for i := range l.lanes {
		for _, t := range l.lanes[i].tenants {
			if t.calls.Len() > most.calls.Len() {
				most = t
			}
		}
	}
	return most.calls.Back().Value.(*waiter)
}
