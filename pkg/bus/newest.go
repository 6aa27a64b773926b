package bus

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Newest reads the newest n messages of a subject, which may hold wildcards, oldest
// first; before, if not 0, leaves out that sequence and what follows it. older says
// whether there may be others before them. It looks for the place where to begin by
// counting, so its cost does not grow with what lies before.
func (b *Bus) Newest(ctx context.Context, stream, subject string, before uint64, n int) (page []*jetstream.RawStreamMsg, older bool, err error) {
	s, err := b.JS.Stream(ctx, stream)
	if err != nil {
		return nil, false, fmt.Errorf("opening %s: %w", stream, err)
	}
	state := s.CachedInfo().State
	end := state.LastSeq + 1 // the first that does not belong
	if before > 0 {
		end = min(end, before)
	}
	first := max(state.FirstSeq, 1)
	if end <= first || n < 1 {
		return nil, false, nil
	}
	count := func(from uint64) (int, error) {
		some, left, err := b.Read(ctx, Page{Stream: stream, Subject: subject, After: from - 1, Limit: 1})
		return len(some) + int(left), err
	}
	beyond := 0
	if end <= state.LastSeq {
		if beyond, err = count(end); err != nil {
			return nil, false, err
		}
	}
	from, err := startOf(first, end, n, func(from uint64) (int, error) {
		c, err := count(from)
		return max(c-beyond, 0), err
	})
	if err != nil {
		return nil, false, err
	}
	older = from > first
	for after := from - 1; ; {
		some, left, err := b.Read(ctx, Page{Stream: stream, Subject: subject, After: after, Limit: 256})
		if err != nil {
			return nil, false, err
		}
		for _, m := range some {
			if m.Sequence >= end {
				left = 0
				break
			}
			page = append(page, m)
			after = m.Sequence
		}
		if left == 0 || len(some) == 0 {
			break
		}
	}
	if len(page) > n {
		page, older = page[len(page)-n:], true
	}
	return page, older, nil
}

// startOf finds a sequence from which at least n messages, and not many more, lie
// before end; first if there are not so many.
func startOf(first, end uint64, n int, count func(from uint64) (int, error)) (uint64, error) {
	few, from := end, end // from few on there are fewer than n
	for window := uint64(2 * n); ; window *= 4 {
		from = first
		if end-first > window {
			from = end - window
		}
		c, err := count(from)
		if err != nil {
			return 0, err
		}
		if c < n {
			if from == first {
				return first, nil
			}
			few = from
			continue
		}
		for c > 4*n && few-from > 1 {
			middle := from + (few-from)/2
			m, err := count(middle)
			if err != nil {
				return 0, err
			}
			if m >= n {
				from, c = middle, m
			} else {
				few = middle
			}
		}
		return from, nil
	}
}
