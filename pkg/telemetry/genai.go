package telemetry

import (
	"context"
	"net"
	"net/url"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"
)

// This file is the one adapter of OpenTelemetry's names for generative AI. There is
// no attribute of a message, an instruction or an answer, and no way to add one.

// Purpose is what an engine is called for.
type Purpose uint8

// All purposes.
const (
	Chat     Purpose = iota // a completion for a caller
	Classify                // a guard model's verdict
)

func (p Purpose) label() string {
	if p == Classify {
		return "classify"
	}
	return "chat"
}

func (p Purpose) operation() string {
	if p == Classify {
		return "text_completion"
	}
	return "chat"
}

func (p Purpose) span() SpanName {
	if p == Classify {
		return SpanClassify
	}
	return SpanChat
}

// Breaker is the state of a backend's circuit breaker.
type Breaker uint8

// All states, as their metric has them.
const (
	Closed   Breaker = 0
	HalfOpen Breaker = 1
	Open     Breaker = 2
)

// Backend are the metrics and spans of one configured inference backend. All methods
// of a nil Backend do nothing. It is safe for concurrent use.
type Backend struct {
	t            *Telemetry
	name, engine string
	host         string
	port         int
	purpose      Purpose

	breaker  *dial
	inFlight *raised
	calls    family[string, *tally]
	models   family[string, *modelMeters]
}

// modelMeters are the instruments of one model at one backend.
type modelMeters struct{ duration, firstToken, input, output *timer }

// Backend is the one of a configured name, kind of engine and base URL, which may be
// "". Nothing of a request may be passed. Backends of different purposes may bear one name.
func (t *Telemetry) Backend(backend, engine, baseURL string, purpose Purpose) *Backend {
	if t == nil {
		return nil
	}
	b := &Backend{t: t, name: label(backend), engine: t.vocabulary.engines.word(engine), purpose: purpose}
	b.host, b.port = address(baseURL)
	b.breaker = t.meters.dial(backendBreaker, "backend", b.name, "purpose", purpose.label())
	b.inFlight = t.meters.raised(backendInFlight, "backend", b.name, "purpose", purpose.label())
	b.breaker.set(0)
	return b
}

// label is a configured name: short, and without what a sentence has.
func label(s string) string {
	if len(s) == 0 || len(s) > 64 {
		return Other
	}
	for i := range len(s) {
		if c := s[i]; c == '.' || c == ':' || c == '+' || name(s[i:i+1]) != Other {
			continue
		}
		return Other
	}
	return s
}

// address is host and port of a base URL, without a user, path or query.
func address(base string) (host string, port int) {
	u, err := url.Parse(base)
	if err != nil || u.Hostname() == "" {
		return "", 0
	}
	if host = label(u.Hostname()); host == Other && net.ParseIP(u.Hostname()) == nil {
		return "", 0
	}
	if port, err = strconv.Atoi(u.Port()); err == nil {
		return host, port
	}
	if u.Scheme == "https" {
		return host, 443
	}
	return host, 80
}

// Breaker tells the state of the circuit breaker.
func (b *Backend) Breaker(state Breaker) {
	if b == nil {
		return
	}
	b.breaker.set(float64(min(state, Open)))
}

// queue is for what calls of a model wait.
type queue struct {
	model   string
	purpose Purpose
}

// Queued counts a call that waits for a backend of a model (1), or waits no more (-1).
func (t *Telemetry) Queued(model string, purpose Purpose, n int) {
	if t == nil {
		return
	}
	t.queued.get(queue{t.known[Models].model(model), purpose}, queue{Other, purpose}, func(q queue) *raised {
		return t.meters.raised(backendQueued, "model", q.model, "purpose", q.purpose.label())
	}).add(n)
}

// Call is one call of an engine. All methods of a nil Call do nothing. One goroutine
// uses it.
type Call struct {
	b     *Backend
	span  *Span
	model *modelMeters
	began time.Time
	first time.Time
	in    int
	out   int
}

// Call begins a call for a model, as the caller of the pool named it.
func (b *Backend) Call(ctx context.Context, model string) (context.Context, *Call) {
	if b == nil {
		return ctx, nil
	}
	b.inFlight.add(1)
	model = b.t.known[Models].model(model)
	c := &Call{b: b, began: time.Now(), model: b.models.get(model, Other, b.newModel)}
	ctx, c.span = b.t.Begin(ctx, b.purpose.span(), Client)
	if c.span != nil {
		c.span.span.SetAttributes(
			attribute.String("gen_ai.operation.name", b.purpose.operation()),
			attribute.String("gen_ai.provider.name", b.engine),
			attribute.String("gen_ai.request.model", model),
			attribute.String("sluice.backend", b.name),
		)
		if b.host != "" {
			c.span.span.SetAttributes(attribute.String("server.address", b.host), attribute.Int("server.port", b.port))
		}
	}
	return ctx, c
}

func (b *Backend) newModel(model string) *modelMeters {
	with := func(which int, more ...string) *timer {
		return b.t.meters.timer(which, append(more, "gen_ai.operation.name", b.purpose.operation(),
			"gen_ai.provider.name", b.engine, "gen_ai.request.model", model, "sluice.backend", b.name)...)
	}
	return &modelMeters{
		duration: with(genaiDuration), firstToken: with(genaiFirstToken),
		input: with(genaiTokens, "gen_ai.token.type", "input"), output: with(genaiTokens, "gen_ai.token.type", "output"),
	}
}

// FirstToken says that the first token is there. Only the first call counts.
func (c *Call) FirstToken() {
	if c == nil || !c.first.IsZero() {
		return
	}
	c.first = time.Now()
	c.model.firstToken.record(c.first.Sub(c.began).Seconds())
}

// Usage says how many tokens the call took and gave, as the engine counted them.
func (c *Call) Usage(input, output int) {
	if c == nil {
		return
	}
	c.in, c.out = max(0, input), max(0, output)
}

// Answered says which model the engine named and why it finished. Words that are not
// known become "other": an engine is not trusted with what it writes.
func (c *Call) Answered(model string, finish ...string) {
	if c == nil || c.span == nil {
		return
	}
	reasons := make([]string, 0, min(len(finish), 16))
	for _, f := range finish[:min(len(finish), 16)] {
		reasons = append(reasons, c.b.t.vocabulary.finishes.word(f))
	}
	c.span.span.SetAttributes(
		attribute.String("gen_ai.response.model", c.b.t.known[Models].model(model)),
		attribute.StringSlice("gen_ai.response.finish_reasons", reasons),
	)
}

// End ends the call. outcome is "ok", the kind of package engine's error, or "nonsense".
func (c *Call) End(outcome string) {
	if c == nil {
		return
	}
	b := c.b
	outcome = b.t.vocabulary.kinds.word(outcome)
	b.inFlight.add(-1)
	b.calls.get(outcome, Other, func(outcome string) *tally {
		return b.t.meters.tally(backendCalls, "backend", b.name, "engine", b.engine, "purpose", b.purpose.label(), "outcome", outcome)
	}).add(1)
	c.model.duration.record(time.Since(c.began).Seconds())
	if c.in > 0 {
		c.model.input.record(float64(c.in))
	}
	if c.out > 0 {
		c.model.output.record(float64(c.out))
	}
	if c.span != nil {
		if c.in > 0 || c.out > 0 {
			c.span.span.SetAttributes(attribute.Int("gen_ai.usage.input_tokens", c.in), attribute.Int("gen_ai.usage.output_tokens", c.out))
		}
		if outcome != "ok" {
			c.span.Fail(outcome)
		}
		c.span.End()
	}
}
