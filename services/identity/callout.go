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
				s.Log.Warn("an authorization request was not answered", "error", err)
				return
			}
			if err := m.Respond(answer); err != nil {
				s.Log.Warn("answering an authorization request", "error", err)
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

// Account is where a user's connections are placed.
func Account(u token.User) string {
	if u.Has(token.RoleAdmin) {
		return bus.AccountOps
	}
	return bus.AccountApps
}

func mayConnect(u token.User) bool { return u.Has(token.RoleApp) || u.Has(token.RoleAdmin) }

// Permissions are all that a user may publish and subscribe to. Inboxes are
// shared in an account, so that an unmodified client works: nothing of content
// is ever sent to one. The private inbox is for clients that set the prefix.
func Permissions(u token.User) jwt.Permissions {
	var p jwt.Permissions
	if !mayConnect(u) {
		p.Pub.Deny.Add(">") // to allow nothing would allow everything
		p.Sub.Deny.Add(">")
		return p
	}
	p.Sub.Allow.Add("_INBOX.>", bus.PrivateInbox(u.Tenant, u.User)+".>")
	if u.Has(token.RoleApp) {
		for _, service := range []string{bus.Request, bus.Fetch, bus.Restore} {
			p.Pub.Allow.Add(bus.UserSubject(service, u.Tenant, u.User))
		}
		p.Sub.Allow.Add(bus.UserSubject(bus.Response, u.Tenant, u.User) + ".>")
	}
	if u.Has(token.RoleAdmin) {
		p.Pub.Allow.Add(
			bus.UserSubject(bus.Admin, u.Tenant, u.User)+".>",
			bus.UserSubject(bus.Audit, u.Tenant, u.User)+".>",
		)
	}
	return p
}
