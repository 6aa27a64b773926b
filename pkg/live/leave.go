package live

import (
	"encoding/json"
	"fmt"

	"sluice/pkg/bus"
)

// Leave is what an edge says of the client of an exchange. It counts only from the
// edge that the exchange's pieces go to: elsewhere the same request may be waited for
// too, and whoever goes there ends nothing.
type Leave struct {
	Edge string `json:"edge,omitempty"`
	Back bool   `json:"back,omitempty"` // the same request was sent again, and somebody waits
}

// Cancel says that the client of this exchange has gone from an edge.
func Cancel(b *bus.Bus, edge, key string) error { return tell(b, key, Leave{Edge: edge}) }

// Back says that somebody waits for this exchange again: one whose client went before
// its model was called is not ended for that.
func Back(b *bus.Bus, key string) error { return tell(b, key, Leave{Back: true}) }

func tell(b *bus.Bus, key string, l Leave) error {
	data, err := json.Marshal(l)
	if err == nil {
		err = b.NC.Publish(bus.CancelSubject(key), data)
	}
	if err != nil {
		return fmt.Errorf("telling of a client: %w", err)
	}
	return nil
}
