package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// States of a result.
const (
	passed = "passed"
	failed = "failed"
	seen   = "seen"    // written down and not judged
	notRun = "not run" // and why
)

// check is one thing to look at. run gives what was seen; a *skip says that it could not be looked at here, any other
// error that the expectation was not met.
type check struct {
	group, expect string
	observed      bool // nothing is expected: an error is written down too
	run           func(context.Context, *world) (string, error)
}

// skip is why a check was not run.
type skip struct{ why string }

func (s *skip) Error() string { return s.why }

func skipf(format string, args ...any) error { return &skip{fmt.Sprintf(format, args...)} }

// result is what came of a check.
type result struct {
	Group  string  `json:"group"`
	Expect string  `json:"expected"`
	Seen   string  `json:"seen"`
	State  string  `json:"state"`
	Took   float64 `json:"seconds"`
}

func failedResult(group, expect string, err error) result {
	return result{Group: group, Expect: expect, Seen: err.Error(), State: failed}
}

// judged makes a result of what a check gave.
func judged(c check, saw string, err error) result {
	r := result{Group: c.group, Expect: c.expect, Seen: saw, State: passed}
	why, skipped := errors.AsType[*skip](err)
	switch {
	case skipped:
		r.State, r.Seen = notRun, why.why
	case c.observed && err == nil:
		r.State = seen
	case err != nil:
		r.State, r.Seen = failed, err.Error()
		if saw != "" {
			r.Seen = saw + "; " + r.Seen
		}
	}
	return r
}

// checkTime bounds one check: a real model on a busy machine is slow.
const checkTime = 5 * time.Minute

// runAll runs the checks one after the other. When the run is stopped the rest is left out.
func runAll(ctx context.Context, w *world, checks []check) []result {
	var out []result
	for i, c := range checks {
		inner, cancel := context.WithTimeout(ctx, checkTime)
		began := time.Now()
		saw, err := c.run(inner, w)
		cancel()
		if ctx.Err() != nil {
			return out
		}
		r := judged(c, saw, err)
		r.Took = time.Since(began).Seconds()
		w.say("%2d/%d %-8s %s: %s", i+1, len(checks), r.State, r.Group, r.Expect)
		if r.State != passed {
			w.say("      %s", r.Seen)
		}
		out = append(out, r)
	}
	return out
}

// allChecks are in the order in which they run: faults after what needs a whole engine, records at the end.
func allChecks(w *world) []check {
	out := chatChecks()
	out = append(out, streamChecks()...)
	out = append(out, optionChecks()...)
	out = append(out, toolChecks()...)
	out = append(out, redactionChecks()...)
	out = append(out, wireChecks()...)
	out = append(out, guardChecks(w)...)
	out = append(out, faultChecks(w)...)
	return append(out, recordChecks()...)
}
