package isolation

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	tenant = "default"
	wait   = 10 * time.Second // for what must come
	// nothing is how long to listen for what must not come, after a signal that
	// everything before it has been handled.
	nothing = 40 * time.Millisecond
)

// world is a running Sluice with two app users and an administrator.
type world struct {
	t                 *testing.T
	url, data, keys   string
	inside            *bus.Bus
	alice, bob, admin *person
}

// person is a user with an open connection, listening to its own responses.
type person struct {
	t       *testing.T
	name    string
	token   string
	tokenID string
	nc      *nats.Conn
	denied  chan error
	answers *nats.Subscription
}

func newWorld(t *testing.T) *world {
	t.Helper()
	up := rig.StartUp(t, "")
	return people(t, up.URL(), up.Data, up.Keys)
}

func people(t *testing.T, url, data, keys string) *world {
	t.Helper()
	w := &world{t: t, url: url, data: data, keys: keys, inside: rig.Inside(t, url, keys)}
	w.admin = w.connect(t, "admin", rig.Token(t, data))
	w.alice, w.bob = w.user(t, "alice"), w.user(t, "bob")
	return w
}

type made struct {
	Token  string `json:"token"`
	Record struct {
		ID string `json:"id"`
	} `json:"record"`
}

// create makes a token with the command that people use.
func (w *world) create(t *testing.T, name string, more ...string) made {
	t.Helper()
	out := w.sluice(t, append([]string{"token", "create", name, "--json"}, more...)...)
	var m made
	if err := json.Unmarshal(out, &m); err != nil || m.Token == "" {
		t.Fatalf("sluice token create: %v", err)
	}
	return m
}

func (w *world) sluice(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(rig.Binary(t, false), append(args, "--nats-url", w.url, "--data", w.data)...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("sluice %s: %v", strings.Join(args, " "), err)
	}
	return out
}

func (w *world) user(t *testing.T, name string) *person {
	t.Helper()
	m := w.create(t, name)
	p := w.connect(t, name, m.Token)
	p.tokenID = m.Record.ID
	return p
}

func (w *world) connect(t *testing.T, name, token string, more ...nats.Option) *person {
	t.Helper()
	p := &person{t: t, name: name, token: token, denied: make(chan error, 256)}
	nc, err := nats.Connect(w.url, append([]nats.Option{nats.Token(token), nats.ReconnectWait(20 * time.Millisecond), nats.ErrorHandler(
		func(_ *nats.Conn, _ *nats.Subscription, err error) { p.denied <- err })}, more...)...)
	if err != nil {
		t.Fatalf("%s cannot connect: %v", name, err)
	}
	t.Cleanup(nc.Close)
	p.nc = nc
	p.answers = p.subscribe(bus.UserSubject(bus.Response, tenant, name) + ".*")
	return p
}

func (p *person) subscribe(subject string) *nats.Subscription {
	p.t.Helper()
	s, err := p.nc.SubscribeSync(subject)
	if err != nil {
		p.t.Fatal(err)
	}
	p.flush()
	return s
}

func (p *person) flush() {
	p.t.Helper()
	if err := p.nc.FlushTimeout(wait); err != nil {
		p.t.Fatalf("%s: %v", p.name, err)
	}
}

// mustBeDenied wants the server's refusal, which comes out of band.
func (p *person) mustBeDenied(t *testing.T, what, subject string) {
	t.Helper()
	select {
	case err := <-p.denied:
		if text := strings.ToLower(err.Error()); !strings.Contains(text, "permissions violation for "+what) ||
			!strings.Contains(text, strings.ToLower(subject)) {
			t.Errorf("%s: another error than a refused %s to %s: %v", p.name, what, subject, err)
		}
	case <-time.After(2 * time.Second):
		t.Fatalf("%s was not refused: %s %s", p.name, what, subject)
	}
}

func body(model, text string) []byte {
	b, _ := json.Marshal(map[string]any{"model": model, "messages": []map[string]string{{"role": "user", "content": text}}})
	return b
}

func (p *person) requestSubject() string { return bus.UserSubject(bus.Request, tenant, p.name) }

// publish sends a request as any application would; the ack means stored.
func (p *person) publish(ctx context.Context, id string, body []byte) (*jetstream.PubAck, error) {
	js, err := jetstream.New(p.nc)
	if err != nil {
		return nil, err
	}
	return js.Publish(ctx, p.requestSubject(), body, jetstream.WithMsgID(id))
}

// exchange makes one whole exchange and returns its answer.
func (p *person) exchange(t *testing.T, id, text string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	if _, err := p.publish(ctx, id, body("sluice-dev/echo", text)); err != nil {
		t.Fatalf("%s: %v", p.name, err)
	}
	return p.outcome(t, id)
}

// outcome is the next response, which must be that of id.
func (p *person) outcome(t *testing.T, id string) string {
	t.Helper()
	m, err := p.answers.NextMsg(wait)
	if err != nil {
		t.Fatalf("%s got no response: %v", p.name, err)
	}
	info, ok := bus.ReadResponse(m)
	if !ok || info.ID != id || info.Status != 200 || m.Subject != bus.ResponseSubject(tenant, p.name, id) {
		t.Fatalf("%s got another response than that of %s: %+v on %s", p.name, id, info, m.Subject)
	}
	return string(m.Data)
}

// ask sends a question to a service and decodes its ack.
func (p *person) ask(t *testing.T, m *nats.Msg) bus.Ack {
	t.Helper()
	reply, err := p.nc.RequestMsg(m, wait)
	if err != nil {
		t.Fatalf("%s asking at %s: %v", p.name, m.Subject, err)
	}
	var a bus.Ack
	if err := json.Unmarshal(reply.Data, &a); err != nil {
		t.Fatalf("%s got no ack: %v", p.name, err)
	}
	return a
}

// mustHearNothing listens once more for what must not have come.
func (p *person) mustHearNothing(t *testing.T) {
	t.Helper()
	p.flush()
	if m, err := p.answers.NextMsg(nothing); err == nil {
		t.Errorf("%s got a message on %s that nobody may send", p.name, m.Subject)
	}
}

// counts are the state of every stream: how many messages it ever took, and has.
type counts map[string][2]uint64

func (w *world) counts(t *testing.T) counts {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	out := counts{}
	l := w.inside.JS.ListStreams(ctx)
	for i := range l.Info() {
		out[i.Config.Name] = [2]uint64{i.State.LastSeq, i.State.Msgs}
	}
	if err := l.Err(); err != nil || len(out) < 9 {
		t.Fatalf("listing streams: %v, %d found", err, len(out))
	}
	return out
}

// since is what changed, without what did not.
func (c counts) since(before counts) counts {
	out := counts{}
	for name, now := range c {
		was := before[name]
		if d := [2]uint64{now[0] - was[0], now[1] - was[1]}; d != [2]uint64{} {
			out[name] = d
		}
	}
	return out
}

func (c counts) times(n uint64) counts {
	out := counts{}
	for name, v := range c {
		out[name] = [2]uint64{v[0] * n, v[1] * n}
	}
	return out
}
