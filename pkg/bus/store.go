package bus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ackTime bounds the wait for a PubAck. One that went down with its connection does
// not come: whoever waits tries again.
const ackTime = 5 * time.Second

// Publish stores m and returns after its PubAck, or with the error that the
// stream gave. Retrying is the caller's: with the same Nats-Msg-Id it is safe. How
// many wait at once is bounded by who publishes: a stage's places.
//
// It is what jetstream.PublishMsg is, without options and without retries, and reads
// the usual answer without a JSON decoder: seven of them were a twentieth of an
// exchange's CPU.
func (b *Bus) Publish(ctx context.Context, m *nats.Msg) (*jetstream.PubAck, error) {
	ctx, cancel := context.WithTimeout(ctx, ackTime)
	defer cancel()
	reply, err := b.NC.RequestMsgWithContext(ctx, m)
	if errors.Is(err, nats.ErrNoResponders) {
		err = jetstream.ErrNoStreamResponse
	}
	if err != nil {
		return nil, fmt.Errorf("waiting for a PubAck: %w", err)
	}
	ack, err := readAck(reply.Data)
	if err != nil {
		return nil, fmt.Errorf("publishing: %w", err)
	}
	return ack, nil
}

// PublishFirst is Publish where the stream must have no message of that subject: else
// WrongLastSequence.
func (b *Bus) PublishFirst(ctx context.Context, m *nats.Msg) (*jetstream.PubAck, error) {
	if m.Header == nil {
		m.Header = nats.Header{}
	}
	m.Header.Set(jetstream.ExpectedLastSubjSeqHeader, "0")
	return b.Publish(ctx, m)
}

// readAck reads JetStream's answer to a message, which in the usual case is
// {"stream":"NAME","seq":NUMBER}.
func readAck(data []byte) (*jetstream.PubAck, error) {
	if rest, ok := bytes.CutPrefix(data, []byte(`{"stream":"`)); ok {
		name, number, ok := bytes.Cut(rest, []byte(`","seq":`))
		number, closed := bytes.CutSuffix(number, []byte("}"))
		if ok && closed && !bytes.ContainsAny(name, `"\`) {
			if seq, err := strconv.ParseUint(string(number), 10, 64); err == nil {
				return &jetstream.PubAck{Stream: string(name), Sequence: seq}, nil
			}
		}
	}
	var answer struct {
		jetstream.PubAck
		Error *jetstream.APIError `json:"error"`
	}
	if json.Unmarshal(data, &answer) != nil {
		return nil, jetstream.ErrInvalidJSAck
	}
	if answer.Error != nil {
		return nil, answer.Error
	}
	if answer.Stream == "" {
		return nil, jetstream.ErrInvalidJSAck
	}
	return &answer.PubAck, nil
}

// table is a bucket whose writes go the short way of Publish. Keys are ours: checked
// where they are made.
type table struct {
	jetstream.KeyValue
	bus  *Bus
	name string
}

// Of is the connection by which Bucket opened a bucket; nil of another.
func Of(kv jetstream.KeyValue) *Bus {
	t, ok := kv.(*table)
	if !ok {
		return nil
	}
	return t.bus
}

// Create writes the first value of a key. Where that is refused, the slow way finds
// out whether the key was deleted before.
func (t *table) Create(ctx context.Context, key string, value []byte, opts ...jetstream.KVCreateOpt) (uint64, error) {
	if len(opts) == 0 {
		revision, err := t.put(ctx, key, value, 0)
		if !errors.Is(err, jetstream.ErrNoStreamResponse) && !WrongLastSequence(err) {
			return revision, err
		}
	}
	return t.KeyValue.Create(ctx, key, value, opts...)
}

// Update writes a value over the one of a revision.
func (t *table) Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error) {
	next, err := t.put(ctx, key, value, revision)
	if errors.Is(err, jetstream.ErrNoStreamResponse) {
		return t.KeyValue.Update(ctx, key, value, revision) // which waits a moment for a new leader
	}
	return next, err
}

func (t *table) put(ctx context.Context, key string, value []byte, revision uint64) (uint64, error) {
	m := nats.NewMsg(KeySubject(t.name, key))
	m.Header.Set(jetstream.ExpectedLastSubjSeqHeader, strconv.FormatUint(revision, 10))
	m.Data = value
	ack, err := t.bus.Publish(ctx, m)
	if err != nil {
		return 0, err
	}
	return ack.Sequence, nil
}
