package pool

import (
	"errors"
	"fmt"
	"time"

	"sluice/pkg/engine"
)

// ErrUnknownModel says that no backend serves the model.
var ErrUnknownModel = errors.New("pool: no backend serves this model")

// Unavailable says that the model's backends are all down, or that too many calls wait for them already.
type Unavailable struct {
	RetryAfter time.Duration // when it makes sense to come again; over 0

	// Last is the last attempt's error, nil if there was no attempt. It is not unwrapped: an attempt's deadline is
	// not the caller's.
	Last error
}

// Error holds nothing of the request.
func (e *Unavailable) Error() string {
	if e.Last != nil {
		return fmt.Sprintf("pool: no backend could answer: %v", e.Last)
	}
	return "pool: no backend is available"
}

// refused reports whether an engine answered that it will not.
func refused(err error) bool {
	e, ok := errors.AsType[*engine.Error](err)
	return ok && e.Kind == engine.Refused
}
