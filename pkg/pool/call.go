package pool

import (
	"context"
	"errors"

	"github.com/sony/gobreaker/v2"

	"sluice/pkg/engine"
	"sluice/pkg/telemetry"
)

// call is what is measured of one call of an engine. One goroutine uses it.
type call struct {
	meter *telemetry.Call
	said  engine.Said
}

// errPanicked stands for what an attempt returned until it returns.
var errPanicked = errors.New("pool: an engine's code panicked")

// measure gives a backend its meter, and makes the configured names known.
func (p *Pool) measure(b *backend) {
	where := ""
	if a, ok := b.Engine.(interface{ Address() string }); ok {
		where = a.Address()
	}
	p.opts.Telemetry.Know(telemetry.Models, b.Models...)
	p.opts.Telemetry.Know(telemetry.Models, b.As)
	b.meter = p.opts.Telemetry.Backend(b.Name, b.kind, where, p.opts.Purpose)
}

// named is the configured name or pattern that a model goes by.
func (p *Pool) named(model string) string { return p.now().named(model) }

// begin begins the span of one call: a retry, and another backend, have their own.
func (p *Pool) begin(ctx context.Context, b *backend, model string) (context.Context, *call) {
	if b.meter == nil {
		return ctx, nil
	}
	name := p.named(model)
	if b.As != "" {
		name = b.As
	}
	c := &call{}
	ctx, c.meter = b.meter.Call(ctx, name)
	return engine.WithSaid(ctx, &c.said), c
}

// event is an event of a stream: the first has the first token.
func (c *call) event() {
	if c != nil {
		c.meter.FirstToken()
	}
}

func (c *call) end(err error) {
	if c == nil {
		return
	}
	c.meter.Usage(c.said.Input, c.said.Output)
	if c.said.Model != "" || len(c.said.Finish) > 0 {
		c.meter.Answered(c.said.Model, c.said.Finish...)
	}
	c.meter.End(outcomeName(err))
}

// outcomeName is ok, or the kind of the error. What is none of an engine's is the caller's, who has ended the call.
func outcomeName(err error) string {
	if err == nil {
		return "ok"
	}
	if e, ok := errors.AsType[*engine.Error](err); ok {
		return string(e.Kind)
	}
	if _, ok := errors.AsType[*Nonsense](err); ok {
		return "nonsense"
	}
	if errors.Is(err, errPanicked) {
		return "panic"
	}
	return string(engine.Canceled)
}

// shown is a breaker's state as its metric has it.
func shown(s gobreaker.State) telemetry.Breaker {
	switch s {
	case gobreaker.StateOpen:
		return telemetry.Open
	case gobreaker.StateHalfOpen:
		return telemetry.HalfOpen
	default:
		return telemetry.Closed
	}
}
