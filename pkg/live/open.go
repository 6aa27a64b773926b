package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
)

// Opened is provenance's answer to the request for an opening record.
type Opened struct {
	OK    bool `json:"ok"`
	Taken bool `json:"taken,omitempty"` // another attempt has opened this stream
}

// Open asks provenance to store the opening record, and returns when it is stored.
// evidence.ErrOpened: another attempt has opened the stream.
func Open(ctx context.Context, b *bus.Bus, o evidence.Opening) error {
	data, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("opening a stream: %w", err)
	}
	m, err := b.NC.RequestWithContext(ctx, bus.Open+"."+o.Tenant, data)
	if err != nil {
		return fmt.Errorf("opening a stream: %w", err)
	}
	var a Opened
	switch err := json.Unmarshal(m.Data, &a); {
	case err == nil && a.OK:
		return nil
	case err == nil && a.Taken:
		return evidence.ErrOpened
	}
	return errors.New("opening a stream: its opening record is not stored")
}
