package guard

import (
	"context"
	"errors"
	"sync"

	"sluice/pkg/telemetry"
)

// flights joins equal questions that are asked at the same time: the first leads and
// asks, the others wait for its answer. The leader's leaving does not end the
// question while another waits, and its deadline is nobody else's: who has time left
// then asks again.
type flights struct {
	mu sync.Mutex
	of map[key]*flight // guarded by mu
}

// flight is one question.
type flight struct {
	ctx    context.Context
	cancel context.CancelFunc
	wanted int // guarded by flights.mu: who waits for it

	done chan struct{} // closed at its end; what follows does not change then
	got  Judgement
	err  error
	late bool // it ended with its time, or with its last caller
}

// errLost is what those get who waited for a leader that panicked.
var errLost = errors.New("guard: a question was lost")

func newFlights() *flights { return &flights{of: map[key]*flight{}} }

// do asks, or waits for who asks the same.
func (f *flights) do(ctx context.Context, k key, ask func(context.Context) (Judgement, error)) (Judgement, telemetry.Hit, error) {
	for {
		one, leads := f.join(ctx, k)
		if leads {
			j, err := f.lead(ctx, k, one, ask)
			return j, telemetry.HitNone, err
		}
		select {
		case <-one.done:
			if one.err == nil || !one.late || ctx.Err() != nil {
				return one.got, telemetry.HitJoined, one.err
			}
		case <-ctx.Done():
			f.leave(k, one)
			return Judgement{}, telemetry.HitJoined, &unanswered{ctx.Err()}
		}
	}
}

// join boards the question's flight, or begins it.
func (f *flights) join(ctx context.Context, k key) (one *flight, leads bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one = f.of[k]; one != nil {
		one.wanted++
		return one, false
	}
	one = &flight{done: make(chan struct{}), wanted: 1, err: errLost}
	free := context.WithoutCancel(ctx)
	if end, ok := ctx.Deadline(); ok {
		one.ctx, one.cancel = context.WithDeadline(free, end)
	} else {
		one.ctx, one.cancel = context.WithCancel(free)
	}
	f.of[k] = one
	return one, true
}

// lead asks for all who wait.
func (f *flights) lead(ctx context.Context, k key, one *flight, ask func(context.Context) (Judgement, error)) (Judgement, error) {
	defer one.cancel()
	defer close(one.done)
	defer f.end(k, one)
	stop := context.AfterFunc(ctx, func() {
		if errors.Is(ctx.Err(), context.Canceled) { // at its deadline the question ends by itself
			f.leave(k, one)
		}
	})
	defer stop()
	one.got, one.err = ask(one.ctx)
	one.late = one.ctx.Err() != nil
	return one.got, one.err
}

// leave ends a question that nobody waits for any more.
func (f *flights) leave(k key, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one.wanted--; one.wanted == 0 {
		f.forget(k, one)
		one.cancel()
	}
}

func (f *flights) end(k key, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget(k, one)
}

// forget lets nobody else join. mu is held.
func (f *flights) forget(k key, one *flight) {
	if f.of[k] == one {
		delete(f.of, k)
	}
}
