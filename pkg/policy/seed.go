package policy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Startup is who applies what a process was configured with.
const Startup = "startup"

// seeded is what the bucket has at keySeed: the document that a start brought last.
type seeded struct {
	Digest     string `json:"digest"`
	Configured bool   `json:"configured"` // from a file, not the built-in one
}

// Seed applies the document that this process was started with, where the bucket
// has none or where it differs from the one that a start brought before: what
// people applied since then is not undone by a restart. The built-in document
// (configured is false) takes the place of nothing but an earlier built-in one
// that is still in force. before is called before anything is applied, and its
// error prevents it. Processes may run it at the same time.
func Seed(ctx context.Context, s *Store, p *Policy, configured bool, before func(context.Context, *Policy) error) error {
	was, err := s.lastSeed(ctx)
	if err != nil {
		return err
	}
	now, err := s.InForce(ctx)
	if err != nil && !errors.Is(err, ErrNone) {
		return err
	}
	mine := seeded{Digest: p.digest, Configured: configured}
	apply := now.Digest == "" || configured && was.Digest != p.digest ||
		!configured && !was.Configured && now.Digest == was.Digest
	if apply && now.Digest != p.digest {
		if err := before(ctx, p); err != nil {
			return err
		}
		// Another process that starts with the same may win: then it is in force already.
		if _, err := s.Apply(ctx, p, Startup, now.Digest); err != nil && !errors.Is(err, ErrChanged) {
			return err
		}
	}
	if !apply || mine == was {
		return nil
	}
	data, err := json.Marshal(mine)
	if err != nil {
		return fmt.Errorf("noting the policy of this start: %w", err)
	}
	if _, err := s.kv.Put(ctx, keySeed, data); err != nil {
		return fmt.Errorf("noting the policy of this start: %w", err)
	}
	return nil
}

func (s *Store) lastSeed(ctx context.Context) (seeded, error) {
	e, err := s.kv.Get(ctx, keySeed)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return seeded{}, nil
	}
	if err != nil {
		return seeded{}, fmt.Errorf("reading the policy of the last start: %w", err)
	}
	var was seeded
	if err := json.Unmarshal(e.Value(), &was); err != nil {
		return seeded{}, errors.New("reading the policy of the last start: the entry does not decode")
	}
	return was, nil
}
