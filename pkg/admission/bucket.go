package admission

import (
	"math"
	"time"

	"sluice/pkg/policy"
)

// bucket holds what a tenant may still send at once. It fills at the limit's rate
// up to its burst, and is full while there is no rate. The zero value is full.
type bucket struct {
	tokens float64
	at     time.Time // when tokens was right; zero: full
}

// take takes one, or says how long it is until there is one.
func (b *bucket) take(now time.Time, l policy.Limit) time.Duration {
	if l.Rate <= 0 {
		*b = bucket{}
		return 0
	}
	burst := max(1, float64(l.Burst))
	if b.at.IsZero() {
		b.tokens = burst
	} else if d := now.Sub(b.at); d > 0 {
		b.tokens += d.Seconds() * l.Rate
	}
	b.tokens = min(b.tokens, burst)
	b.at = now
	if b.tokens >= 1 {
		b.tokens--
		return 0
	}
	seconds := min((1-b.tokens)/l.Rate, mostWait.Seconds())
	return max(leastWait, time.Duration(math.Ceil(seconds*1000))*time.Millisecond)
}
