package dlp

import (
	"context"
	"time"

	"golang.org/x/sync/semaphore"

	"sluice/pkg/admission"
	"sluice/pkg/policy"
)

// house bounds what one process has in hand: bytes of raw prompts, and requests, in
// work or waiting for their turn. One tenant has a part of the places at most, so that
// whoever floods it is the one who is turned away. It is safe for concurrent use.
type house struct {
	bytes, rooms, seats *semaphore.Weighted
	tenants             *admission.Gate

	most   int64 // bytes
	places int64 // in rooms
	share  int   // of rooms, for one tenant
}

const (
	// A seat is free within milliseconds, so a burst of four times the seats passes.
	waitingFor = 4
	patience   = time.Second // and who waited so long for one is turned away
)

func newHouse(seats, bytes int64) *house {
	rooms := seats * (1 + waitingFor)
	return &house{
		bytes: semaphore.NewWeighted(bytes), rooms: semaphore.NewWeighted(rooms), seats: semaphore.NewWeighted(seats),
		tenants: admission.New(time.Now), most: bytes, places: rooms, share: int(max(1, rooms*3/4)),
	}
}

// enter finds room for a request of this size at once, or says that there is none.
// leave must be called when it is out of hand.
func (h *house) enter(tenant string, size int) (leave func(), ok bool) {
	part, _, ok := h.tenants.Admit(tenant, policy.Limit{InFlight: h.share})
	if !ok {
		return nil, false
	}
	if !h.rooms.TryAcquire(1) {
		part()
		return nil, false
	}
	n := min(int64(max(size, 1)), h.most)
	if !h.bytes.TryAcquire(n) {
		h.rooms.Release(1)
		part()
		return nil, false
	}
	return func() { h.bytes.Release(n); h.rooms.Release(1); part() }, true
}

// sit waits for a turn, in the order in which they came.
func (h *house) sit() (rise func(), ok bool) {
	rise = func() { h.seats.Release(1) }
	if h.seats.TryAcquire(1) { // not past those who wait
		return rise, true
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if h.seats.Acquire(ctx, 1) != nil {
		return nil, false
	}
	return rise, true
}

// empty waits until nothing is in hand, or ctx ends.
func (h *house) empty(ctx context.Context) error { return h.rooms.Acquire(ctx, h.places) }
