package engine

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Kind is what went wrong with a call, by what it says about the backend.
type Kind string

const (
	Unavailable Kind = "unavailable" // no connection, reset before the first byte, a 5xx or a 424
	Timeout     Kind = "timeout"     // the deadline passed first, or a 408
	Overloaded  Kind = "overloaded"  // 429, or 503 with Retry-After: it works, but not now
	Refused     Kind = "refused"     // another 4xx: it will not have this request
	Protocol    Kind = "protocol"    // the answer is not what was asked for: cut, not JSON, no choices, a redirect
	TooLarge    Kind = "too_large"   // the answer is over the limit
	Canceled    Kind = "canceled"    // the caller went: says nothing about the backend
)

// Error is a failed call. It never holds a byte of what the engine sent, nor of what it was sent.
type Error struct {
	Kind    Kind
	Status  int    // the HTTP status, 0 if there was none
	Backend string // the configured name

	RetryAfter time.Duration // when to come again, as an Overloaded engine said; 0: it did not

	cause error // context.Canceled, context.DeadlineExceeded or nil
}

// Error names the backend, the kind and the status.
func (e *Error) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("engine %s: %s (status %d)", e.Backend, e.Kind, e.Status)
	}
	return fmt.Sprintf("engine %s: %s", e.Backend, e.Kind)
}

// Unwrap gives context.Canceled or context.DeadlineExceeded where that ended the call.
func (e *Error) Unwrap() error { return e.cause }

// Retryable reports whether another backend may be tried. Answers are buffered, so nothing was released.
func (e *Error) Retryable() bool {
	switch e.Kind {
	case Unavailable, Timeout, Overloaded, Protocol:
		return true
	default:
		return false
	}
}

// ofStatus classifies an answer that is not 2xx.
func ofStatus(backend string, status int) *Error {
	e := &Error{Kind: Refused, Status: status, Backend: backend}
	switch {
	case status == http.StatusTooManyRequests:
		e.Kind = Overloaded
	case status == http.StatusRequestTimeout:
		e.Kind = Timeout
	case status >= 500 || status == http.StatusFailedDependency: // TGI's model server, behind its router
		e.Kind = Unavailable
	case status < 400:
		e.Kind = Protocol
	}
	return e
}

// ofAnswer is ofStatus with what the headers say of when to come again.
func ofAnswer(backend string, resp *http.Response) *Error {
	e := ofStatus(backend, resp.StatusCode)
	wait := retryAfter(resp.Header.Get("Retry-After"), time.Now())
	if e.Status == http.StatusServiceUnavailable && wait > 0 {
		e.Kind = Overloaded
	}
	if e.Kind == Overloaded {
		e.RetryAfter = wait
	}
	return e
}

// retryAfter reads a header that is seconds or a date; 0 where it is neither, or past.
func retryAfter(header string, now time.Time) time.Duration {
	const longest = 24 * time.Hour
	if n, err := strconv.ParseUint(header, 10, 32); err == nil {
		return min(time.Duration(n)*time.Second, longest)
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(0, at.Sub(now)), longest)
	}
	return 0
}

// ofContext is the error of a call that its context ended; other is the kind if it did not. A deadline that has
// passed counts even where the context's own timer has yet to fire: the network may notice it first.
func ofContext(ctx context.Context, backend string, other Kind) *Error {
	err := ctx.Err()
	if deadline, ok := ctx.Deadline(); ok && err == nil && time.Until(deadline) <= 0 {
		err = context.DeadlineExceeded
	}
	switch err {
	case nil:
		return &Error{Kind: other, Backend: backend}
	case context.DeadlineExceeded:
		return &Error{Kind: Timeout, Backend: backend, cause: err}
	default:
		return &Error{Kind: Canceled, Backend: backend, cause: err}
	}
}
