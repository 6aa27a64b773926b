package register

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/model"
)

// Backends are those that were added at run time, by name.
func (s *Store) Backends(ctx context.Context, engines []string) ([]model.Backend, error) {
	out := []model.Backend{}
	err := s.each(ctx, bus.ModelBackends+"*", MostBackends, func(_ string, data []byte, _ time.Time) error {
		b, err := model.ParseBackend(data, engines)
		if err == nil {
			out = append(out, b)
		}
		return err
	})
	slices.SortFunc(out, func(a, b model.Backend) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// AddBackend stores a backend, or another in place of that of its name.
func (s *Store) AddBackend(ctx context.Context, b model.Backend, by string, engines []string, tell Tell) (model.Backend, error) {
	all, err := s.Backends(ctx, engines)
	if err != nil {
		return b, err
	}
	if len(all) >= MostBackends && !slices.ContainsFunc(all, func(o model.Backend) bool { return o.Name == b.Name }) {
		return b, fmt.Errorf("there are %d backends already", MostBackends)
	}
	b.AddedBy, b.Added = by, s.now().UTC()
	revision := uint64(0)
	if e, err := s.kv.Get(ctx, bus.ModelBackends+b.Name); err == nil {
		revision = e.Revision()
	} else if !errors.Is(err, jetstream.ErrKeyNotFound) {
		return b, fmt.Errorf("reading the backends: %w", err)
	}
	return b, s.put(ctx, bus.ModelBackends+b.Name, b, revision, func(data []byte) error { _, err := model.ParseBackend(data, engines); return err }, tell)
}

// RemoveBackend removes one.
func (s *Store) RemoveBackend(ctx context.Context, name string, tell Tell) error {
	if !model.BackendName(name) {
		return ErrNone
	}
	e, err := s.kv.Get(ctx, bus.ModelBackends+name)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return ErrNone
	}
	if err != nil {
		return fmt.Errorf("reading the backends: %w", err)
	}
	if err := tell(ctx); err != nil {
		return err
	}
	err = s.kv.Delete(ctx, bus.ModelBackends+name, jetstream.LastRevision(e.Revision()))
	if bus.WrongLastSequence(err) {
		return ErrChanged
	}
	if err != nil {
		return fmt.Errorf("removing a backend: %w", err)
	}
	return nil
}

// Attested is what an agent of a tenant said last.
type Attested struct {
	Agent  string       `json:"agent"` // its user
	At     time.Time    `json:"at"`
	Report model.Report `json:"report"`
}

// Reports are what the agents of a tenant said last. One that cannot be read is left out.
func (s *Store) Reports(ctx context.Context, tenant string) ([]Attested, error) {
	out := []Attested{}
	prefix := bus.ModelReports + tenant + "."
	err := s.each(ctx, prefix+"*", MostEntries, func(key string, data []byte, at time.Time) error {
		if r, err := model.ParseReport(data); err == nil {
			out = append(out, Attested{strings.TrimPrefix(key, prefix), at, r})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Attested) int { return strings.Compare(a.Agent, b.Agent) })
	return out, err
}
