package stage

import (
	"context"
	"errors"

	"sluice/pkg/exchange"
	"sluice/pkg/seal"
)

// Binding is what a section of x is sealed to.
func Binding(x *exchange.Exchange, section string) seal.Binding {
	return seal.Binding{Tenant: x.Tenant, User: x.User, Request: x.Key, Section: section}
}

// Open opens a section, or returns what a stage before has opened in this process.
// One that does not open is rejected, for no retry cures it, unless its key is not
// to be had: that may be a lagging replica.
func Open(ctx context.Context, s *seal.Sealer, x *exchange.Exchange, section string) ([]byte, error) {
	if plain, ok := x.Kept(section, x.Sections[section]); ok {
		return plain, nil
	}
	plain, err := s.Open(ctx, Binding(x, section), x.Sections[section])
	if errors.Is(err, seal.ErrOpen) && !errors.Is(err, seal.ErrNoKey) {
		return nil, Reject("its sealed " + section + " does not open")
	}
	if err != nil {
		return nil, err
	}
	x.Keep(section, plain)
	return plain, nil
}

// Seal seals a section anew.
func Seal(ctx context.Context, s *seal.Sealer, x *exchange.Exchange, section string, plain []byte) error {
	sealed, err := s.Seal(ctx, Binding(x, section), plain)
	if err != nil {
		return err
	}
	x.Sections[section] = sealed
	x.Keep(section, plain)
	return nil
}
