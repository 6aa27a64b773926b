// Package caller is an application for tests: it asks over HTTP as an OpenAI
// client does, and over NATS with an unmodified js.Publish. It asserts nothing
// about the answers.
package caller

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// Tenant is the tenant of every user that this package makes.
const Tenant = "default"

// Answer is one HTTP answer, whole.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	Took   time.Duration
}

// Code is the code of an error in OpenAI's shape, or "".
func (a Answer) Code() string {
	var e struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(a.Body, &e) != nil {
		return ""
	}
	return e.Error.Code
}

// HTTP is a user at the edge. It is safe for concurrent use.
type HTTP struct{ Addr, Token string }

// Try sends one request; an error is of the connection. header comes in pairs.
func (h HTTP) Try(method, path, body string, header ...string) (Answer, error) {
	req, err := http.NewRequest(method, "http://"+h.Addr+path, strings.NewReader(body))
	if err != nil {
		return Answer{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+h.Token)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	began := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return Answer{resp.StatusCode, resp.Header, data, time.Since(began)}, err
}

// Chat posts a chat completion under a request id.
func (h HTTP) Chat(t testing.TB, id, body string, header ...string) Answer {
	t.Helper()
	a, err := h.Try("POST", "/v1/chat/completions", body, append([]string{"X-Request-Id", id}, header...)...)
	if err != nil {
		t.Errorf("request %s: %v", id, err)
	}
	return a
}

// NATS is a user on the bus. It is safe for concurrent use.
type NATS struct {
	User string
	NC   *nats.Conn
	JS   jetstream.JetStream
}

// Dial connects as user with its token, as any application would.
func Dial(t testing.TB, url, user, token string, more ...nats.Option) *NATS {
	t.Helper()
	nc, err := nats.Connect(url, append([]nats.Option{nats.Token(token), nats.MaxReconnects(-1), nats.ReconnectWait(100 * time.Millisecond)}, more...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	return &NATS{user, nc, js}
}

// Publish is an unmodified js.Publish on the user's request subject, tried once.
func (n *NATS) Publish(id, body string) (*jetstream.PubAck, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return n.JS.Publish(ctx, bus.UserSubject(bus.Request, Tenant, n.User), []byte(body), jetstream.WithMsgID(id), jetstream.WithRetryAttempts(0))
}

// Listen subscribes to the outcomes of all requests of the user. The subscription
// stands when it returns.
func (n *NATS) Listen(t testing.TB) <-chan *nats.Msg {
	t.Helper()
	heard := make(chan *nats.Msg, 256)
	if _, err := n.NC.ChanSubscribe(bus.UserSubject(bus.Response, Tenant, n.User)+".*", heard); err != nil {
		t.Fatal(err)
	}
	if err := n.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	return heard
}

// Hear waits for the next outcome, which must be that of id.
func Hear(t testing.TB, heard <-chan *nats.Msg, id string) (bus.ResponseInfo, []byte) {
	t.Helper()
	select {
	case m := <-heard:
		info, ok := bus.ReadResponse(m)
		if !ok || info.ID != id {
			t.Fatalf("heard of %q, want the outcome of %q", info.ID, id)
		}
		return info, m.Data
	case <-time.After(30 * time.Second):
		t.Fatalf("no outcome of %s in 30 s", id)
	}
	return bus.ResponseInfo{}, nil
}

// Await is Hear for a user who has other outcomes on the way: they are passed by.
func Await(t testing.TB, heard <-chan *nats.Msg, id string) (bus.ResponseInfo, []byte) {
	t.Helper()
	end := time.After(30 * time.Second)
	for {
		select {
		case m := <-heard:
			if info, ok := bus.ReadResponse(m); ok && info.ID == id {
				return info, m.Data
			}
		case <-end:
			t.Fatalf("no outcome of %s in 30 s", id)
		}
	}
}

// NewUser makes a user with the command and returns its token.
func NewUser(t testing.TB, bin, natsURL, data, name string) string {
	t.Helper()
	out, err := exec.Command(bin, "token", "create", name, "--json", "--nats-url", natsURL, "--data", data).Output()
	if err != nil {
		t.Fatalf("sluice token create: %v", err)
	}
	var made struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal(out, &made); err != nil || made.Token == "" {
		t.Fatal("sluice token create printed no token")
	}
	return made.Token
}
