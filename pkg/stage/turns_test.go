package stage

import (
	"context"
	"errors"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// message is one that only says where it comes from.
type message struct {
	jetstream.Msg
	lane string
}

// queues are two lanes with so much waiting.
func queues(interactive, batch int) []*lane {
	var out []*lane
	for i, n := range []int{interactive, batch} {
		l := &lane{name: bus.Lanes()[i], waiting: make(chan jetstream.Msg, 1<<14)}
		l.fill(n)
		out = append(out, l)
	}
	return out
}

func (l *lane) fill(n int) {
	for range n {
		l.waiting <- message{lane: l.name}
	}
}

func weights(interactive, batch int) func(string) int {
	return func(lane string) int {
		return map[string]int{bus.LaneInteractive: interactive, bus.LaneBatch: batch}[lane]
	}
}

// take takes n messages and says how many came from each lane.
func take(t *testing.T, ts *turns, n int) map[string]int {
	t.Helper()
	out := map[string]int{}
	for range n {
		_, msg, err := ts.next(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		out[msg.(message).lane]++
	}
	return out
}

func TestTurnsByWeight(t *testing.T) {
	tests := []struct {
		name               string
		weight             func(string) int
		turns, interactive int // of every so many turns
	}{
		{"four to one", weights(4, 1), 5, 4},
		{"even", weights(1, 1), 2, 1},
		{"no weights", nil, 2, 1},
		{"a weight of 0 is one of 1", weights(3, 0), 4, 3},
		{"the other way round", weights(1, 3), 4, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ts := newTurns(queues(5000, 5000), tt.weight, newPlaces(2, 1<<20))
			for range 500 {
				if got := take(t, ts, tt.turns)[bus.LaneInteractive]; got != tt.interactive {
					t.Fatalf("%d of %d turns were interactive, want %d", got, tt.turns, tt.interactive)
				}
			}
		})
	}
}

// However long one lane was alone, once both have something waiting each has its
// turns again at once: nothing is saved up, and nothing is owed.
func TestTurnsAfterOneLaneWasAlone(t *testing.T) {
	for _, alone := range bus.Lanes() {
		t.Run(alone, func(t *testing.T) {
			lanes := queues(0, 0)
			ts := newTurns(lanes, weights(4, 1), newPlaces(2, 1<<20))
			for _, l := range lanes {
				if l.name == alone {
					l.fill(3000)
				}
			}
			if got := take(t, ts, 3000)[alone]; got != 3000 {
				t.Fatalf("a lane alone got %d of 3000 turns", got)
			}
			for _, l := range lanes {
				l.fill(1000)
			}
			got := take(t, ts, 20)
			if got[bus.LaneInteractive] < 12 || got[bus.LaneBatch] < 2 {
				t.Errorf("of the first 20 turns: %v", got)
			}
			if got := take(t, ts, 100); got[bus.LaneInteractive] != 80 {
				t.Errorf("of the next 100 turns: %v", got)
			}
		})
	}
}

// Weights are asked each time: a policy that is applied changes the next turns.
func TestTurnsFollowTheWeights(t *testing.T) {
	now := weights(4, 1)
	ts := newTurns(queues(1000, 1000), func(lane string) int { return now(lane) }, newPlaces(2, 1<<20))
	take(t, ts, 50)
	now = weights(1, 4)
	take(t, ts, 20)
	if got := take(t, ts, 100); got[bus.LaneBatch] != 80 {
		t.Errorf("after the change: %v", got)
	}
}

func TestTurnsOfNothing(t *testing.T) {
	broken := errors.New("broken")
	failed := make(chan error, 1)
	failed <- broken
	if _, msg, err := newTurns(queues(0, 0), nil, newPlaces(2, 1)).next(t.Context(), failed); msg != nil || !errors.Is(err, broken) {
		t.Errorf("got %v, %v", msg, err)
	}
	lanes := queues(0, 0)
	close(lanes[1].waiting) // its puller has ended
	if _, msg, err := newTurns(lanes, nil, newPlaces(2, 1)).next(t.Context(), nil); msg != nil || err != nil {
		t.Errorf("got %v, %v", msg, err)
	}
}

func BenchmarkTurns(b *testing.B) {
	lanes := queues(1, 1)
	ts := newTurns(lanes, weights(4, 1), newPlaces(2, 1<<20))
	for b.Loop() {
		_, msg, _ := ts.next(b.Context(), nil)
		for _, l := range lanes {
			if l.name == msg.(message).lane {
				l.waiting <- msg
			}
		}
	}
}

// Work that lasts: the batch lane fills its share of the places and no more, the
// interactive lane all of them, and a place that is left is taken again.
func TestLanesHaveTheirPlaces(t *testing.T) {
	p := newPlaces(2, 10)
	ts := newTurns(queues(0, 1000), weights(4, 1), p)
	for range 2 { // 10 places, by 4 to 1
		if i, msg, err := ts.next(t.Context(), nil); i != 1 || msg == nil || err != nil {
			t.Fatalf("lane %d, %v, %v", i, msg, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan int, 1)
	go func() {
		i, msg, _ := ts.next(ctx, nil)
		if msg == nil {
			i = -1
		}
		got <- i
	}()
	ts.lanes[0].fill(1)
	if i := <-got; i != 0 {
		t.Fatalf("with its share in work the batch lane goes on: lane %d", i)
	}
	go func() {
		i, _, _ := ts.next(ctx, nil)
		got <- i
	}()
	p.leave(1)
	if i := <-got; i != 1 {
		t.Errorf("a place that was left is not taken: lane %d", i)
	}
	cancel()
	ts.lanes[0].fill(100)
	for range 9 {
		if i, _, _ := ts.next(t.Context(), nil); i != 0 {
			t.Error("the heaviest lane has not all places")
		}
	}
}
