package flag

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
)

// Question asks for stored flags of one's own tenant, on bus.Flags. The first of
// After, Newest and Since that is set counts; without any it is from the beginning.
type Question struct {
	Since  time.Time `json:"since,omitzero"`   // of storing
	After  uint64    `json:"after,omitempty"`  // Next of the page before
	Newest int       `json:"newest,omitempty"` // the last so many, at most 256
}

// Page is the answer, oldest first. Next is what to send as After; More says whether
// there is more by now.
type Page struct {
	Events []json.RawMessage `json:"events"` // OCSF, as they are stored
	Next   uint64            `json:"next"`
	More   bool              `json:"more"`
	Error  *chat.Error       `json:"error,omitempty"`
}

const (
	pageEvents = 256
	pageBytes  = 512 << 10
)

// History reads one page of a tenant's flags.
func History(ctx context.Context, b *bus.Bus, tenant string, q Question) (Page, error) {
	out := Page{Events: []json.RawMessage{}, Next: q.After}
	switch year := q.Since.Year(); { // the server counts nanoseconds from 1970 in 63 bits
	case year > 2200 && q.After == 0 && q.Newest == 0:
		return out, nil
	case year < 1970:
		q.Since = time.Time{}
	}
	subject := bus.FlagSubject("*", "*", tenant)
	var stored []*jetstream.RawStreamMsg
	var left uint64
	var err error
	if q.After == 0 && q.Newest > 0 {
		stored, _, err = b.Newest(ctx, bus.StreamFlags, subject, 0, min(q.Newest, pageEvents))
	} else {
		stored, left, err = b.Read(ctx, bus.Page{
			Stream: bus.StreamFlags, Subject: subject, After: q.After, Since: q.Since, Limit: pageEvents, Bytes: pageBytes,
		})
	}
	if err != nil {
		return out, err
	}
	for _, m := range stored {
		out.Events, out.Next = append(out.Events, m.Data), m.Sequence
	}
	out.More = left > 0
	return out, nil
}
