package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ErrNoValue is for a key at which nothing stands.
var ErrNoValue = errors.New("no value")

// LeastPayload is the payload limit that Sluice runs with at least: NATS's own default.
const LeastPayload = 1 << 20

// Overhead is what a message's headers, an exchange's head and whatever else is no body
// take of the payload limit at most, in bytes.
const Overhead = 64 << 10

// Room is how many bytes of bodies fit into one message now.
func (b *Bus) Room() int { return int(b.NC.MaxPayload()) - Overhead }

// PutFor stores a value, over any other, for a time. The bucket must allow that.
func (b *Bus) PutFor(ctx context.Context, bucket, key string, value []byte, keep time.Duration) error {
	_, err := b.Publish(ctx, valueFor(bucket, key, value, keep))
	return err
}

// SendFor is PutFor for a value that nobody waits for, and that may be lost.
func (b *Bus) SendFor(bucket, key string, value []byte, keep time.Duration) error {
	return b.NC.PublishMsg(valueFor(bucket, key, value, keep))
}

func valueFor(bucket, key string, value []byte, keep time.Duration) *nats.Msg {
	m := nats.NewMsg(KeySubject(bucket, key))
	m.Header.Set(jetstream.MsgTTLHeader, keep.String())
	m.Data = value
	return m
}

// Value reads what stands at a key, without opening the bucket.
func (b *Bus) Value(ctx context.Context, bucket, key string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	m, err := b.NC.RequestWithContext(ctx, batchSubject("KV_"+bucket)+"."+KeySubject(bucket, key), nil)
	if err != nil {
		return nil, fmt.Errorf("reading a value of %s: %w", bucket, err)
	}
	switch status := m.Header.Get("Status"); {
	case status == "404":
		return nil, ErrNoValue
	case status != "" || m.Header.Get(jetstream.SequenceHeader) == "":
		return nil, fmt.Errorf("reading a value of %s: the server answered %s", bucket, status)
	}
	return m.Data, nil
}

// Below lists the keys below one, which is no pattern.
func (b *Bus) Below(ctx context.Context, bucket, key string) ([]string, error) {
	s, err := b.JS.Stream(ctx, "KV_"+bucket)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", bucket, err)
	}
	info, err := s.Info(ctx, jetstream.WithSubjectFilter(KeySubject(bucket, key)+".>"))
	if err != nil {
		return nil, fmt.Errorf("listing keys of %s: %w", bucket, err)
	}
	prefix := KeySubject(bucket, "")
	var out []string
	for subject := range info.State.Subjects {
		out = append(out, subject[len(prefix):])
	}
	return out, nil
}
