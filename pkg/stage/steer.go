package stage

import (
	"errors"
	"time"
)

// ErrSettled is for a message whose exchange is already finished: it is
// acknowledged, and nothing follows.
var ErrSettled = errors.New("the exchange is already finished")

// Holding gives a message back for a while without counting it as a failed try.
type Holding struct{ Delay time.Duration }

func (h *Holding) Error() string { return "held for " + h.Delay.String() }

// Hold returns an error that gives the message back after d.
func Hold(d time.Duration) error { return &Holding{Delay: max(d, minDelay)} }

// Rejection ends an exchange as failed at once, without a retry.
type Rejection struct{ Reason string }

func (r *Rejection) Error() string { return "rejected: " + r.Reason }

// Reject returns an error that ends the exchange. reason is shown to the caller
// and recorded: it names what failed and never holds content.
func Reject(reason string) error { return &Rejection{Reason: reason} }

const minDelay = 20 * time.Millisecond

// Delay is the pause before delivery n+1: from 100 ms, doubled each time, up to most.
func Delay(n uint64, most time.Duration) time.Duration {
	d := 100 * time.Millisecond
	for range min(n, 16) - min(n, 1) {
		d *= 2
	}
	return max(minDelay, min(d, most))
}
