package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Change is one stored value of a bucket, or a deletion.
type Change struct {
	Key      string
	Value    []byte
	Revision uint64
	Deleted  bool
	At       time.Time // when the server stored it
}

const (
	// followEvery is how soon a follower finds by itself what it was not told: the
	// server tells without keeping.
	followEvery = 2 * time.Second
	followPage  = 256
	retryEvery  = 50 * time.Millisecond
	reachTries  = 20
	followAhead = 4096 // changes told and not yet handled
)

// Follow tells each of every value below prefix ("" is all) in the order of their
// revisions, each once: first those that stand there, then current is called, then
// those to come, until ctx ends. A value that was replaced before it was read, and
// of which the bucket keeps no history, is left out. each runs on one goroutine. What was missed, by a
// lost connection too, is found within about two seconds. A NATS that does not
// answer is waited out.
//
// It follows revisions upwards only. A bucket that was restored from an older copy
// is followed again after a restart.
func (b *Bus) Follow(ctx context.Context, bucket, prefix string, each func(Change), current func()) error {
	f := follower{bus: b, bucket: bucket, subject: "$KV." + bucket + "." + prefix + ">", each: each}
	told := make(chan *nats.Msg, followAhead)
	sub, err := b.NC.ChanSubscribe(ChangedSubject(bucket, prefix+">"), told)
	if err != nil {
		return fmt.Errorf("following %s: %w", bucket, err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	f.firstCopy(ctx)
	if ctx.Err() != nil {
		return nil
	}
	current()
	again := time.NewTicker(followEvery)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case m := <-told:
			f.tell(ctx, m)
		case <-again.C:
			// It fails while NATS is away; the next one finds what this one did not.
			_ = f.catchUp(ctx)
		}
	}
}

type follower struct {
	bus     *Bus
	bucket  string
	subject string
	each    func(Change)
	seen    uint64 // the last revision that was told
}

// firstCopy reads until it has what stood there when it began. It waits out a
// server that does not answer.
func (f *follower) firstCopy(ctx context.Context) {
	newest, err := f.newest(ctx)
	for err != nil || !f.reach(ctx, newest) {
		if pause(ctx, retryEvery) {
			return
		}
		if err != nil {
			newest, err = f.newest(ctx)
		}
	}
}

// newest is the last revision of the bucket as its leader knows it, or of the part
// that is followed as some replica knows it; 0 for none.
func (f *follower) newest(ctx context.Context) (uint64, error) {
	s, err := f.bus.JS.Stream(ctx, "KV_"+f.bucket)
	if err != nil {
		return 0, err
	}
	state := s.CachedInfo().State
	switch {
	case state.Msgs == 0:
		return 0, nil
	case f.subject == "$KV."+f.bucket+".>":
		return state.LastSeq, nil
	}
	last, err := s.GetLastMsgForSubject(ctx, f.subject)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return last.Sequence, nil
}

// reach reads until revision is seen, or a later one, and says whether it is. A page
// may come from a replica that is behind, but none leaves anything out: so what is
// followed never skips.
func (f *follower) reach(ctx context.Context, revision uint64) bool {
	for range reachTries {
		// An error is NATS being away: then it is tried again like a page that is behind.
		if err := f.catchUp(ctx); err == nil && f.seen >= revision {
			return true
		}
		if pause(ctx, retryEvery) {
			return false
		}
	}
	return false
}

func (f *follower) catchUp(ctx context.Context) error {
	for {
		page, left, err := f.bus.Read(ctx, Page{Stream: "KV_" + f.bucket, Subject: f.subject, After: f.seen, Limit: followPage})
		if err != nil {
			return err
		}
		for _, m := range page {
			f.change(m)
		}
		if left == 0 || len(page) == 0 {
			return nil
		}
	}
}

// tell handles what the server told. Where something before it was missed, both
// are read instead; what cannot be read now is found later.
func (f *follower) tell(ctx context.Context, m *nats.Msg) {
	raw, err := rawMsg(m)
	switch {
	case err != nil || raw.Sequence <= f.seen:
	case raw.Sequence == f.seen+1:
		f.change(raw)
	default:
		f.reach(ctx, raw.Sequence)
	}
}

func (f *follower) change(m *jetstream.RawStreamMsg) {
	key, ok := strings.CutPrefix(m.Subject, "$KV."+f.bucket+".")
	if !ok || m.Sequence <= f.seen {
		return
	}
	f.seen = m.Sequence
	f.each(Change{Key: key, Value: m.Data, Revision: m.Sequence, Deleted: m.Header.Get("KV-Operation") != "", At: m.Time})
}

// pause returns true if ctx ended.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return true
	case <-t.C:
		return false
	}
}
