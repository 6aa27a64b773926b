package admission

import (
	"math"
	"time"

	"sluice/pkg/policy"
)

// bucket holds what a tenant may still send at once. The zero value is full.
type bucket struct {
	tokens float64
	at     time.Time // when tokens was right; zero: full
}

// fill adds what has come since, at so many a second and up to most.
func (b *bucket) fill(now time.Time, rate, most float64) {
	if b.at.IsZero() {
		b.tokens = most
	} else if d := now.Sub(b.at); d > 0 {
		b.tokens += d.Seconds() * rate
	}
	b.tokens = min(b.tokens, most)
	b.at = now
}

// take takes one at the limit's rate and up to its burst, or says how long it is until there is one. While there is no
// rate the bucket is full.
func (b *bucket) take(now time.Time, l policy.Limit) time.Duration {
	if l.Rate <= 0 {
		*b = bucket{}
		return 0
	}
	b.fill(now, l.Rate, max(1, float64(l.Burst)))
	if b.tokens >= 1 {
		b.tokens--
		return 0
	}
	return waitFor(1-b.tokens, l.Rate)
}

// waitFor is how long it takes until n more have come, as callers are told it.
func waitFor(n, rate float64) time.Duration {
	seconds := min(n/rate, mostWait.Seconds())
	return max(leastWait, time.Duration(math.Ceil(seconds*1000))*time.Millisecond)
}
