package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/token"
)

// checkRoles wants roles that people may have. None are those of an application.
func checkRoles(roles []string) ([]string, *chat.Error) {
	if len(roles) == 0 {
		return []string{token.RoleApp}, nil
	}
	for _, r := range roles {
		if !slices.Contains(bus.PeopleRoles(), r) {
			// The asker chose the word, and it is not repeated.
			return nil, chat.ErrInvalid("roles", "unknown_role", "A role of people is one of "+strings.Join(bus.PeopleRoles(), ", ")+
				". Those of stages belong to the credentials in the keys folder.")
		}
	}
	roles = slices.Clone(roles)
	slices.Sort(roles)
	return slices.Compact(roles), nil
}

func sameRoles(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

func errOtherRoles(user string, roles []string) *chat.Error {
	e := chat.ErrInvalid("roles", "other_roles", "User "+user+" exists with the roles "+strings.Join(roles, ", ")+
		". Leave --role out for one more token with these, or make another user: the roles of a user do not change.")
	e.Status = 409
	return e
}

// user reads a user; nil if there is none.
func (s *Service) user(ctx context.Context, tenant, name string) (*token.User, error) {
	e, err := s.KV.Get(ctx, token.UserKey(tenant, name))
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a user: %w", err)
	}
	var u token.User
	if err := json.Unmarshal(e.Value(), &u); err != nil {
		return nil, errors.New("reading a user: the entry does not decode")
	}
	return &u, nil
}
