package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
)

// Opened is provenance's answer to the request for an opening record.
type Opened struct {
	OK    bool      `json:"ok"`
	Taken bool      `json:"taken,omitempty"` // another attempt has opened this stream
	At    time.Time `json:"at,omitzero"`     // and when, where that can be read
}

// Open asks provenance to store the opening record, and returns when it is stored.
// evidence.ErrOpened: another attempt has opened the stream, at the time returned.
func Open(ctx context.Context, b *bus.Bus, o evidence.Opening) (at time.Time, err error) {
	data, err := json.Marshal(o)
	if err != nil {
		return at, fmt.Errorf("opening a stream: %w", err)
	}
	m, err := b.NC.RequestMsgWithContext(ctx, message(ctx, bus.Open+"."+o.Tenant, data))
	if err != nil {
		return at, fmt.Errorf("opening a stream: %w", err)
	}
	var a Opened
	switch err := json.Unmarshal(m.Data, &a); {
	case err == nil && a.OK:
		return o.TS, nil
	case err == nil && a.Taken:
		return a.At, evidence.ErrOpened
	}
	return at, errors.New("opening a stream: its opening record is not stored")
}
