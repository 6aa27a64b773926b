package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// chatPath is where every engine takes chat completions.
const chatPath = "/v1/chat/completions"

// exchange is one request through Sluice, beside what the engine received and answered.
type exchange struct {
	*answer
	call   *call   // nil: the engine was not asked
	engine *answer // what it said; nil where it did not answer
}

// request is a body for the chat model, greedy.
func (w *world) request(tokens int, messages ...message) body {
	return body{"model": w.model, "messages": messages, "max_tokens": tokens, "temperature": 0, "seed": 7}
}

// through sends a request through Sluice and waits until the engine's call has ended too.
func (w *world) through(ctx context.Context, b body) (*exchange, error) {
	return w.throughEach(ctx, b, nil)
}

func (w *world) throughEach(ctx context.Context, b body, each func(string) error) (*exchange, error) {
	mark := w.tap.mark()
	a, err := w.main.ask(ctx, b, each)
	x := &exchange{answer: a}
	if err != nil {
		return x, fmt.Errorf("asking Sluice: %w", err)
	}
	ended := func(calls []call) bool {
		for _, c := range calls {
			if c.Ended.IsZero() {
				return false
			}
		}
		return true
	}
	if err := w.tap.wait(ctx, mark, chatPath, ended); err != nil {
		return x, fmt.Errorf("waiting for the engine's call to end: %w", err)
	}
	if calls := w.tap.since(mark, chatPath); len(calls) > 0 {
		x.call = &calls[len(calls)-1]
		x.engine = heard(x.call)
	}
	note := asked{id: a.ID, outcome: outcomeOf(a)}
	if x.engine != nil && note.outcome == "completed" {
		note.tokens = x.engine.Usage
	}
	w.asked = append(w.asked, note)
	return x, nil
}

// completed is through, with an error where no completion came.
func (w *world) completed(ctx context.Context, b body) (*exchange, error) {
	x, err := w.through(ctx, b)
	if err != nil {
		return x, err
	}
	if x.Status != http.StatusOK || x.Code != "" {
		return x, fmt.Errorf("no completion: status %d, code %s", x.Status, x.Code)
	}
	if x.engine == nil {
		return x, fmt.Errorf("there was an answer, and the engine gave none")
	}
	return x, nil
}

// heard is what the engine answered in one call, nil if it was no completion.
func heard(c *call) *answer {
	read := readWhole
	if strings.HasPrefix(strings.TrimSpace(string(c.Response)), "data:") {
		read = readEvents
	}
	a, err := read(c.Response)
	if err != nil || c.Status != http.StatusOK {
		return nil
	}
	return a
}

// outcomeOf is what the record of an exchange should say of it.
func outcomeOf(a *answer) string {
	switch {
	case a.Status == http.StatusOK && a.Code == "":
		return "completed"
	case a.Status == http.StatusForbidden:
		return "refused"
	}
	return "failed"
}

// short shows the beginning of what a model said, on one line.
func short(text string) string {
	const most = 60
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > most {
		r = append(r[:most], '…')
	}
	return string(r)
}
