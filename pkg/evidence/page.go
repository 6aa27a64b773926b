package evidence

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
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
	out := Events{Events: []json.RawMessage{}, Next: after}
	var all []*jetstream.RawStreamMsg
	known := uint64(math.MaxUint64) // up to where all kinds were read
	for _, subject := range []string{
		"sluice.evidence.record." + tenant + ".>", "sluice.evidence.opening." + tenant + ".>",
		bus.AccessSubject(tenant), bus.AccessSubject(Nobody), bus.AdminSubject(tenant), bus.EvaluationSubject(tenant),
	} {
		page, left, err := b.Read(ctx, bus.Page{
			Stream: bus.StreamEvidence, Subject: subject, After: after, Since: since, Limit: limit, Bytes: size,
		})
		if err != nil {
			return out, err
		}
		all = append(all, page...)
		if left > 0 && len(page) == 0 {
			return out, fmt.Errorf("reading EVIDENCE: the server gives less than one event")
		}
		if left > 0 {
			known = min(known, page[len(page)-1].Sequence)
			out.More = true
		}
	}
	slices.SortFunc(all, func(a, b *jetstream.RawStreamMsg) int { return cmp.Compare(a.Sequence, b.Sequence) })
	used := 0
	for _, m := range all {
		if m.Sequence > known || len(out.Events) == limit || used+len(m.Data) > size && len(out.Events) > 0 {
			out.More = true
			break
		}
		used += len(m.Data)
		out.Events = append(out.Events, m.Data)
		out.Next = m.Sequence
	}
	return out, nil
}
