package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Provision makes the streams, buckets and consumers that do not exist yet, as
// user setup. Streams that do are left as they are: an operator's changes stay,
// but for what isolation and followers need (see firm). Consumers are brought
// up to date. Processes may run it at the same time.
func (b *Bus) Provision(ctx context.Context, l Limits) error {
	for _, c := range streams(l) {
		s, err := b.JS.Stream(ctx, c.Name)
		switch {
		case err == nil:
			err = b.firm(ctx, s.CachedInfo().Config, c)
		case errors.Is(err, jetstream.ErrStreamNotFound):
			_, err = b.JS.CreateStream(ctx, c)
			if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
				err = nil // another process was first
			}
		}
		if err != nil {
			return fmt.Errorf("making stream %s: %w", c.Name, err)
		}
	}
	return b.makeConsumers(ctx, l)
}

// firm takes over what a bucket of an older version lacks: nobody may purge by a
// header, a wrapped key is written once, followers of a bucket are told, agents have a
// subject of MODELS, and a value may have a life of its own.
func (b *Bus) firm(ctx context.Context, there, want jetstream.StreamConfig) error {
	if !strings.HasPrefix(there.Name, "KV_") {
		return nil
	}
	rollup := there.AllowRollup && !want.AllowRollup
	told := there.RePublish == nil && want.RePublish != nil
	once := !there.DiscardNewPerSubject && want.DiscardNewPerSubject
	agents := there.SubjectTransform == nil && want.SubjectTransform != nil
	lives := !there.AllowMsgTTL && want.AllowMsgTTL
	if !rollup && !told && !once && !agents && !lives {
		return nil
	}
	there.AllowRollup = want.AllowRollup
	if told {
		there.RePublish = want.RePublish
	}
	if agents {
		there.Subjects, there.SubjectTransform = want.Subjects, want.SubjectTransform
	}
	there.DiscardNewPerSubject = there.DiscardNewPerSubject || once
	there.AllowMsgTTL = there.AllowMsgTTL || lives
	if _, err := b.JS.UpdateStream(ctx, there); err != nil {
		return fmt.Errorf("bringing it up to date: %w", err)
	}
	return nil
}

// Await returns when what this connection's user works with stands, so that
// processes may start in any order. It asks until ctx ends.
func (b *Bus) Await(ctx context.Context) error {
	for {
		err := b.stands(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("waiting until identity has made streams, buckets and consumers: %w", ctx.Err()), err)
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func (b *Bus) stands(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	role := Roles()[RoleOfStage(b.user)]
	for _, name := range role.streams() {
		if _, err := b.JS.Stream(ctx, name); err != nil {
			return fmt.Errorf("opening stream %s: %w", name, err)
		}
	}
	if _, ok := StreamOfStage(b.user); !ok {
		return nil
	}
	for _, lane := range Lanes() {
		if _, err := b.Consumer(ctx, b.user, lane, Limits{}); err != nil {
			return err
		}
	}
	return nil
}

// Bucket opens a bucket that Provision made.
func (b *Bus) Bucket(ctx context.Context, name string) (jetstream.KeyValue, error) {
	kv, err := b.JS.KeyValue(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("opening bucket %s: %w", name, err)
	}
	return &table{KeyValue: kv, bus: b, name: name}, nil
}

func missing(err error) bool {
	return errors.Is(err, jetstream.ErrConsumerNotFound) || errors.Is(err, jetstream.ErrConsumerDoesNotExist)
}
