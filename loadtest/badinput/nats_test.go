package badinput

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

func (w *world) connect(t *testing.T) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(w.URL(), nats.Token(w.token))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// TestNATS: the same over NATS. The refusal has PubAck's shape, so that an
// unmodified js.Publish understands it, and says what the HTTP edge would say.
func TestNATS(t *testing.T) {
	w := newWorld(t, "", "--log-level", "debug")
	nc := w.connect(t)
	request := bus.UserSubject(bus.Request, tenant, w.user)
	responses, err := nc.SubscribeSync(bus.UserSubject(bus.Response, tenant, w.user) + ".>")
	if err != nil {
		t.Fatal(err)
	}
	type want struct {
		status int
		code   string
	}
	wanted := map[string]want{}
	send := func(t *testing.T, m *nats.Msg, status int, code string) bus.Ack {
		t.Helper()
		reply, err := nc.RequestMsg(m, wait)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(reply.Data), canary) || strings.Contains(string(reply.Data), "77318246") || len(reply.Header) != 0 {
			t.Errorf("the ack repeats a value of the request: %s", reply.Data)
		}
		var a bus.Ack
		if err := json.Unmarshal(reply.Data, &a); err != nil || a.Err == nil || a.Detail == nil {
			t.Fatalf("not refused: %v: %s", err, reply.Data)
		}
		if a.Err.Code != status || a.Err.ErrCode != status*100 || a.Detail.Status != status || code != "" && a.Detail.Code != code || a.Seq != 0 {
			t.Errorf("got %s, want %d %s", reply.Data, status, code)
		}
		mustBeFault(t, a.Detail.Body(), a.Detail.Code)
		return a
	}
	for i, b := range bodies() {
		t.Run(b.name, func(t *testing.T) {
			id := "n-" + strconv.Itoa(i)
			m := nats.NewMsg(request)
			m.Data = []byte(b.body)
			m.Header.Set(jetstream.MsgIDHeader, id)
			a := send(t, m, b.status, b.code)
			if a.ID != id || b.param != "" && a.Detail.Param != b.param {
				t.Errorf("id %q, param %q, want %q and %q", a.ID, a.Detail.Param, id, b.param)
			}
			wanted[id] = want{b.status, a.Detail.Code}
		})
	}
	anonymous := 0 // refused without a request id
	for _, id := range ids() {
		t.Run("id "+id, func(t *testing.T) {
			m := nats.NewMsg(request)
			m.Data = []byte(ask(``))
			m.Header.Set(jetstream.MsgIDHeader, id)
			send(t, m, 400, "invalid_request_id")
			anonymous++
		})
	}
	for name, values := range map[string][]string{jetstream.MsgIDHeader: {"a", "b"}, "Nats-Rollup": {canary}, "Nats-" + canary: {"x"}, "nats-msg-id": {"x"}} {
		t.Run("header "+name, func(t *testing.T) {
			m := nats.NewMsg(request)
			m.Data = []byte(ask(``))
			m.Header[name] = values
			send(t, m, 400, "")
			anonymous++
		})
	}
	if nc.MaxPayload() < maxBody+1 || nc.MaxPayload() > 8<<20 {
		t.Errorf("the server takes payloads of %d bytes", nc.MaxPayload())
	}
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	for body, status := range map[string]int{"{": 400, `{"model":"none","messages":[{"role":"user","content":"x"}]}`: 404, strings.Repeat(" ", maxBody+1): 413} {
		var refused *jetstream.APIError
		if _, err := js.Publish(t.Context(), request, []byte(body)); !errors.As(err, &refused) || refused.Code != status {
			t.Errorf("js.Publish: %v, want status %d", err, status)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	if m, err := responses.NextMsg(0); err == nil {
		t.Errorf("a refused request got a response on %s", m.Subject)
	}
	logged := w.accessLog(t)
	for id, want := range wanted {
		e := logged[id]
		if len(e) != 1 || e[0].Status != want.status || e[0].Code != want.code || e[0].Via != "nats" || e[0].User != w.user || e[0].Tenant != tenant {
			t.Errorf("%s: the access log has %+v, want %+v", id, e, want)
		}
	}
	for _, e := range logged[""] {
		if e.Operation == "chat.completions" && e.Status == 400 {
			anonymous--
		}
	}
	if anonymous != 0 {
		t.Errorf("%d refusals of bad ids and headers are not on the access log", anonymous)
	}
	w.mustNotReachModel(t)
	w.mustBeNowhere(t, []string{canary}, w.user)
}
