package telemetry

import (
	"context"

	"go.opentelemetry.io/otel/trace"

	"sluice/pkg/exchange"
)

// SpanName is one of the names that spans have: no model, tenant or path is part of
// a name.
type SpanName uint8

// All names.
const (
	SpanEdge       SpanName = iota // one HTTP request
	SpanDLP                        // a stage's pass, and so on
	SpanGuard                      //
	SpanToolauth                   //
	SpanDispatch                   //
	SpanProvenance                 //
	SpanChat                       // a call of an inference engine
	SpanClassify                   // a call of a guard model
	SpanWindow                     // the guard's part of a live stream
	SpanOpening                    // provenance's opening record of a live stream
	spanNames
)

func (n SpanName) String() string {
	if n >= spanNames {
		return Other
	}
	return [...]string{"edge", "dlp", "guard", "toolauth", "dispatch", "provenance", "engine.chat", "engine.classify",
		"guard.window", "provenance.opening"}[n]
}

func spanOf(at exchange.Stage) SpanName {
	switch at {
	case exchange.StageDLP:
		return SpanDLP
	case exchange.StageGuard:
		return SpanGuard
	case exchange.StageToolauth:
		return SpanToolauth
	case exchange.StageDispatch:
		return SpanDispatch
	case exchange.StageProvenance:
		return SpanProvenance
	}
	return spanNames
}

// Kind is how a span stands to its parent.
type Kind uint8

// All kinds.
const (
	Internal Kind = iota // in the same process
	Server               // answers a request
	Client               // makes one
	Producer             // sends a message
	Consumer             // takes up a message
)

func (k Kind) otel() trace.SpanKind {
	switch k {
	case Server:
		return trace.SpanKindServer
	case Client:
		return trace.SpanKindClient
	case Producer:
		return trace.SpanKindProducer
	case Consumer:
		return trace.SpanKindConsumer
	}
	return trace.SpanKindInternal
}

// Ingress begins what somebody else asked for. traceparent is the header of that
// caller, who is not trusted: its trace id is kept and its span becomes the parent,
// but whether the exchange is traced is drawn here. "" or what is malformed begins
// a new trace. The span may be nil: nothing is recorded then, and the ids still exist.
func (t *Telemetry) Ingress(ctx context.Context, name SpanName, kind Kind, traceparent string) (context.Context, *Span) {
	if t == nil {
		return ctx, nil
	}
	caller, given := parseTraceparent(traceparent)
	if !t.drawn() {
		c := trace.SpanContextConfig{TraceID: caller.TraceID(), SpanID: newSpanID()}
		if !given {
			c.TraceID = newTraceID()
		}
		return trace.ContextWithSpanContext(ctx, trace.NewSpanContext(c)), nil
	}
	// Without a parent of its own, a context that another part of this process made
	// would name one.
	ctx = trace.ContextWithSpanContext(ctx, caller.WithTraceFlags(0))
	return t.start(ctx, name, kind)
}

// Continue gives ctx the parent that a message of ours names. Only services of ours
// can have written it, so its sampling is kept. What is malformed changes nothing.
func (t *Telemetry) Continue(ctx context.Context, traceparent string) context.Context {
	if t == nil {
		return ctx
	}
	parent, ok := parseTraceparent(traceparent)
	if !ok {
		return ctx
	}
	return trace.ContextWithSpanContext(ctx, parent)
}

// Begin begins a span below that of ctx. In a trace that is not sampled it returns
// ctx and nil, and costs next to nothing.
func (t *Telemetry) Begin(ctx context.Context, name SpanName, kind Kind) (context.Context, *Span) {
	if t == nil {
		return ctx, nil
	}
	sc := trace.SpanContextFromContext(ctx)
	if !sc.IsValid() {
		return t.Ingress(ctx, name, kind, "")
	}
	if t.tracer == nil || !sc.IsSampled() {
		return ctx, nil
	}
	return t.start(ctx, name, kind)
}

// Current is the span of ctx, to say more about it; nil where none is recorded.
func (t *Telemetry) Current(ctx context.Context) *Span {
	if t == nil || t.tracer == nil {
		return nil
	}
	s := trace.SpanFromContext(ctx)
	if !s.IsRecording() {
		return nil
	}
	return &Span{t: t, span: s}
}

func (t *Telemetry) start(ctx context.Context, name SpanName, kind Kind) (context.Context, *Span) {
	ctx, s := t.tracer.Start(ctx, name.String(), trace.WithSpanKind(kind.otel()))
	return ctx, &Span{t: t, span: s}
}
