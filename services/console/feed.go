package console

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
	"sluice/pkg/token"
)

const (
	keepFlags = 100
	mostFeeds = 256
	unread    = keepFlags       // flags that may wait for one slow stream
	coldAfter = 2 * sessionIdle // nobody of the tenant has looked
)

// feeds are the flags of every tenant that somebody looks at. One that nobody has
// looked at for long is given up.
type feeds struct {
	Deps
	life context.Context

	mu     sync.Mutex
	tenant map[string]*feed
}

// feed is the last flags of one tenant and who is told of new ones.
type feed struct {
	epoch string // tells this feed's numbers from those of one before it
	ready chan struct{}
	stop  context.CancelFunc

	mu      sync.Mutex
	looked  time.Time
	last    []numbered // oldest first, at most keepFlags
	n       uint64
	fault   bool // the history, or the connection, is not there now
	streams map[chan numbered]struct{}
}

// numbered is a flag with its place in the feed.
type numbered struct {
	n    uint64
	flag flagRow
}

func newFeeds(life context.Context, d Deps) *feeds {
	return &feeds{Deps: d, life: life, tenant: map[string]*feed{}}
}

var errFeeds = errors.New("the flags of too many tenants are followed")

// of returns the feed of the user's tenant, and begins it where there is none: then
// the history is asked for as this user.
func (f *feeds) of(u token.User) (*feed, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.Now()
	for name, one := range f.tenant {
		if name != u.Tenant && one.cold(now) {
			one.stop()
			delete(f.tenant, name)
		}
	}
	if one, ok := f.tenant[u.Tenant]; ok {
		one.touch(now)
		return one, nil
	}
	if len(f.tenant) >= mostFeeds {
		return nil, errFeeds
	}
	epoch, err := random()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(f.life)
	one := &feed{epoch: epoch[:8], ready: make(chan struct{}), stop: stop, looked: now, streams: map[chan numbered]struct{}{}}
	f.tenant[u.Tenant] = one
	follower := flag.Follower{
		NC: f.Bus.NC, Tenant: u.Tenant, Ask: askFlags(f.Bus, u), Begin: flag.Question{Newest: keepFlags},
		Each: one.add, Notice: func(err error) { one.setFault(err != nil) }, Current: func() { close(one.ready) },
	}
	go func() {
		defer stop()
		if err := follower.Follow(ctx); err != nil && ctx.Err() == nil {
			f.Log.Error("flags are not followed", "tenant", u.Tenant, "error", err)
			f.mu.Lock()
			defer f.mu.Unlock()
			if f.tenant[u.Tenant] == one {
				delete(f.tenant, u.Tenant) // the next who looks begins another
			}
		}
	}()
	return one, nil
}

func (f *feed) cold(now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.streams) == 0 && now.Sub(f.looked) > coldAfter
}

func (f *feed) touch(now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked = now
}

func (f *feed) setFault(fault bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = fault
}

// add tells every stream. One that is too slow is ended: its page connects again and
// gets what it missed.
func (f *feed) add(e flag.Flag) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	one := numbered{f.n, rowOf(e)}
	if len(f.last) == keepFlags {
		f.last = slices.Delete(f.last, 0, 1)
	}
	f.last = append(f.last, one)
	for s := range f.streams {
		select {
		case s <- one:
		default:
			delete(f.streams, s)
			close(s)
		}
	}
}

// newest returns the flags of at least a severity, newest first, and where a stream
// goes on after them.
func (f *feed) newest(severity string) (rows []flagRow, after string, fault bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.last) - 1; i >= 0; i-- {
		if ocsf.AtLeast(f.last[i].flag.Severity, severity) {
			rows = append(rows, f.last[i].flag)
		}
	}
	return rows, f.place(f.n), f.fault
}

// place names a number of this feed.
func (f *feed) place(n uint64) string { return f.epoch + "." + strconv.FormatUint(n, 10) }

// listen begins a stream after a place; of one that is not of this feed, or is too
// long ago, it begins with all that is kept. The channel is closed when the stream is
// too slow.
func (f *feed) listen(after string) (missed []numbered, live chan numbered, leave func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	epoch, number, _ := strings.Cut(after, ".")
	from, err := strconv.ParseUint(number, 10, 64)
	if err != nil || epoch != f.epoch {
		from = 0
	}
	for _, m := range f.last {
		if m.n > from {
			missed = append(missed, m)
		}
	}
	live = make(chan numbered, unread)
	f.streams[live] = struct{}{}
	return missed, live, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.streams, live)
	}
}
