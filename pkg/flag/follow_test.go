package flag_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
)

const patience = 20 * time.Second

// following is one run of a Follower.
type following struct {
	t      *testing.T
	flags  chan flag.Flag
	notice chan error
	ready  chan struct{}
}

func follow(t *testing.T, b *bus.Bus, f flag.Follower) *following {
	t.Helper()
	w := &following{t: t, flags: make(chan flag.Flag, 100000), notice: make(chan error, 100), ready: make(chan struct{})}
	f.NC, f.Tenant = b.NC, "acme"
	f.Each = func(e flag.Flag) { w.flags <- e }
	f.Notice = func(err error) { w.notice <- err }
	f.Current = func() { close(w.ready) }
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- f.Follow(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return w
}

func wait[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatal("nothing came")
		panic("not reached")
	}
}

// expect takes exactly these, in any order, and says so of one too many.
func (w *following) expect(events ...ocsf.Event) {
	w.t.Helper()
	missing := map[string]bool{}
	for _, e := range events {
		missing[e.ID] = true
	}
	for len(missing) > 0 {
		f := wait(w.t, w.flags)
		if !missing[f.Metadata.UID] {
			w.t.Fatalf("%s came, twice or for no reason", f.Metadata.UID)
		}
		delete(missing, f.Metadata.UID)
	}
}

func asking(reader *bus.Bus) func(context.Context, flag.Question) (flag.Page, error) {
	return func(ctx context.Context, q flag.Question) (flag.Page, error) {
		return flag.History(ctx, reader, "acme", q)
	}
}

func TestFollow(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader, console := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance), s.Connect(bus.UserConsole)
	old := made("acme", "old", 300)
	publish(t, dlp, old)
	publish(t, dlp, made("other", "old", 5))
	since := follow(t, console, flag.Follower{Ask: asking(reader), Begin: flag.Question{Since: time.Now().Add(-time.Hour)}})
	newest := follow(t, console, flag.Follower{Ask: asking(reader), Begin: flag.Question{Newest: 10}})
	none := follow(t, console, flag.Follower{Ask: asking(reader)})
	for _, w := range []*following{since, newest, none} {
		wait(t, w.ready)
	}
	since.expect(old...)
	newest.expect(old[290:]...)
	publish(t, dlp, made("other", "new", 5))
	live := made("acme", "new", 50)
	publish(t, dlp, live)
	for _, w := range []*following{since, newest, none} {
		w.expect(live...)
	}
}

// What is published while the history is read comes once: it is in both.
func TestFollowNeitherTwiceNorNever(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader, console := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance), s.Connect(bus.UserConsole)
	first, during := made("acme", "first", 20), made("acme", "during", 500)
	publish(t, dlp, first)
	var once sync.Once
	w := follow(t, console, flag.Follower{Begin: flag.Question{Since: time.Now().Add(-time.Hour)}, Ask: func(ctx context.Context, q flag.Question) (flag.Page, error) {
		once.Do(func() { publish(t, dlp, during) })
		return flag.History(ctx, reader, "acme", q)
	}})
	w.expect(append(first, during...)...)
	last := made("acme", "last", 1)
	publish(t, dlp, last)
	w.expect(last...)
}

// A stream that is empty at first: nothing is lost, and nothing old is told.
func TestFollowFromNothing(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader, console := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance), s.Connect(bus.UserConsole)
	w := follow(t, console, flag.Follower{Ask: asking(reader)})
	wait(t, w.ready)
	e := made("acme", "r", 3)
	publish(t, dlp, e)
	w.expect(e...)
}

// While nobody answers questions live flags come all the same, and it is told once.
func TestFollowWithoutHistory(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader, console := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance), s.Connect(bus.UserConsole)
	old := made("acme", "old", 2)
	publish(t, dlp, old)
	answers := make(chan struct{})
	w := follow(t, console, flag.Follower{Begin: flag.Question{Newest: 10}, Ask: func(ctx context.Context, q flag.Question) (flag.Page, error) {
		select {
		case <-answers:
			return flag.History(ctx, reader, "acme", q)
		default:
			return flag.Page{}, errors.New("nobody there")
		}
	}})
	if err := wait(t, w.notice); err == nil {
		t.Error("the loss is not told")
	}
	live := made("acme", "live", 2)
	publish(t, dlp, live)
	w.expect(live...)
	close(answers)
	w.expect(old...)
	if err := wait(t, w.notice); err != nil {
		t.Errorf("told %v, want the end of the loss", err)
	}
}

// Where the stream was at the beginning cannot be asked: what was stored since then,
// and did not come live, is told once it can be.
func TestFollowFirstLookFails(t *testing.T) {
	s := bustest.Start(t)
	missed := made("acme", "missed", 1)
	began, failed := time.Now(), false
	w := follow(t, s.Connect(bus.UserConsole), flag.Follower{Ask: func(_ context.Context, q flag.Question) (flag.Page, error) {
		if !failed {
			failed = true
			return flag.Page{}, errors.New("nobody there")
		}
		if q.After == 0 && (q.Since.After(began) || q.Since.IsZero() && q.Newest == 0) {
			t.Errorf("asked %+v", q)
		}
		return flag.Page{Events: []json.RawMessage{missed[0].Body}, Next: 7}, nil
	}})
	w.expect(missed...)
}

// What is published while the connection is cut is told after it is back.
func TestFollowOverALostConnection(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance)
	cut := newCut(t, s.Addr())
	b := cut.connect(t, s)
	asked := make(chan struct{}, 100)
	w := follow(t, b, flag.Follower{Ask: func(ctx context.Context, q flag.Question) (flag.Page, error) {
		defer func() { asked <- struct{}{} }()
		return flag.History(ctx, reader, "acme", q)
	}})
	wait(t, asked)
	wait(t, asked) // nothing but a loss makes it look again
	before, missed, after := made("acme", "before", 3), made("acme", "missed", 700), made("acme", "after", 3)
	publish(t, dlp, before)
	w.expect(before...)
	cut.off()
	if err := wait(t, w.notice); err == nil {
		t.Error("the loss is not told")
	}
	publish(t, dlp, missed)
	cut.on()
	w.expect(missed...)
	publish(t, dlp, after)
	w.expect(after...)
}

// A question that the loss of the connection leaves without an answer is put again
// when it is back, however long it would have waited.
func TestFollowLostWhileAsking(t *testing.T) {
	s := bustest.Start(t)
	cut := newCut(t, s.Addr())
	b := cut.connect(t, s)
	old := made("acme", "old", 1)
	asked := make(chan struct{}, 100)
	var once sync.Once
	w := follow(t, b, flag.Follower{Begin: flag.Question{Newest: 10}, Ask: func(ctx context.Context, _ flag.Question) (flag.Page, error) {
		select {
		case asked <- struct{}{}:
		default:
		}
		first := false
		once.Do(func() { first = true })
		if first {
			<-ctx.Done()
			return flag.Page{}, ctx.Err()
		}
		return flag.Page{Events: []json.RawMessage{old[0].Body}, Next: 7}, nil
	}})
	wait(t, asked)
	cut.off()
	if err := wait(t, w.notice); err == nil {
		t.Error("the loss is not told")
	}
	cut.on()
	w.expect(old...)
}
