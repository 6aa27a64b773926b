package engine

import (
	"context"
	"net/http"

	"sluice/pkg/devmodel"
)

// dev is the development model in this process: no HTTP, and the same outcomes as over it.
type dev struct {
	name    string
	journal *devmodel.Journal
	max     int64
}

// NewDev makes the development model's engine. Every call is written to the journal, if there is one, before it is
// answered. An answer over max bytes is TooLarge; 0 means DefaultMaxResponse.
func NewDev(name string, journal *devmodel.Journal, max int64) Engine {
	if max <= 0 {
		max = DefaultMaxResponse
	}
	return &dev{name: name, journal: journal, max: max}
}

// Name is the configured name.
func (e *dev) Name() string { return e.name }

// Kind is "dev".
func (e *dev) Kind() string { return "dev" }

// Chat plays the reply that the name in the body asks for.
func (e *dev) Chat(ctx context.Context, _ string, body []byte) (*Answer, error) {
	if ctx.Err() != nil {
		return nil, ofContext(ctx, e.name, Unavailable)
	}
	data, err := e.play(ctx, devmodel.Take(e.journal, body))
	if err != nil {
		return nil, err
	}
	if asked(ctx) {
		completed(data, saidOf(ctx))
	}
	return &Answer{Body: data}, nil
}

// play carries out a reply that is no stream: waits, hangs, breaks off or gives the body.
func (e *dev) play(ctx context.Context, reply devmodel.Reply) ([]byte, error) {
	if reply.Hang {
		<-ctx.Done()
		return nil, ofContext(ctx, e.name, Unavailable)
	}
	if err := wait(ctx, reply.Delay); err != nil {
		return nil, ofContext(ctx, e.name, Unavailable)
	}
	switch {
	case reply.Status != http.StatusOK:
		return nil, ofStatus(e.name, reply.Status)
	case reply.Cut, reply.Stream:
		return nil, &Error{Kind: Protocol, Status: reply.Status, Backend: e.name}
	case int64(len(reply.Body)) > e.max:
		return nil, &Error{Kind: TooLarge, Status: reply.Status, Backend: e.name}
	}
	return reply.Body, nil
}

// Identify gives the digest of the development model's revision: it has no weights.
func (e *dev) Identify(_ context.Context, model string) (Identity, error) {
	if !devmodel.Serves(model) {
		return Identity{}, &Error{Kind: Refused, Status: http.StatusNotFound, Backend: e.name}
	}
	return Identity{Engine: e.Kind(), Model: model, SHA: devmodel.Digest()}, nil
}
