package engine

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"sluice/pkg/devmodel"
)

// Stream plays the answer that the name in the body asks for, its delay spread before the events.
func (e *dev) Stream(ctx context.Context, _ string, body []byte, each func(event []byte) error) error {
	body, ok := streaming(body)
	if !ok {
		return &Error{Kind: Refused, Backend: e.name}
	}
	if ctx.Err() != nil {
		return ofContext(ctx, e.name, Unavailable)
	}
	reply := devmodel.Take(e.journal, body)
	if reply.Hang {
		<-ctx.Done()
		return ofContext(ctx, e.name, Unavailable)
	}
	if reply.Status != http.StatusOK {
		return ofStatus(e.name, reply.Status)
	}
	rest := reply.Events()
	step := reply.Delay / time.Duration(len(rest))
	if reply.Cut {
		rest = rest[:len(rest)/2]
	}
	next := func() (event, error) {
		if err := wait(ctx, step); err != nil {
			return event{}, err
		}
		if len(rest) == 0 {
			return event{}, io.ErrUnexpectedEOF
		}
		ev := event{data: rest[0]}
		rest = rest[1:]
		return ev, nil
	}
	return deliver(ctx, e.name, e.max, next, each)
}

// Generate plays the raw completion that the model's name asks for, in vLLM's shape.
func (e *dev) Generate(ctx context.Context, model string, p Prompt) (*Generated, error) {
	if !p.possible() {
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	if ctx.Err() != nil {
		return nil, ofContext(ctx, e.name, Unavailable)
	}
	body, err := json.Marshal(completionRequest{Model: model, Prompt: p.BOS + p.Text, MaxTokens: p.MaxTokens, Logprobs: p.Top})
	if err != nil {
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	data, err := e.play(ctx, devmodel.TakeCompletion(e.journal, body))
	if err != nil {
		return nil, err
	}
	var a completionAnswer
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
	}
	a.tell(saidOf(ctx))
	g, ok := a.generated()
	if !ok {
		return nil, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
	}
	return g, nil
}

// wait is a pause that the context may end.
func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
