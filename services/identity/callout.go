package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/token"
)

const (
	calloutSubject = "$SYS.REQ.USER.AUTH"
	calloutXKey    = "Nats-Server-Xkey"
	calloutTime    = 3 * time.Second // under the server's own authorization timeout
)

// serveCallout answers authorization requests (NATS auth callout): a client that
// sends a good token is placed in its account and may use its own subjects, and
// nothing else. Silence and errors both mean no.
func (s *Service) serveCallout() error {
	answers := bus.NewAnswerer(maxAnswers, calloutTime, s.Log)
	_, err := s.Callout.NC.QueueSubscribe(calloutSubject, "identity", func(m *nats.Msg) {
		answers.Do(func(ctx context.Context) {
			answer, err := s.authorize(ctx, m)
			if err != nil {
				s.Log.WarnContext(ctx, "an authorization request was not answered", "error", err)
				return
			}
			if err := m.Respond(answer); err != nil {
				s.Log.WarnContext(ctx, "answering an authorization request", "error", err)
			}
		})
	})
	if err != nil {
		return fmt.Errorf("serving authorization: %w", err)
	}
	return s.Callout.NC.Flush()
}

func (s *Service) authorize(ctx context.Context, m *nats.Msg) ([]byte, error) {
	serverKey := m.Header.Get(calloutXKey)
	if serverKey == "" {
		return nil, errors.New("the request is not encrypted: set xkey as `sluice nats config` prints it")
	}
	plain, err := s.Keys.XKey.Open(m.Data, serverKey)
	if err != nil {
		return nil, errors.New("the request does not decrypt")
	}
	req, err := jwt.DecodeAuthorizationRequestClaims(string(plain))
	if err != nil {
		return nil, errors.New("the request does not decode")
	}
	response := jwt.NewAuthorizationResponseClaims(req.UserNkey)
	response.Audience = req.Server.ID
	user, record, err := s.recognise(ctx, req.ConnectOptions)
	if err != nil || !mayConnect(user) {
		response.Error = "authorization violation"
	} else if response.Jwt, err = s.userJWT(req.UserNkey, user, record); err != nil {
		return nil, err
	}
	signed, err := response.Encode(s.Keys.Issuer)
	if err != nil {
		return nil, fmt.Errorf("signing the answer: %w", err)
	}
	return s.Keys.XKey.Seal([]byte(signed), serverKey)
}

// recognise takes the token as NATS clients may send it: as token, or as password.
func (s *Service) recognise(ctx context.Context, o jwt.ConnectOptions) (token.User, token.Record, error) {
	text := o.Token
	if text == "" {
		text = o.Password
	}
	return s.Directory.Verify(ctx, text)
}

func (s *Service) userJWT(nkey string, u token.User, r token.Record) (string, error) {
	c := jwt.NewUserClaims(nkey)
	c.Name = connectionName(u, r)
	c.Audience = Account(u)
	if !r.Expires.IsZero() {
		c.Expires = r.Expires.Unix()
	}
	c.Permissions = Permissions(u)
	c.Limits.Subs = 1000
	c.Limits.Data, c.Limits.Payload = jwt.NoLimit, jwt.NoLimit
	vr := jwt.CreateValidationResults()
	c.Validate(vr)
	if len(vr.Issues) > 0 {
		return "", fmt.Errorf("making a user JWT: %s", vr.Issues[0].Description)
	}
	signed, err := c.Encode(s.Keys.Issuer)
	if err != nil {
		return "", fmt.Errorf("signing a user JWT: %w", err)
	}
	return signed, nil
}

// known are the roles of a user that the table has for people. Others give nothing.
func known(u token.User) []bus.Role {
	table := bus.Roles()
	var out []bus.Role
	for _, name := range bus.PeopleRoles() {
		if u.Has(name) {
			out = append(out, table[name].For(u.Tenant, u.User))
		}
	}
	return out
}

// Account is where a user's connections are placed: with the applications, unless
// a role is one of people who run Sluice.
func Account(u token.User) string {
	for _, r := range known(u) {
		if r.Account != bus.AccountApps {
			return r.Account
		}
	}
	return bus.AccountApps
}

func mayConnect(u token.User) bool { return len(known(u)) > 0 }

// Permissions are all that a user may publish and subscribe to: the sum of its roles.
// Only an administrator hears the shared inboxes among the people who run Sluice:
// answers there carry tokens and evidence, and whoever else is an application too
// would read those of an administrator with an unmodified client.
func Permissions(u token.User) jwt.Permissions {
	var p jwt.Permissions
	ops := Account(u) != bus.AccountApps
	for _, r := range known(u) {
		if ops && !u.Has(bus.RoleAdmin) {
			r = r.Private()
		}
		p.Pub.Allow.Add(r.Publish...)
		p.Sub.Allow.Add(r.Subscribe...)
	}
	// To allow nothing would allow everything.
	if len(p.Pub.Allow) == 0 {
		p.Pub.Deny.Add(">")
	}
	if len(p.Sub.Allow) == 0 {
		p.Sub.Deny.Add(">")
	}
	return p
}
