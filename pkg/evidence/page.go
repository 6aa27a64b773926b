package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// Events is a page of a tenant's log, oldest first.
type Events struct {
	Events []json.RawMessage
	Next   uint64 // sequence of the last one
	More   bool
}

// Page reads at most limit events or about size bytes: those stored since a time,
// or after a sequence if one is given. Events of nobody (refused before a tenant
// was known) belong to every tenant's log.
func Page(ctx context.Context, b *bus.Bus, tenant string, since time.Time, after uint64, limit, size int) (Events, error) {
	c := jetstream.OrderedConsumerConfig{
		FilterSubjects: []string{
			"sluice.evidence.record." + tenant + ".>", bus.AccessSubject(tenant), bus.AccessSubject(Nobody), bus.AdminSubject(tenant),
		},
		InactiveThreshold: 10 * time.Second,
	}
	switch {
	case after > 0:
		c.DeliverPolicy, c.OptStartSeq = jetstream.DeliverByStartSequencePolicy, after+1
	case !since.IsZero():
		c.DeliverPolicy, c.OptStartTime = jetstream.DeliverByStartTimePolicy, &since
	}
	out := Events{Events: []json.RawMessage{}, Next: after}
	cons, err := b.JS.OrderedConsumer(ctx, bus.StreamEvidence, c)
	if err != nil {
		return out, fmt.Errorf("reading EVIDENCE: %w", err)
	}
	batch, err := cons.FetchNoWait(limit)
	if err != nil {
		return out, fmt.Errorf("reading EVIDENCE: %w", err)
	}
	used := 0
	for m := range batch.Messages() {
		meta, err := m.Metadata()
		if err != nil {
			return out, fmt.Errorf("reading EVIDENCE: %w", err)
		}
		if used+len(m.Data()) > size && len(out.Events) > 0 {
			out.More = true
			return out, nil
		}
		used += len(m.Data())
		out.Events = append(out.Events, m.Data())
		out.Next, out.More = meta.Sequence.Stream, meta.NumPending > 0
	}
	if err := batch.Error(); err != nil && !errors.Is(err, jetstream.ErrNoMessages) {
		return out, fmt.Errorf("reading EVIDENCE: %w", err)
	}
	return out, nil
}
