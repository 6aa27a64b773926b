package requests_test

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// start is in whole milliseconds, as dlp accepts.
var start = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func newBook(t *testing.T) (*requests.Book, *clock) {
	c := &clock{at: start}
	return requests.NewBook(bustest.Bucket(t, bustest.Start(t).Connect(bus.UserDLP), bus.BucketRequests), c.now), c
}

func accept(t *testing.T, b *requests.Book, id string, at time.Time) *exchange.Exchange {
	t.Helper()
	key := exchange.Key("acme", "alice", id)
	e, _, err := b.Accept(t.Context(), key, requests.Entry{Digest: "d", Accepted: at, Deadline: at.Add(time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	return &exchange.Exchange{
		Key: key, Tenant: "acme", User: "alice", ID: id, Accepted: e.Accepted, Deadline: e.Deadline, Revision: e.Revision, Body: e.Digest,
		Sections: map[string][]byte{
			exchange.SectionPrompt: []byte("p"), exchange.SectionCompletion: []byte("c"), exchange.SectionRestore: []byte("r"),
		},
	}
}

func TestAcceptOnce(t *testing.T) {
	b, _ := newBook(t)
	const workers = 8
	entries := make([]requests.Entry, workers)
	fresh := make([]bool, workers)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			var err error
			entries[i], fresh[i], err = b.Accept(t.Context(), "k", requests.Entry{Digest: string(rune('a' + i)), Accepted: start})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	n := 0
	for i := range workers {
		if fresh[i] {
			n++
		}
		if entries[i].Digest != entries[0].Digest || entries[i].Revision != entries[0].Revision || entries[i].State != requests.Accepted {
			t.Errorf("%d was told of %+v, 0 of %+v", i, entries[i], entries[0])
		}
	}
	if n != 1 {
		t.Errorf("%d were first", n)
	}
}

func TestFinish(t *testing.T) {
	for kind, sections := range map[string]map[string][]byte{
		requests.Completed: {exchange.SectionCompletion: []byte("c"), exchange.SectionRestore: []byte("r")},
		requests.Refused:   {},
		requests.Failed:    {},
	} {
		t.Run(kind, func(t *testing.T) {
			b, _ := newBook(t)
			x := accept(t, b, "r", start)
			o := requests.Outcome{Kind: kind, Stream: true, Record: 9}
			if kind != requests.Completed {
				o.Error = chat.ErrInternal()
			}
			done, err := b.Finish(t.Context(), x, o)
			if err != nil {
				t.Fatal(err)
			}
			got, err := b.Get(t.Context(), x.Key)
			if err != nil || !reflect.DeepEqual(got, done) {
				t.Errorf("got  %+v, %v\nwant %+v", got, err, done)
			}
			if got.State != requests.Done || !reflect.DeepEqual(got.Outcome, &o) || got.Digest != "d" || !got.Accepted.Equal(start) || got.Revision <= x.Revision {
				t.Errorf("got %+v", got)
			}
			if !reflect.DeepEqual(got.Sections, sections) {
				t.Errorf("sections are %v, want %v", got.Sections, sections)
			}
			// A second outcome, of any kind, is refused and told the first.
			again, err := b.Finish(t.Context(), x, requests.Outcome{Kind: requests.Failed, Record: 10})
			if !errors.Is(err, requests.ErrFinished) || !reflect.DeepEqual(again, got) {
				t.Errorf("again: %+v, %v", again, err)
			}
		})
	}
}

func TestFinishRace(t *testing.T) {
	b, _ := newBook(t)
	x := accept(t, b, "r", start)
	const workers = 8
	won := make([]bool, workers)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			_, err := b.Finish(t.Context(), x, requests.Outcome{Kind: requests.Completed, Record: uint64(i)})
			won[i] = err == nil
			if err != nil && !errors.Is(err, requests.ErrFinished) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got, err := b.Get(t.Context(), x.Key)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range won {
		if w != (got.Outcome.Record == uint64(i)) {
			t.Errorf("%d won: %t, the entry holds %d's", i, w, got.Outcome.Record)
		}
	}
}

func TestFinishOfNothing(t *testing.T) {
	b, c := newBook(t)
	x := accept(t, b, "r", start)
	other := *x
	other.Key = exchange.Key("acme", "alice", "other")
	if _, err := b.Finish(t.Context(), &other, requests.Outcome{}); !errors.Is(err, requests.ErrNone) {
		t.Errorf("a request that nobody accepted: %v", err)
	}
	if _, err := b.Get(t.Context(), other.Key); !errors.Is(err, requests.ErrNone) {
		t.Errorf("got %v", err)
	}

	// A day later the id is another exchange's: the first's outcome must not become its own.
	c.set(start.Add(bus.Remembered))
	if _, err := b.Get(t.Context(), x.Key); !errors.Is(err, requests.ErrNone) {
		t.Errorf("past its window: %v", err)
	}
	second := accept(t, b, "r", start.Add(bus.Remembered))
	if second.Accepted.Equal(x.Accepted) {
		t.Fatal("the entry past its window still stands")
	}
	if _, err := b.Finish(t.Context(), x, requests.Outcome{Kind: requests.Completed}); !errors.Is(err, requests.ErrFinished) {
		t.Errorf("the first exchange: %v", err)
	}
	if e, err := b.Get(t.Context(), x.Key); err != nil || e.State != requests.Accepted || e.Outcome != nil {
		t.Errorf("the second's entry is %+v, %v", e, err)
	}
	if _, err := b.Finish(t.Context(), second, requests.Outcome{Kind: requests.Completed}); err != nil {
		t.Error(err)
	}
}
