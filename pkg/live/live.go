// Package live is what crosses between services while a model speaks: deltas from
// dispatch to the edge that waits, the edge's word that its client has gone, the
// question that dispatch asks guard before a piece is released, and its request to
// provenance for the opening record. All of it is core NATS inside Sluice's own
// account: in memory, never stored. What may be lost of it is lost without harm:
// the released outcome has everything.
package live

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/telemetry"
)

// Delta is released text of a stream. Run tells attempts apart, Seq counts from 0
// within a run: an edge that misses one sends no more and waits for the outcome.
type Delta struct {
	Run   string `json:"run"`
	Seq   int    `json:"seq"`
	Parts []Part `json:"parts"`

	// With the first: the sealed map of the caller's pseudonyms, and what stands on
	// every chunk.
	Restore []byte `json:"restore,omitempty"`
	Model   string `json:"model,omitempty"`
	Created int64  `json:"created,omitempty"` // Unix time in seconds
}

// Part is text of one field of one choice, which may be "".
type Part struct {
	Choice int    `json:"choice"`
	Field  string `json:"field"` // content, reasoning_content, reasoning or refusal
	Text   string `json:"text"`

	// Logprobs are tokens whose text ends here or has left before, as a JSON array: of the
	// refusal where Field is that, else of the content.
	Logprobs json.RawMessage `json:"logprobs,omitempty"`
}

// MaxLogprobs bounds Logprobs, in bytes: an edge keeps many parts for a slow client.
const MaxLogprobs = 64 << 10

// HeaderEdge names, on a request that comes by HTTP, the process of the edge that
// waits for it.
const HeaderEdge = "Sluice-Edge"

// HeaderNamed says on such a request that its id is its caller's, who may ask for the
// outcome by it.
const HeaderNamed = "Sluice-Named"

// HeaderOperation says on such a request in which shape it was asked, for the access log.
const HeaderOperation = "Sluice-Operation"

// message is a question to another service, which goes on with the trace of ctx.
func message(ctx context.Context, subject string, data []byte) *nats.Msg {
	m := nats.NewMsg(subject)
	m.Data = data
	telemetry.Inject(ctx, m.Header)
	return m
}

// Subject is where the deltas of one exchange go: to the edge process that asked.
func Subject(edge, key string) string { return bus.Delta + "." + edge + "." + key }

// Send publishes a delta.
func Send(b *bus.Bus, edge, key string, d Delta) error {
	data, err := json.Marshal(d)
	if err == nil {
		err = b.NC.Publish(Subject(edge, key), data)
	}
	if err != nil {
		return fmt.Errorf("releasing a piece of a stream: %w", err)
	}
	return nil
}
