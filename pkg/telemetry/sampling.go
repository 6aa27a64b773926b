package telemetry

import (
	"encoding/binary"
	"math/rand/v2"

	"go.opentelemetry.io/otel/trace"
)

// drawn says whether a new exchange is traced. It is a draw of our own: a decision
// by bits of the trace id would be the caller's, who may choose that id.
func (t *Telemetry) drawn() bool {
	switch {
	case t.tracer == nil || t.sample <= 0:
		return false
	case t.sample >= 1:
		return true
	}
	return rand.Float64() < t.sample
}

// newTraceID and newSpanID need not be secret: they only must not meet. The zero id
// is invalid.
func newTraceID() (id trace.TraceID) {
	for !id.IsValid() {
		binary.BigEndian.PutUint64(id[:8], rand.Uint64())
		binary.BigEndian.PutUint64(id[8:], rand.Uint64())
	}
	return id
}

func newSpanID() (id trace.SpanID) {
	for !id.IsValid() {
		binary.BigEndian.PutUint64(id[:], rand.Uint64())
	}
	return id
}
