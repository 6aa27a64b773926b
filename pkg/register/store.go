// Package register keeps the register of models and the backends that were added at run time, in the bucket MODELS.
// What may be done to an entry is package model's to say. Each act is told before it is done: where the log says so
// and the bucket does not, another was faster.
package register

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/model"
)

// Errors of the store itself.
var (
	ErrUnknown = errors.New("the register has no such entry")
	ErrNone    = errors.New("no backend of this name was added at run time")
	ErrChanged = errors.New("somebody else was faster: look again")
)

// Bounds of what is kept.
const (
	MostEntries  = 4096
	MostBackends = 256
)

// Store is the bucket as identity has it.
type Store struct {
	bus *bus.Bus
	kv  jetstream.KeyValue
	now func() time.Time
}

// Tell is told of an act right before it is done. Its error ends the act.
type Tell func(context.Context) error

// NewStore works on an open bucket.
func NewStore(b *bus.Bus, kv jetstream.KeyValue, now func() time.Time) *Store {
	return &Store{bus: b, kv: kv, now: now}
}

// Get reads one entry.
func (s *Store) Get(ctx context.Context, name, version string) (model.Registered, error) {
	r, _, err := s.get(ctx, name, version)
	return r, err
}

func (s *Store) get(ctx context.Context, name, version string) (model.Registered, uint64, error) {
	e, err := s.kv.Get(ctx, bus.ModelEntries+model.Key(name, version))
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return model.Registered{}, 0, ErrUnknown
	}
	if err != nil {
		return model.Registered{}, 0, fmt.Errorf("reading the model register: %w", err)
	}
	r, err := model.ParseRegistered(e.Value())
	if err != nil {
		return model.Registered{}, 0, fmt.Errorf("reading the model register: an entry cannot be read: %w", err)
	}
	return r, e.Revision(), nil
}

// List is every entry, by name and then the latest first.
func (s *Store) List(ctx context.Context) ([]model.Registered, error) {
	out := []model.Registered{}
	err := s.each(ctx, bus.ModelEntries+"*", MostEntries, func(_ string, data []byte, _ time.Time) error {
		r, err := model.ParseRegistered(data)
		if err == nil {
			out = append(out, r)
		}
		return err
	})
	slices.SortFunc(out, func(a, b model.Registered) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), b.Proposed.Compare(a.Proposed))
	})
	return out, err
}

// Propose stores an entry as proposed by a user.
func (s *Store) Propose(ctx context.Context, e model.Entry, by string, tell Tell) (model.Registered, error) {
	was, revision, err := s.get(ctx, e.Name, e.Version)
	var stands *model.Registered
	switch {
	case err == nil:
		stands = &was
	case !errors.Is(err, ErrUnknown):
		return model.Registered{}, err
	default:
		all, err := s.List(ctx)
		if err != nil {
			return model.Registered{}, err
		}
		if len(all) >= MostEntries {
			return model.Registered{}, fmt.Errorf("the register is full: it holds %d entries", MostEntries)
		}
	}
	next, err := model.Propose(stands, e, by, s.now())
	if err != nil {
		return model.Registered{}, err
	}
	return next, s.put(ctx, bus.ModelEntries+model.Key(e.Name, e.Version), next, revision, readable, tell)
}

// Approve stores that a user approved the entry with this digest.
func (s *Store) Approve(ctx context.Context, name, version, digest, by string, alone bool, tell Tell) (model.Registered, error) {
	return s.act(ctx, name, version, tell, func(r model.Registered) (model.Registered, error) { return r.Approve(by, digest, alone, s.now()) })
}

// Retire stores that a user retired the entry.
func (s *Store) Retire(ctx context.Context, name, version, by string, tell func(model.Registered) Tell) (model.Registered, error) {
	r, err := s.Get(ctx, name, version)
	if err != nil {
		return r, err
	}
	return s.act(ctx, name, version, tell(r), func(r model.Registered) (model.Registered, error) { return r.Retire(by, s.now()) })
}

func (s *Store) act(ctx context.Context, name, version string, tell Tell, do func(model.Registered) (model.Registered, error)) (model.Registered, error) {
	was, revision, err := s.get(ctx, name, version)
	if err != nil {
		return was, err
	}
	next, err := do(was)
	if err != nil {
		return was, err
	}
	return next, s.put(ctx, bus.ModelEntries+model.Key(name, version), next, revision, readable, tell)
}

// ErrLong is of what is within its bound as it was sent and not as it is stored.
var ErrLong = errors.New("it is too long as it is stored: shorten source, location or another text")

// readable says whether an entry can be read again. One that cannot would keep every
// backend out of traffic.
func readable(data []byte) error {
	_, err := model.ParseRegistered(data)
	return err
}

// put stores v over a revision, if it can be read again; 0 is over nothing.
func (s *Store) put(ctx context.Context, key string, v any, revision uint64, check func([]byte) error, tell Tell) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("storing in the model register: %w", err)
	}
	if check(data) != nil {
		return ErrLong
	}
	if err := tell(ctx); err != nil {
		return err
	}
	if revision == 0 {
		_, err = s.kv.Create(ctx, key, data)
	} else {
		_, err = s.kv.Update(ctx, key, data, revision)
	}
	switch {
	case err == nil:
		return nil
	case bus.WrongLastSequence(err):
		return ErrChanged
	}
	return fmt.Errorf("storing in the model register: %w", err)
}

// each reads every value below a pattern of keys.
func (s *Store) each(ctx context.Context, pattern string, most int, do func(key string, data []byte, at time.Time) error) error {
	after := uint64(0)
	for n := 0; ; {
		page, left, err := s.bus.Read(ctx, bus.Page{Stream: "KV_" + bus.BucketModels, Subject: bus.KeySubject(bus.BucketModels, pattern), After: after, Limit: 256})
		if err != nil {
			return err
		}
		for _, m := range page {
			after = m.Sequence
			if m.Header.Get("KV-Operation") != "" {
				continue
			}
			if n++; n > most {
				return fmt.Errorf("there are more than %d", most)
			}
			if err := do(strings.TrimPrefix(m.Subject, bus.KeySubject(bus.BucketModels, "")), m.Data, m.Time); err != nil {
				return err
			}
		}
		if left == 0 || len(page) == 0 {
			return nil
		}
	}
}
