package identity

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/token"
)

// TokenQuestion asks for an act on tokens of one's own tenant.
type TokenQuestion struct {
	User    string   `json:"user,omitempty"`
	Roles   []string `json:"roles,omitempty"`   // of a new user, and those that one who exists must have; none: app, or what the user has
	Seconds int64    `json:"seconds,omitempty"` // life of a new token; 0: no end
	ID      string   `json:"id,omitempty"`
}

// TokenAnswer is the outcome. Token is told once, at its creation.
type TokenAnswer struct {
	Token    string         `json:"token,omitempty"`
	Record   *token.Record  `json:"record,omitempty"`
	Roles    []string       `json:"roles,omitempty"`
	Request  string         `json:"request_subject,omitempty"`
	Response string         `json:"response_subject,omitempty"`
	Inbox    string         `json:"inbox_prefix,omitempty"` // of acks that no other user may see
	Tokens   []token.Record `json:"tokens,omitempty"`
	Error    *chat.Error    `json:"error,omitempty"`
}

const (
	adminTime   = 10 * time.Second
	maxQuestion = 4096
	maxAnswers  = 64
	longestLife = 10 * 365 * 24 * time.Hour
)

// serveTokens answers sluice.admin.<tenant>.<user>.token.<act>.
func (s *Service) serveTokens() error {
	return serve(s, acts[TokenAnswer]{
		kind: "token", names: []string{"create", "list", "revoke"}, most: maxQuestion, told: maxQuestion,
		do: s.tokenAct, fault: asError, answer: func(e *chat.Error) TokenAnswer { return TokenAnswer{Error: e} },
	})
}

func (s *Service) tokenAct(ctx context.Context, who asker, act string, question []byte) (TokenAnswer, error) {
	q, err := asked[TokenQuestion](question)
	if err != nil {
		return TokenAnswer{}, err
	}
	switch act {
	case "create":
		return s.createToken(ctx, who.tenant, who.user, q)
	case "list":
		return s.listTokens(who.tenant), nil
	}
	return s.revokeToken(ctx, who.tenant, who.user, q)
}

func (s *Service) createToken(ctx context.Context, tenant, actor string, q TokenQuestion) (TokenAnswer, error) {
	if !bus.ValidName(q.User) || !s.Clean(q.User) {
		return TokenAnswer{}, chat.ErrInvalid("user", "invalid_user", "A user is 1 to 64 characters of A-Z, a-z, 0-9, _ and -. Use an opaque name: an e-mail address is personal data.")
	}
	roles, fault := checkRoles(q.Roles)
	if fault != nil {
		return TokenAnswer{}, fault
	}
	life := time.Duration(q.Seconds) * time.Second
	if q.Seconds < 0 || q.Seconds > int64(longestLife/time.Second) {
		return TokenAnswer{}, chat.ErrInvalid("seconds", "invalid_expiry", "A token lives from one second to ten years, or without end.")
	}
	var expires time.Time
	if life > 0 {
		expires = s.Now().Add(life)
	}
	text, record, err := token.New(tenant, q.User, s.Now(), expires)
	if err != nil {
		return TokenAnswer{}, err
	}
	there, err := s.user(ctx, tenant, q.User)
	if err != nil {
		return TokenAnswer{}, err
	}
	if there != nil {
		if len(q.Roles) > 0 && !sameRoles(there.Roles, roles) {
			return TokenAnswer{}, errOtherRoles(q.User, there.Roles)
		}
		roles = there.Roles
	}
	if err := s.log(ctx, tenant, actor, "token.create", record.ID+" for "+q.User+" ("+strings.Join(roles, ", ")+")"); err != nil {
		return TokenAnswer{}, err
	}
	if there == nil {
		err := s.create(ctx, token.UserKey(tenant, q.User), token.User{Tenant: tenant, User: q.User, Roles: roles})
		if err == nil {
			there, err = s.user(ctx, tenant, q.User) // another process may have been first
		}
		if err != nil {
			return TokenAnswer{}, err
		}
		if there == nil || !sameRoles(there.Roles, roles) {
			return TokenAnswer{}, chat.ErrUnavailable()
		}
	}
	if err := s.create(ctx, token.RecordKey(record.ID), record); err != nil {
		return TokenAnswer{}, err
	}
	record.Hash = ""
	a := TokenAnswer{Token: text, Record: &record, Roles: roles, Inbox: bus.PrivateInbox(tenant, q.User)}
	if slices.Contains(roles, token.RoleApp) {
		a.Request, a.Response = bus.UserSubject(bus.Request, tenant, q.User), bus.UserSubject(bus.Response, tenant, q.User)+".*"
	}
	return a, nil
}

func (s *Service) listTokens(tenant string) TokenAnswer {
	list := s.Directory.Tokens(tenant)
	slices.SortFunc(list, func(a, b token.Record) int { return a.Created.Compare(b.Created) })
	for i := range list {
		list[i].Hash = ""
	}
	return TokenAnswer{Tokens: list}
}

func (s *Service) revokeToken(ctx context.Context, tenant, actor string, q TokenQuestion) (TokenAnswer, error) {
	kve, err := s.KV.Get(ctx, token.RecordKey(safeKey(q.ID)))
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return TokenAnswer{}, chat.ErrNotFound()
	}
	if err != nil {
		return TokenAnswer{}, err
	}
	var record token.Record
	if err := json.Unmarshal(kve.Value(), &record); err != nil || record.Tenant != tenant {
		return TokenAnswer{}, chat.ErrNotFound()
	}
	if err := s.log(ctx, tenant, actor, "token.revoke", record.ID+" of "+record.User); err != nil {
		return TokenAnswer{}, err
	}
	if record.Revoked.IsZero() {
		record.Revoked = s.Now().UTC()
		data, err := json.Marshal(record)
		if err != nil {
			return TokenAnswer{}, err
		}
		if _, err := s.KV.Update(ctx, kve.Key(), data, kve.Revision()); err != nil {
			return TokenAnswer{}, err
		}
	}
	record.Hash = ""
	return TokenAnswer{Record: &record}, nil
}

func safeKey(id string) string {
	if bus.ValidName(id) {
		return id
	}
	return "none"
}

func (s *Service) log(ctx context.Context, tenant, actor, act, object string) error {
	return evidence.Log(ctx, s.Bus, evidence.Admin{
		Kind: "admin", TS: s.Now().UTC(), Tenant: tenant, Actor: actor, Act: act, Object: object,
	})
}
