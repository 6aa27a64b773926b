package bus

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/seal"
)

// KeyStore keeps wrapped keys in the KEYS bucket.
type KeyStore struct{ KV jetstream.KeyValue }

// Get reads one.
func (k KeyStore) Get(ctx context.Context, name string) ([]byte, error) {
	e, err := k.KV.Get(ctx, name)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, seal.ErrNoKey
	}
	if err != nil {
		return nil, fmt.Errorf("reading a wrapped key: %w", err)
	}
	return e.Value(), nil
}

// Create stores one unless there is one.
func (k KeyStore) Create(ctx context.Context, name string, wrapped []byte) error {
	_, err := k.KV.Create(ctx, name, wrapped)
	if WrongLastSequence(err) {
		return seal.ErrKeyTaken
	}
	if err != nil {
		return fmt.Errorf("storing a wrapped key: %w", err)
	}
	return nil
}
