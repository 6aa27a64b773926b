package measure

import (
	"maps"
	"sync"
	"time"

	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/mix"
)

// Late is how long after its moment a request of an open loop must go out to be
// counted as late: more than a timer's own unrest.
const Late = time.Millisecond

// Turn is what was measured in a stretch of time, or in several together. Its
// recording is safe for concurrent use, its reading only when that has ended.
type Turn struct {
	Began, Ended time.Time // of a merged turn: of its first and last part
	Elapsed      time.Duration

	mu      sync.Mutex
	Latency *Histogram // from when it was due to the whole answer, all requests
	Service *Histogram // from when it was sent
	Delay   *Histogram // from due to sent
	First   *Histogram // from sent to the first text of a stream
	ByKind  map[mix.Kind]*Histogram
	Sent    int64
	LateOut int64 // sent more than Late after they were due
	Wrong   map[string]int64
	bins    []bin
	width   time.Duration
}

// bin is a stretch of a turn; a request is in the one in which it ended.
type bin struct{ times []int32 } // microseconds

// NewTurn makes one that begins now, with stretches of that width for its course.
func NewTurn(width time.Duration) *Turn {
	return &Turn{
		Began: time.Now(), width: width, Latency: NewHistogram(), Service: NewHistogram(), Delay: NewHistogram(), First: NewHistogram(),
		ByKind: map[mix.Kind]*Histogram{}, Wrong: map[string]int64{},
	}
}

// maxCauses bounds the different things that can be wrong.
const maxCauses = 64

// Record counts one request. A wrong answer's time counts too: to leave it out would
// flatter.
func (t *Turn) Record(s drive.Sample) {
	t.mu.Lock()
	defer t.mu.Unlock()
	latency := s.Done.Sub(s.Due)
	t.Sent++
	t.Latency.Add(latency)
	t.Service.Add(s.Done.Sub(s.Sent))
	delay := s.Sent.Sub(s.Due)
	t.Delay.Add(delay)
	if delay > Late {
		t.LateOut++
	}
	if s.First > 0 {
		t.First.Add(s.First)
	}
	if t.ByKind[s.Kind] == nil {
		t.ByKind[s.Kind] = NewHistogram()
	}
	t.ByKind[s.Kind].Add(latency)
	if s.Wrong != "" {
		cause := s.Wrong
		if _, known := t.Wrong[cause]; !known && len(t.Wrong) >= maxCauses {
			cause = "something else"
		}
		t.Wrong[cause]++
	}
	t.put(s.Done, latency)
}

func (t *Turn) put(done time.Time, latency time.Duration) {
	i := max(0, int(done.Sub(t.Began)/t.width))
	for len(t.bins) <= i {
		t.bins = append(t.bins, bin{})
	}
	t.bins[i].times = append(t.bins[i].times, int32(min(latency, longest).Microseconds()))
}

// End closes the turn.
func (t *Turn) End() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.Ended = time.Now()
	t.Elapsed = t.Ended.Sub(t.Began)
}

// So is how many requests and how many wrong answers there were until now.
func (t *Turn) So() (sent, wrong int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, n := range t.Wrong {
		wrong += n
	}
	return t.Sent, wrong
}

// Rate is requests answered a second.
func (t *Turn) Rate() float64 {
	if t.Elapsed <= 0 {
		return 0
	}
	return float64(t.Sent) / t.Elapsed.Seconds()
}

// Together merges turns: counts and distributions add up, and so do the times that
// they took. Their course over time is not merged.
func Together(turns ...*Turn) *Turn {
	all := NewTurn(time.Second)
	for i, t := range turns {
		if i == 0 || t.Began.Before(all.Began) {
			all.Began = t.Began
		}
		if t.Ended.After(all.Ended) {
			all.Ended = t.Ended
		}
		all.Elapsed += t.Elapsed
		all.Latency.Merge(t.Latency)
		all.Service.Merge(t.Service)
		all.Delay.Merge(t.Delay)
		all.First.Merge(t.First)
		for k, h := range t.ByKind {
			if all.ByKind[k] == nil {
				all.ByKind[k] = NewHistogram()
			}
			all.ByKind[k].Merge(h)
		}
		all.Sent += t.Sent
		all.LateOut += t.LateOut
		for cause, n := range t.Wrong {
			all.Wrong[cause] += n
		}
	}
	return all
}

// Causes is a copy of what was wrong.
func (t *Turn) Causes() map[string]int64 { return maps.Clone(t.Wrong) }
