package flag_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
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
	seed, err := bus.Seed(s.Keys, bus.UserConsole)
	if err != nil {
		t.Fatal(err)
	}
	b, err := bus.Connect(t.Context(), bus.Options{URL: "nats://" + cut.addr(), Seed: seed, Name: bus.UserConsole, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
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

// cut is a wire that can be cut.
type cut struct {
	l    net.Listener
	to   string
	mu   sync.Mutex
	dead bool
	open []net.Conn
}

func newCut(t *testing.T, to string) *cut {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cut{l: l, to: to}
	t.Cleanup(func() { l.Close(); c.off() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			c.mu.Lock()
			if err != nil || c.dead {
				in.Close()
			} else {
				c.open = append(c.open, in, out)
				go pipe(in, out)
				go pipe(out, in)
			}
			c.mu.Unlock()
		}
	}()
	return c
}

func pipe(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	to.Close()
	from.Close()
}

func (c *cut) addr() string { return c.l.Addr().String() }

func (c *cut) off() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dead = true
	for _, o := range c.open {
		o.Close()
	}
	c.open = nil
}

func (c *cut) on() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dead = false
}
