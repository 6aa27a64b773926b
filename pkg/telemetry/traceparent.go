package telemetry

import (
	"context"
	"encoding/hex"

	"go.opentelemetry.io/otel/trace"
)

// Header is W3C's, in lower case: NATS compares names of headers byte by byte.
const Header = "traceparent"

const traceparentSize = 55 // "00-" 32 "-" 16 "-" 2

// parseTraceparent reads a header of W3C Trace Context level 1, version 00, and no
// other: lower-case hex, ids that are not zero.
func parseTraceparent(s string) (sc trace.SpanContext, ok bool) {
	if len(s) != traceparentSize || s[:3] != "00-" || s[35] != '-' || s[52] != '-' {
		return sc, false
	}
	var c trace.SpanContextConfig
	var flags [1]byte
	if !unhex(c.TraceID[:], s[3:35]) || !unhex(c.SpanID[:], s[36:52]) || !unhex(flags[:], s[53:]) {
		return sc, false
	}
	if !c.TraceID.IsValid() || !c.SpanID.IsValid() {
		return sc, false
	}
	c.TraceFlags = trace.TraceFlags(flags[0]) & trace.FlagsSampled // the other bits mean nothing in this version
	c.Remote = true
	return trace.NewSpanContext(c), true
}

// unhex decodes lower-case hex.
func unhex(into []byte, s string) bool {
	for i := range into {
		hi, lo := digit(s[2*i]), digit(s[2*i+1])
		if hi > 15 || lo > 15 {
			return false
		}
		into[i] = hi<<4 | lo
	}
	return true
}

func digit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 255
}

// Traceparent is the header for what is sent on behalf of ctx, or "".
func Traceparent(ctx context.Context) string {
	sc := trace.SpanContextFromContext(ctx)
	if !sc.IsValid() {
		return ""
	}
	var b [traceparentSize]byte
	copy(b[:], "00-")
	traceID, spanID := sc.TraceID(), sc.SpanID()
	hex.Encode(b[3:35], traceID[:])
	b[35] = '-'
	hex.Encode(b[36:52], spanID[:])
	b[52], b[53], b[54] = '-', '0', '0'
	if sc.IsSampled() {
		b[54] = '1'
	}
	return string(b[:])
}

// Inject puts the header of ctx into those of a message or request of ours: a
// nats.Header or http.Header. Tracestate and baggage are never sent.
func Inject(ctx context.Context, h map[string][]string) {
	if t := Traceparent(ctx); t != "" {
		h[Header] = []string{t}
	}
}

// TraceID is the trace that ctx belongs to, in hex, or "".
func TraceID(ctx context.Context) string {
	sc := trace.SpanContextFromContext(ctx)
	if !sc.HasTraceID() {
		return ""
	}
	return sc.TraceID().String()
}
