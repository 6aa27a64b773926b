package pool

import (
	"errors"
	"fmt"
	"time"

	"sluice/pkg/engine"
)

// ErrUnknownModel says that no backend serves the model.
var ErrUnknownModel = errors.New("pool: no backend serves this model")

// Unavailable says that the model's backends are all down or taken out, or none may be tried any more, or that too many calls wait for them already.
type Unavailable struct {
	RetryAfter time.Duration // when it makes sense to come again; over 0

	// Last is the last attempt's error, nil if there was no attempt. It is not unwrapped: an attempt's deadline is
	// not the caller's.
	Last error

	// Spent says that another backend was there to be tried, but the pool's budget for retries was spent.
	Spent bool

	// Out is why the backends were taken out of traffic, where that is all that ails them.
	Out string
}

// Error holds nothing of the request.
func (e *Unavailable) Error() string {
	if e.Spent {
		return fmt.Sprintf("pool: no more retries, the budget for them is spent: %v", e.Last)
	}
	if e.Last != nil {
		return fmt.Sprintf("pool: no backend could answer: %v", e.Last)
	}
	if e.Out != "" {
		return "pool: no backend is available: taken out of traffic: " + e.Out
	}
	return "pool: no backend is available"
}

// Nonsense is an answer that the caller's check did not take for one. It says nothing about the backend's breaker:
// the text may be the cause, and its author would otherwise choose which backends are left alone.
type Nonsense struct {
	Backend string
	Err     error // of the check
}

// Error holds nothing of the answer, unless the check's error does.
func (e *Nonsense) Error() string {
	return fmt.Sprintf("pool: what %s answered is no answer: %v", e.Backend, e.Err)
}

// Unwrap gives the check's error.
func (e *Nonsense) Unwrap() error { return e.Err }

// refused reports whether an engine answered that it will not.
func refused(err error) bool {
	e, ok := errors.AsType[*engine.Error](err)
	return ok && e.Kind == engine.Refused
}
