package policy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
)

// How often the bucket is asked, and how long a document that is named in it may
// take to be had.
const (
	pollTime = 500 * time.Millisecond
	readTime = 5 * time.Second
	grace    = 2 * time.Second
)

// Live is the policy in force, followed in its bucket, and any other that an
// exchange names. It is safe for concurrent use.
//
// A request takes one policy and uses it throughout; a later stage takes the one
// that the exchange names by At. Where the document in force cannot be had or
// means nothing to this process, as with processes of several versions, Current
// stays with the last good one and ForNew gives an error: nothing new is judged
// by a policy that was replaced. Where the bucket does not answer at all, the
// last known policy stays in force.
type Live struct {
	store *Store
	known Known
	log   *slog.Logger
	cache cache
	state atomic.Pointer[state] // written by Follow alone, after Open
	since time.Time             // Follow's: when a document was named that cannot be had
	quiet bool                  // Follow's: the log has been told that the bucket does not answer
}

// state is one moment.
type state struct {
	policy *Policy // the last good one
	digest string  // of the one in force
	err    error   // why the one in force is not policy
}

// Open waits until a policy is in force and returns it. One that this process
// cannot read is an error.
func Open(ctx context.Context, s *Store, known Known, log *slog.Logger) (*Live, error) {
	l := &Live{store: s, known: known, log: log, cache: newCache(cacheSize)}
	for {
		a, err := s.InForce(ctx)
		if err == nil {
			var p *Policy
			if p, err = l.At(ctx, a.Digest); err == nil {
				l.state.Store(&state{policy: p, digest: a.Digest})
				return l, nil
			}
			var bad *documentError
			if errors.As(err, &bad) {
				return nil, err
			}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for a policy: %w", errors.Join(err, ctx.Err()))
		case <-time.After(pollTime / 5):
		}
	}
}

// Current is the last good policy. It is never nil.
func (l *Live) Current() *Policy { return l.state.Load().policy }

// ForNew is the policy that judges a new request, or why none may be judged now.
func (l *Live) ForNew() (*Policy, error) {
	s := l.state.Load()
	if s.err != nil {
		return nil, s.err
	}
	return s.policy, nil
}

// At is the policy with this digest. An error means that it cannot be had now:
// what it should judge has not passed.
func (l *Live) At(ctx context.Context, sum string) (*Policy, error) {
	if s := l.state.Load(); s != nil && s.policy.digest == sum {
		return s.policy, nil
	}
	if p, ok := l.cache.get(sum); ok {
		return p, nil
	}
	data, err := l.store.Document(ctx, sum)
	if err != nil {
		return nil, err
	}
	p, err := Parse("policy "+sum, data, l.known)
	if err != nil {
		return nil, &documentError{err}
	}
	l.cache.add(p)
	return p, nil
}

// documentError is a document that means nothing to this process.
type documentError struct{ err error }

func (e *documentError) Error() string {
	return e.err.Error() + "; is this process as new as the one that applied it?"
}

func (e *documentError) Unwrap() error { return e.err }

// Follow keeps up with the bucket until ctx ends: it asks twice a second, and at
// once where nc hears something on told, the subject on which the server tells of
// changes of KeyInForce. It runs once.
func (l *Live) Follow(ctx context.Context, nc *nats.Conn, told string) error {
	wake := make(chan struct{}, 1)
	sub, err := nc.Subscribe(told, func(*nats.Msg) {
		select {
		case wake <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return fmt.Errorf("following the policy: %w", err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	poll := time.NewTicker(pollTime)
	defer poll.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-poll.C:
		case <-wake:
		}
		l.refresh(ctx)
	}
}

// refresh looks once.
func (l *Live) refresh(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	a, err := l.store.InForce(ctx)
	if err != nil {
		if !l.quiet && ctx.Err() == nil {
			l.log.Warn("the policy in force cannot be asked for; the last known one stays", "error", err)
		}
		l.quiet = true
		return
	}
	l.quiet = false
	was := l.state.Load()
	if a.Digest == was.digest {
		return
	}
	p, err := l.At(ctx, a.Digest)
	var bad *documentError
	switch {
	case err == nil:
		l.since = time.Time{}
		l.state.Store(&state{policy: p, digest: a.Digest})
		l.log.Info("another policy is in force", "version", p.version, "digest", p.digest, "by", a.By)
	case errors.As(err, &bad):
		l.since = time.Time{}
		l.state.Store(&state{policy: was.policy, digest: a.Digest, err: err})
		l.log.Error("the policy in force means nothing to this process: new requests are refused", "error", err)
	case l.since.IsZero():
		l.since = time.Now()
	case was.err == nil && time.Since(l.since) > grace:
		// Without a digest, so that the next look tries again.
		l.state.Store(&state{policy: was.policy, err: err})
		l.log.Error("the policy in force cannot be read: new requests are refused", "error", err)
	}
}
