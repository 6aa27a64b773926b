package stage

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
)

// turns says from which lane the next message is taken: each gets as many turns
// as its weight where all have something waiting, spread evenly (smooth weighted
// round robin), and a lane alone gets all of them. One goroutine uses it.
type turns struct {
	lanes  []*lane
	weight func(lane string) int
	credit []int
}

func newTurns(lanes []*lane, weight func(string) int) *turns {
	if weight == nil {
		weight = func(string) int { return 1 }
	}
	return &turns{lanes: lanes, weight: weight, credit: make([]int, len(lanes))}
}

// next waits for a message. It returns none when ctx ends, and the error of a
// puller that can go on no more.
func (t *turns) next(ctx context.Context, failed <-chan error) (jetstream.Msg, error) {
	total := 0
	for i, l := range t.lanes {
		w := max(t.weight(l.name), 1)
		total += w
		t.credit[i] += w
	}
	for _, i := range t.order() {
		select {
		case msg, ok := <-t.lanes[i].waiting:
			if ok {
				t.spend(i, total)
				return msg, nil
			}
		default:
		}
	}
	t.bound(total)
	// Nothing waits: whichever comes first. There are two lanes, bus.Lanes.
	select {
	case msg, ok := <-t.lanes[0].waiting:
		return t.first(0, msg, ok)
	case msg, ok := <-t.lanes[1].waiting:
		return t.first(1, msg, ok)
	case err := <-failed:
		return nil, err
	case <-ctx.Done():
		return nil, nil
	}
}

func (t *turns) first(i int, msg jetstream.Msg, ok bool) (jetstream.Msg, error) {
	if !ok {
		return nil, nil
	}
	t.credit[i] = 0
	return msg, nil
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

func (t *turns) spend(i, total int) {
	t.credit[i] -= total
	t.bound(total)
}

// bound keeps a lane that had nothing waiting from saving up turns, and one that
// was alone from owing those that nobody else wanted.
func (t *turns) bound(total int) {
	for i := range t.credit {
		t.credit[i] = max(-total, min(t.credit[i], total))
	}
}
