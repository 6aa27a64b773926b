package stage

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
)

// turns says from which lane the next message is taken: each gets as many turns
// as its weight where all have something waiting, spread evenly (smooth weighted
// round robin), and a lane alone gets all of them, as far as it has places. One
// goroutine uses it.
type turns struct {
	lanes  []*lane
	weight func(lane string) int
	credit []int
	places *places
}

func newTurns(lanes []*lane, weight func(string) int, p *places) *turns {
	if weight == nil {
		weight = func(string) int { return 1 }
	}
	return &turns{lanes: lanes, weight: weight, credit: make([]int, len(lanes)), places: p}
}

// next waits for a message and takes a place for it in its lane. It returns none
// when ctx ends, and the error of a puller that can go on no more.
func (t *turns) next(ctx context.Context, failed <-chan error) (at int, msg jetstream.Msg, err error) {
	for {
		total := 0
		weights := make([]int, len(t.lanes))
		for i, l := range t.lanes {
			weights[i] = max(t.weight(l.name), 1)
			total += weights[i]
			t.credit[i] += weights[i]
		}
		for _, i := range t.order() {
			if !t.places.room(i, weights) {
				continue
			}
			select {
			case msg, ok := <-t.lanes[i].waiting:
				if ok {
					t.credit[i] -= total
					t.bound(total)
					t.places.take(i)
					return i, msg, nil
				}
			default:
			}
		}
		t.bound(total)
		// Nothing waits: whichever comes first. There are two lanes, bus.Lanes.
		select {
		case msg, ok := <-t.open(0, weights):
			return t.first(0, msg, ok)
		case msg, ok := <-t.open(1, weights):
			return t.first(1, msg, ok)
		case <-t.places.freed:
		case err := <-failed:
			return 0, nil, err
		case <-ctx.Done():
			return 0, nil, nil
		}
	}
}

// open is what waits in a lane that has room, else nothing.
func (t *turns) open(i int, weights []int) <-chan jetstream.Msg {
	if t.places.room(i, weights) {
		return t.lanes[i].waiting
	}
	return nil
}

func (t *turns) first(i int, msg jetstream.Msg, ok bool) (int, jetstream.Msg, error) {
	if !ok {
		return 0, nil, nil
	}
	t.credit[i] = 0
	t.places.take(i)
	return i, msg, nil
}

// order is the lanes' places by credit, the highest first.
func (t *turns) order() []int {
	out := make([]int, 0, len(t.lanes))
	for i := range t.lanes {
		at := len(out)
		for at > 0 && t.credit[out[at-1]] < t.credit[i] {
			at--
		}
		out = append(out, 0)
		copy(out[at+1:], out[at:])
		out[at] = i
	}
	return out
}

// bound keeps a lane that had nothing waiting from saving up turns, and one that
// was alone from owing those that nobody else wanted.
func (t *turns) bound(total int) {
	for i := range t.credit {
		t.credit[i] = max(-total, min(t.credit[i], total))
	}
}
