// Package identity knows who may use Sluice: it makes the first user, manages
// tokens, answers the NATS server's authorization requests, puts policies in force,
// keeps the model register, and stores evaluations. What a user may
// do over HTTP is the edge's to enforce, with the same directory.
package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/policy"
	"sluice/pkg/register"
	"sluice/pkg/token"
)

// Names made at the first start.
const (
	FirstTenant = "default"
	FirstUser   = "admin"
	TokenFile   = "admin.token"
)

// Deps are what the service works with.
type Deps struct {
	Bus       *bus.Bus // as identity, in Sluice's account
	Callout   *bus.Bus // as callout, in its own account
	System    *bus.Bus // as system: closes connections of revoked tokens
	KV        jetstream.KeyValue
	Keys      bus.CalloutKeys
	Directory *token.Directory
	Data      string // folder of the first token's file
	Log       *slog.Logger
	Now       func() time.Time
	Clean     func(name string) bool // false for a name that holds a secret or personal data

	Policies   *policy.Store
	Known      policy.Known   // what a policy that is applied may name
	Policy     *policy.Policy // what this process was started with
	Configured bool           // from a file, not the built-in one

	Models  *register.Store
	Engines []string // kinds that a backend may be of
}

// Service is the running service.
type Service struct{ Deps }

// Start makes the first user where there is none, brings the policy of this start,
// then answers.
func Start(ctx context.Context, d Deps) (*Service, error) {
	s := &Service{Deps: d}
	if err := s.first(ctx); err != nil {
		return nil, err
	}
	if err := s.seedPolicy(ctx); err != nil {
		return nil, err
	}
	if err := s.serveCallout(); err != nil {
		return nil, err
	}
	if err := s.serveTokens(); err != nil {
		return nil, err
	}
	if err := s.servePolicy(); err != nil {
		return nil, err
	}
	if err := s.serveModels(); err != nil {
		return nil, err
	}
	if err := s.serveEvaluations(); err != nil {
		return nil, err
	}
	return s, nil
}

// first makes tenant, user and token. The file is written before the record is
// stored: a crash between leaves a file whose token the next start stores.
func (s *Service) first(ctx context.Context) error {
	if _, err := s.KV.Get(ctx, token.UserKey(FirstTenant, FirstUser)); err == nil {
		return nil
	} else if !errors.Is(err, jetstream.ErrKeyNotFound) {
		return fmt.Errorf("looking for the first user: %w", err)
	}
	path := filepath.Join(s.Data, TokenFile)
	text, err := s.firstToken(path)
	if err != nil {
		return err
	}
	record, err := token.FromText(text, FirstTenant, FirstUser, s.Now())
	if err != nil {
		return fmt.Errorf("%s holds no token: move it away and start again", path)
	}
	if err := s.create(ctx, token.RecordKey(record.ID), record); err != nil {
		return err
	}
	user := token.User{Tenant: FirstTenant, User: FirstUser, Roles: []string{token.RoleApp, token.RoleAdmin}}
	if err := s.create(ctx, token.UserKey(FirstTenant, FirstUser), user); err != nil {
		return err
	}
	s.Log.InfoContext(ctx, "made the first user", "tenant", FirstTenant, "user", FirstUser, "token_file", path)
	return nil
}

func (s *Service) firstToken(path string) (string, error) {
	text, _, err := token.New(FirstTenant, FirstUser, s.Now(), time.Time{})
	if err != nil {
		return "", err
	}
	err = bus.WriteNew(path, []byte(text+"\n"))
	if err == nil {
		return text, nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("writing the first token: %w", err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading the first token: %w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

// create stores v unless something stands at key.
func (s *Service) create(ctx context.Context, key string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("storing an identity: %w", err)
	}
	if _, err := s.KV.Create(ctx, key, data); err != nil && !bus.WrongLastSequence(err) {
		return fmt.Errorf("storing an identity: %w", err)
	}
	return nil
}
