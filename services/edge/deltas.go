package edge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"

	"sluice/pkg/live"
)

// deltas hands pieces of live streams to the calls that wait for them. One
// subscription serves the whole process: pieces are addressed to it by its name.
type deltas struct {
	mu      sync.Mutex
	waiting map[string][]*inflow // by key: more than one where a request is asked again meanwhile
}

// inflow is what comes in for one call. A call that does not keep up loses pieces
// and gets their text with the outcome: dispatch never waits for a slow client.
type inflow struct {
	pieces chan live.Delta
}

// maxPieces is how many pieces wait for a slow client.
const maxPieces = 256

// piecesFor is the room for pieces that a request's call needs: of one that does
// not have the word, none come. One that spells it in escapes is answered whole.
func piecesFor(body []byte) int {
	if bytes.Contains(body, []byte(`"stream"`)) {
		return maxPieces
	}
	return 0
}

func hear(nc *nats.Conn, edge string) (*deltas, error) {
	d := &deltas{waiting: map[string][]*inflow{}}
	prefix := live.Subject(edge, "")
	_, err := nc.Subscribe(prefix+"*", func(m *nats.Msg) {
		var piece live.Delta
		if json.Unmarshal(m.Data, &piece) == nil {
			d.pass(strings.TrimPrefix(m.Subject, prefix), piece)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("subscribing to live streams: %w", err)
	}
	return d, nil
}

func (d *deltas) pass(key string, piece live.Delta) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, in := range d.waiting[key] {
		select {
		case in.pieces <- piece:
		default: // the gap in the numbers tells
		}
	}
}

// wait returns what comes in for key until stop is called, with room for some pieces.
func (d *deltas) wait(key string, room int) (in *inflow, stop func()) {
	in = &inflow{pieces: make(chan live.Delta, room)}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiting[key] = append(d.waiting[key], in)
	return in, func() { d.leave(key, in) }
}

// leave stops what comes in, and says whether nobody else waits for key.
func (d *deltas) leave(key string, in *inflow) (last bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	rest := slices.DeleteFunc(d.waiting[key], func(o *inflow) bool { return o == in })
	if d.waiting[key] = rest; len(rest) == 0 {
		delete(d.waiting, key)
	}
	return len(rest) == 0
}
