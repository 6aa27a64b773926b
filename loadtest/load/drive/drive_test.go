package drive

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/pace"
)

// server answers in 1 ms of a bubble's time, but for a stall in which nobody gets an answer.
type server struct {
	stallFrom, stallTo time.Time
	most, busy         atomic.Int64
}

func (s *server) Kind(int) mix.Kind { return mix.Tools }
func (s *server) HangUp()           {}
func (s *server) Call(int) Result {
	s.most.Store(max(s.most.Load(), s.busy.Add(1)))
	defer s.busy.Add(-1)
	time.Sleep(time.Millisecond)
	if now := time.Now(); !now.Before(s.stallFrom) && now.Before(s.stallTo) {
		time.Sleep(s.stallTo.Sub(now))
	}
	return Result{Kind: mix.Tools}
}

type sink struct {
	mu  sync.Mutex
	all []Sample
}

func (s *sink) record(x Sample) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, x)
}

// quantile of the latency from when each was due.
func (s *sink) quantile(q float64) time.Duration {
	var d []time.Duration
	for _, x := range s.all {
		d = append(d, x.Done.Sub(x.Due))
	}
	slices.Sort(d)
	return d[int(q*float64(len(d)-1))]
}

func even(t *testing.T, rate float64) pace.Schedule {
	t.Helper()
	s, err := pace.New(rate, false, 1)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAStallIsChargedForEveryoneWhoWaits: a server that stalls for one second of ten
// keeps a tenth of the requests waiting, on average half a second. An open loop shows
// it in the 99th percentile whether there are connections enough or one alone; a
// closed loop, which sends nothing meanwhile, does not.
func TestAStallIsChargedForEveryoneWhoWaits(t *testing.T) {
	const rate, length = 100, 10 * time.Second
	for name, connections := range map[string]int{"a connection each": 1000, "one connection": 1} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				srv := &server{stallFrom: start.Add(4 * time.Second), stallTo: start.Add(5 * time.Second)}
				var got sink
				var next atomic.Int64
				Open(t.Context(), NewCrew(func() Caller { return srv }), even(t, rate), connections, length, time.Minute, &next, got.record)
				if len(got.all) != 1000 || next.Load() != 1000 {
					t.Fatalf("%d requests, want 1000", len(got.all))
				}
				// The 99th percentile: the ten longest of a hundred that waited from 1 s downwards.
				if p99 := got.quantile(0.99); p99 < 880*time.Millisecond || p99 > 1100*time.Millisecond {
					t.Errorf("p99 is %s, want about 0.9 s", p99)
				}
				if p50 := got.quantile(0.5); p50 != time.Millisecond {
					t.Errorf("p50 is %s, want 1 ms", p50)
				}
				if most := srv.most.Load(); connections == 1 && most != 1 || connections > 1 && most < 90 {
					t.Errorf("at most %d at once over %d connections", most, connections)
				}
				slices.SortFunc(got.all, func(a, b Sample) int { return a.Due.Compare(b.Due) })
				for i, s := range got.all {
					if want := start.Add(time.Duration(i) * 10 * time.Millisecond); !s.Due.Equal(want) || s.Sent.Before(s.Due) {
						t.Fatalf("request %d was due at %s and sent at %s, want %s", i, s.Due.Sub(start), s.Sent.Sub(start), want.Sub(start))
					}
				}
			})
		})
	}
	t.Run("closed loop", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			srv := &server{stallFrom: start.Add(4 * time.Second), stallTo: start.Add(5 * time.Second)}
			var got sink
			var next atomic.Int64
			Closed(t.Context(), NewCrew(func() Caller { return srv }), 1, length, &next, got.record)
			if p99 := got.quantile(0.99); p99 != time.Millisecond {
				t.Errorf("p99 of a closed loop is %s: this test no longer shows the difference", p99)
			}
		})
	})
}

// TestWhatIsNeverSentIsWrong: when the server never recovers, what waited to the end
// and beyond is recorded with the time that it waited.
func TestWhatIsNeverSentIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		srv := &server{stallFrom: start, stallTo: start.Add(time.Hour)}
		var got sink
		var next atomic.Int64
		Open(t.Context(), NewCrew(func() Caller { return srv }), even(t, 10), 2, time.Second, time.Minute, &next, got.record)
		unsent := 0
		for _, s := range got.all {
			if s.Wrong == Unsent && s.Kind == mix.Tools && s.Done.Sub(s.Due) >= time.Hour-time.Second {
				unsent++
			}
		}
		if len(got.all) != 10 || unsent != 8 {
			t.Errorf("%d recorded, %d never sent; want 10 and 8", len(got.all), unsent)
		}
	})
}

func TestClosedKeepsItsConnectionsBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := &server{}
		var got sink
		var next atomic.Int64
		crew := NewCrew(func() Caller { return srv })
		for range 2 { // the second turn has the first one's connections
			Closed(t.Context(), crew, 8, time.Second, &next, got.record)
		}
		if len(got.all) != 2*8*1000 || next.Load() != int64(len(got.all)) || srv.most.Load() != 8 || crew.Size() != 8 {
			t.Errorf("%d answers, numbered to %d, %d at once, %d connections", len(got.all), next.Load(), srv.most.Load(), crew.Size())
		}
	})
}

// hangs answers when it is hung up.
type hangs struct {
	once sync.Once
	over chan struct{}
}

func (h *hangs) Kind(int) mix.Kind { return mix.Plain }
func (h *hangs) HangUp()           { h.once.Do(func() { close(h.over) }) }
func (h *hangs) Call(int) Result   { <-h.over; return Result{Wrong: "broken off"} }

func TestAStopBreaksOffAndRecordsNothing(t *testing.T) {
	for name, drive := range map[string]func(context.Context, *Crew, func(Sample)){
		"closed": func(ctx context.Context, c *Crew, record func(Sample)) {
			var next atomic.Int64
			Closed(ctx, c, 4, time.Hour, &next, record)
		},
		"open": func(ctx context.Context, c *Crew, record func(Sample)) {
			var next atomic.Int64
			Open(ctx, c, even(t, 10), 4, time.Hour, time.Hour, &next, record)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				var got sink
				drive(ctx, NewCrew(func() Caller { return &hangs{over: make(chan struct{})} }), got.record)
				if len(got.all) != 0 {
					t.Errorf("%d recorded", len(got.all))
				}
			})
		})
	}
}
