package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/token"
)

const (
	// recent is how old a revocation may be to still matter when it is heard of:
	// a starting process hears of all that ever were.
	recent = time.Minute
	// late is when an authorization that was under way at the revocation has ended.
	late       = 6 * time.Second
	serverTime = 300 * time.Millisecond // without another server's answer
	perPage    = 1024
)

// connectionName is what the server calls a user's connections. It tells the
// token, so that a revocation finds them on every server, whichever identity
// process let them in.
func connectionName(u token.User, r token.Record) string {
	return u.Tenant + "." + u.User + "." + r.ID
}

// Revoked is told of every change of a token, and closes the connections of one
// that was revoked. It returns at once; the work ends with ctx.
func (s *Service) Revoked(ctx context.Context, r token.Record) {
	if r.Revoked.IsZero() || s.Now().Sub(r.Revoked) > recent {
		return
	}
	name := connectionName(token.User{Tenant: r.Tenant, User: r.User}, r)
	go func() {
		for _, pause := range []time.Duration{0, late} {
			for !sleep(ctx, pause) {
				err := s.closeAll(ctx, name)
				if err == nil {
					break
				}
				s.Log.WarnContext(ctx, "closing the connections of a revoked token; trying again", "token", r.ID, "error", err)
				pause = time.Second
			}
		}
	}()
}

// sleep returns true if ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return true
	case <-t.C:
		return false
	}
}

// closeAll asks every server for its connections of that name and closes them,
// page by page, until there are no more.
func (s *Service) closeAll(ctx context.Context, name string) error {
	for {
		most, err := s.closePage(ctx, name)
		if err != nil || most < perPage {
			return err
		}
	}
}

// connz is what is read of a server's answer.
type connz struct {
	Server struct {
		ID string `json:"id"`
	} `json:"server"`
	Data struct {
		Connections []struct {
			CID uint64 `json:"cid"`
		} `json:"connections"`
	} `json:"data"`
}

func (s *Service) closePage(ctx context.Context, name string) (most int, err error) {
	nc := s.System.NC
	inbox := nc.NewRespInbox()
	sub, err := nc.SubscribeSync(inbox)
	if err != nil {
		return 0, fmt.Errorf("listing connections: %w", err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	question, err := json.Marshal(map[string]any{"auth": true, "user": name, "limit": perPage})
	if err != nil {
		return 0, fmt.Errorf("listing connections: %w", err)
	}
	if err := nc.PublishRequest("$SYS.REQ.SERVER.PING.CONNZ", inbox, question); err != nil {
		return 0, fmt.Errorf("listing connections: %w", err)
	}
	for answers := 0; ; answers++ {
		once, cancel := context.WithTimeout(ctx, serverTime)
		m, err := sub.NextMsgWithContext(once)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) && answers > 0 {
			return most, nil
		}
		if err != nil {
			return most, fmt.Errorf("listing connections: %w", err)
		}
		var c connz
		if err := json.Unmarshal(m.Data, &c); err != nil {
			return most, errors.New("listing connections: the server's answer does not decode")
		}
		most = max(most, len(c.Data.Connections))
		for _, conn := range c.Data.Connections {
			if err := s.close(c.Server.ID, conn.CID); err != nil {
				return most, err
			}
		}
	}
}

// close ends one connection. The server acts only on what has a reply subject.
func (s *Service) close(server string, client uint64) error {
	body, err := json.Marshal(map[string]uint64{"cid": client})
	if err == nil {
		err = s.System.NC.PublishRequest(fmt.Sprintf("$SYS.REQ.SERVER.%s.KICK", server), nats.NewInbox(), body)
	}
	if err != nil {
		return fmt.Errorf("closing a connection: %w", err)
	}
	return nil
}
