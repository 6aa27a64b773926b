// Package upload carries a request that is longer than one message from the edge to one dlp
// process: over core NATS, in memory, piece by piece. Nothing of it is stored, since nothing
// of it was scanned. It knows nothing of what it carries.
//
// The first piece goes to whichever process takes it, as any request. That one answers with
// where the next piece goes, and every piece with where the one after it goes; the answer to
// the last is the answer to the request. Whoever breaks off has sent nothing.
package upload

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
)

// Headers of the pieces and of what answers them.
const (
	headerSize = "Sluice-Size" // of the whole, in bytes, on the first piece
	headerAt   = "Sluice-At"   // where a piece begins, in bytes, on those after it
	headerNext = "Sluice-Next" // on an answer: there is no other yet, and the next piece goes there
	headerLost = "Sluice-Lost" // on an answer: the request is not put together any more
)

// ErrBroken is for a request of which pieces were taken and the whole was not: nothing came
// of it, and it may be sent again, to another process.
var ErrBroken = errors.New("a request in pieces broke off")

// Send sends a request and returns its answer.
func Send(ctx context.Context, b *bus.Bus, m *nats.Msg) (*nats.Msg, error) {
	room := b.Room()
	if len(m.Data) <= room {
		return b.NC.RequestMsgWithContext(ctx, m)
	}
	first := &nats.Msg{Subject: m.Subject, Header: nats.Header{}, Data: m.Data[:room]}
	maps.Copy(first.Header, m.Header)
	first.Header.Set(headerSize, strconv.Itoa(len(m.Data)))
	reply, err := b.NC.RequestMsgWithContext(ctx, first)
	for at := room; err == nil; {
		next := reply.Header.Get(headerNext)
		if next == "" {
			return reply, nil
		}
		if at == len(m.Data) {
			return nil, errors.New("sending a request in pieces: more is asked for than there is")
		}
		end := min(len(m.Data), at+room)
		piece := nats.NewMsg(bus.Part + "." + next)
		piece.Header.Set(headerAt, strconv.Itoa(at))
		piece.Data = m.Data[at:end]
		at = end
		reply, err = b.NC.RequestMsgWithContext(ctx, piece)
		if errors.Is(err, nats.ErrNoResponders) || err == nil && reply.Header.Get(headerLost) != "" {
			return nil, ErrBroken
		}
	}
	return nil, fmt.Errorf("sending a request in pieces: %w", err)
}
