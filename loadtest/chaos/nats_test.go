package chaos

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// tenant and user are whose token the clients have.
const (
	tenant = "default"
	user   = "admin"
)

func (l *load) connect() (*nats.Conn, error) {
	return nats.Connect(l.natsURL, nats.Token(l.token), nats.MaxReconnects(-1), nats.ReconnectWait(100*time.Millisecond),
		nats.IgnoreAuthErrorAbort(), nats.Timeout(6*time.Second),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
}

// overNATS is a client with a connection of its own and an unmodified js.Publish:
// it publishes until there is an ack, then listens, and asks for the outcome now
// and then, since a release is a plain message that may be missed.
func (l *load) overNATS(ctx context.Context, a ask) (copyOf, bool) {
	for {
		nc, err := l.connect()
		if err == nil {
			c, ok := l.converse(ctx, nc, a)
			nc.Close()
			if ok {
				return c, true
			}
		}
		if !l.again(ctx) {
			return copyOf{}, false
		}
	}
}

func (l *load) converse(ctx context.Context, nc *nats.Conn, a ask) (copyOf, bool) {
	sub, err := nc.SubscribeSync(bus.ResponseSubject(tenant, user, a.ID))
	if err != nil {
		return copyOf{}, false
	}
	js, err := jetstream.New(nc)
	if err != nil {
		return copyOf{}, false
	}
	for !l.publish(ctx, js, a) {
		if !l.again(ctx) {
			return copyOf{}, false
		}
	}
	for ctx.Err() == nil {
		once, cancel := context.WithTimeout(ctx, 1500*time.Millisecond)
		m, err := sub.NextMsgWithContext(once)
		cancel()
		if err == nil {
			if c, ok := seen("nats", m); ok {
				return c, true
			}
			continue
		}
		l.fetch(ctx, nc, a.ID)
	}
	return copyOf{}, false
}

// publish says whether the request has an ack: stored, or refused for good, which
// its record and response say too.
func (l *load) publish(ctx context.Context, js jetstream.JetStream, a ask) bool {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	_, err := js.Publish(ctx, bus.UserSubject(bus.Request, tenant, user), a.body, jetstream.WithMsgID(a.ID))
	var refused *jetstream.APIError
	if errors.As(err, &refused) && refused.Code < 500 && refused.Code != 429 {
		if a.Want != "refused" {
			l.note("%s was refused at the door: %d %s", a.ID, refused.Code, refused.Description)
		}
		return true
	}
	return err == nil
}

// fetch asks for the outcome once more. After an ack the id must be known.
func (l *load) fetch(ctx context.Context, nc *nats.Conn, id string) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	reply, err := nc.RequestWithContext(ctx, bus.UserSubject(bus.Fetch, tenant, user), []byte(id))
	if err != nil {
		return // nobody is there now: asked again later
	}
	var ack bus.Ack
	if json.Unmarshal(reply.Data, &ack) != nil || ack.Err != nil && ack.Err.Code == 404 {
		l.note("%s was acknowledged and is unknown: %s", id, reply.Data)
	}
}

func seen(door string, m *nats.Msg) (copyOf, bool) {
	i, ok := bus.ReadResponse(m)
	if !ok {
		return copyOf{}, false
	}
	c := copyOf{ID: i.ID, Door: door, Status: i.Status, Body: string(m.Data)}
	c.read(i.Kind, m.Data)
	return c, true
}

// tap listens to every response of the user for the whole run: outcomes are
// released there whatever the door was, also twice after a death, and all copies
// must be the same.
func (l *load) tap(t *testing.T) {
	t.Helper()
	nc, err := l.connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	_, err = nc.Subscribe(bus.UserSubject(bus.Response, tenant, user)+".>", func(m *nats.Msg) {
		c, ok := seen("tap", m)
		if !ok {
			l.note("a message on %s is no response", m.Subject)
			return
		}
		l.saw(c)
	})
	if err == nil {
		err = nc.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
}
