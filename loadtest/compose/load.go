package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

const (
	httpLoops = 8
	natsLoops = 2
	between   = 40 // outcomes before, during and after each trouble
)

// trouble is one thing that was killed while prompts were on their way.
type trouble struct {
	what     string
	dead     time.Duration // from SIGKILL to its start
	outcomes int           // while it was dead
	longest  time.Duration // that a request in hand or sent meanwhile took, whole
	retried  int           // such requests that were sent more than once
}

// underLoad sends prompts over both doors, and kills a NATS server, then stages, while
// some are on their way.
func (s *stack) underLoad(ctx context.Context, r *report) error {
	s.caller = newCaller(s.edge, s.token, func(ctx context.Context, id, model, text string) (string, error) {
		return s.run(ctx, "bus", "ask", "--json", "--id", id, "--model", model, text)
	})
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := make(chan struct{})
	var loops sync.WaitGroup
	for i := range httpLoops + natsLoops {
		via := "http"
		if i >= httpLoops {
			via = "nats"
		}
		loops.Go(func() {
			if err := s.caller.loop(ctx, via, stop); err != nil && ctx.Err() == nil {
				cancel(err)
			}
		})
	}
	err := s.troubles(ctx, r)
	if err == nil {
		close(stop)
		loops.Wait()
		return context.Cause(ctx)
	}
	cause := context.Cause(ctx)
	cancel(nil)
	loops.Wait()
	return errors.Join(err, cause)
}

func (s *stack) troubles(ctx context.Context, r *report) error {
	if err := s.caller.after(ctx, 3*between); err != nil {
		return err
	}
	r.quiet = s.caller.outcomes()
	// A stage has one process here: while it is dead its exchanges wait. Of the servers
	// two are left, which go on by themselves.
	for _, t := range []struct {
		victim string
		waits  bool
	}{{"nats-2", false}, {"guard", true}, {"dispatch", true}, {"provenance", true}} {
		if err := s.trouble(ctx, t.victim, t.waits, r); err != nil {
			return fmt.Errorf("with %s killed: %w", t.victim, err)
		}
	}
	return s.caller.after(ctx, between)
}

func (s *stack) trouble(ctx context.Context, victim string, waits bool, r *report) error {
	if err := s.caller.inFlight(ctx, httpLoops); err != nil {
		return err
	}
	began := time.Now()
	if err := s.kill(ctx, victim); err != nil {
		return err
	}
	before := len(s.caller.outcomes())
	if !waits {
		if err := s.caller.after(ctx, between); err != nil {
			return err
		}
	}
	if err := s.start(ctx, victim); err != nil {
		return err
	}
	t := trouble{what: victim, dead: time.Since(began), outcomes: len(s.caller.outcomes()) - before}
	ended := time.Now()
	if waits {
		if err := s.healthy(ctx, victim); err != nil {
			return err
		}
	}
	if err := s.caller.after(ctx, between); err != nil {
		return err
	}
	for _, a := range s.caller.outcomes() {
		if a.sent.Before(ended) && a.sent.Add(a.took).After(began) {
			t.longest = max(t.longest, a.took)
			if a.tries > 1 {
				t.retried++
			}
		}
	}
	r.troubles = append(r.troubles, t)
	return nil
}

// compare asks for each outcome again, which must be the same, and for the records,
// of which each request must have one that says what its caller was told.
func (s *stack) compare(ctx context.Context, r *report) error {
	all := s.caller.outcomes()
	r.asked = all
	for _, a := range all {
		if a.status != 200 {
			return fmt.Errorf("%s ended with status %d: the development model answers each of these prompts: %s", a.id, a.status, a.body)
		}
		status, body, err := s.again(ctx, a)
		if err != nil {
			return err
		}
		if status != a.status || body != a.body {
			return fmt.Errorf("%s has two outcomes: first %d, then %d", a.id, a.status, status)
		}
		r.again++
	}
	// What was redacted comes back to nobody.
	for _, a := range all {
		if strings.Contains(a.body, "4111") {
			return fmt.Errorf("%s got a card number back", a.id)
		}
	}
	return s.records(ctx, r, all)
}

// again asks for an outcome that there is already, over the door of the first time.
func (s *stack) again(ctx context.Context, a asked) (status int, body string, err error) {
	if a.via == "nats" {
		body, err = s.caller.overNATS(ctx, a.id, slowModel, prompt(a.id))
		return a.status, body, err
	}
	return s.caller.post(ctx, a.id)
}

func (s *stack) records(ctx context.Context, r *report, all []asked) error {
	text, err := s.run(ctx, "bus", "log", "--json", "--since", "1h")
	if err != nil {
		return err
	}
	records := map[string][]string{} // outcomes by request id
	for line := range strings.Lines(text) {
		var e struct {
			Kind, Outcome string
			RequestID     string `json:"request_id"`
			Attempts      struct{ Takeovers int }
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return fmt.Errorf("a line of `sluice log --json` is no JSON: %w", err)
		}
		if e.Kind == "record" {
			records[e.RequestID] = append(records[e.RequestID], e.Outcome)
			r.takeovers += e.Attempts.Takeovers
		}
	}
	for _, a := range all {
		if got := records[a.id]; len(got) != 1 || got[0] != "completed" {
			return fmt.Errorf("%s, completed for its caller, has the records %q", a.id, got)
		}
		delete(records, a.id)
	}
	for id := range records {
		return fmt.Errorf("there is a record of %s, which nobody sent", id)
	}
	r.records = len(all)
	return nil
}
