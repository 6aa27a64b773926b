package bus_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
)

func TestAck(t *testing.T) {
	fault := chat.ErrRateLimit()
	for name, a := range map[string]bus.Ack{
		"stored":  {Stream: "DISPATCH", Seq: 7, Duplicate: true, ID: "r"},
		"refused": bus.Refused("r", fault),
		"no id":   bus.Refused("", chat.ErrInternal()),
	} {
		var back bus.Ack
		if err := json.Unmarshal(a.JSON(), &back); err != nil || !reflect.DeepEqual(back, a) {
			t.Errorf("%s: got %+v, %v, want %+v", name, back, err, a)
		}
	}
	// nats.go takes an answer with an err_code over 65535 for no PubAck.
	for status := 400; status < 600; status++ {
		if e := bus.Refused("", &chat.Error{Status: status}).Err; e.Code != status || e.ErrCode > 65535 {
			t.Errorf("status %d: %+v", status, e)
		}
	}
	if a := bus.Refused("r", fault); a.Stream != "" || a.Seq != 0 {
		t.Errorf("a refusal says it is stored: %+v", a)
	}
}

func TestResponse(t *testing.T) {
	for _, i := range []bus.ResponseInfo{
		{ID: "r-1", Kind: "completed", Status: 200},
		{ID: "r-1", Kind: "completed", Status: 200, Restorable: true, Stream: true, Usage: true},
		{ID: "r-2", Kind: "failed", Status: 503, Stream: true},
	} {
		m := bus.NewResponse("acme", "alice", i, []byte("{}"))
		if m.Subject != "sluice.response.acme.alice."+i.ID || string(m.Data) != "{}" {
			t.Errorf("on %s", m.Subject)
		}
		if got, ok := bus.ReadResponse(m); !ok || got != i {
			t.Errorf("got %+v, %t, want %+v", got, ok, i)
		}
	}
	good := bus.NewResponse("t", "u", bus.ResponseInfo{ID: "r", Kind: "completed", Status: 200}, nil)
	for name, change := range map[string]func(nats.Header){
		"no status":      func(h nats.Header) { h.Del(bus.HeaderStatus) },
		"status no code": func(h nats.Header) { h.Set(bus.HeaderStatus, "OK") },
		"no type":        func(h nats.Header) { h.Del(bus.HeaderEventType) },
		"other type":     func(h nats.Header) { h.Set(bus.HeaderEventType, "dev.other.exchange.completed") },
		"no kind":        func(h nats.Header) { h.Set(bus.HeaderEventType, bus.EventPrefix) },
	} {
		m := &nats.Msg{Header: nats.Header{}}
		maps.Copy(m.Header, good.Header)
		change(m.Header)
		if _, ok := bus.ReadResponse(m); ok {
			t.Errorf("%s: taken for a response", name)
		}
	}
	if _, ok := bus.ReadResponse(&nats.Msg{Data: bus.Ack{Stream: "S", Seq: 1}.JSON()}); ok {
		t.Error("an ack is taken for a response")
	}
}

func TestValidName(t *testing.T) {
	for s, want := range map[string]bool{
		"a": true, "A-Z_09": true, strings.Repeat("x", 64): true, strings.Repeat("x", 65): false, "": false, "a.b": false, "*": false,
		">": false, "a b": false, "a@b": false, "ä": false, "a\n": false, "\x00": false, "a/b": false, "$SYS": false,
	} {
		if bus.ValidName(s) != want {
			t.Errorf("%q: %t", s, !want)
		}
	}
}

func TestSplitUserSubject(t *testing.T) {
	for subject, want := range map[string][3]string{
		"sluice.admin.acme.alice":              {"acme", "alice", ""},
		"sluice.admin.acme.alice.token.create": {"acme", "alice", "token.create"},
		"sluice.admin.acme":                    {},
		"sluice.admin":                         {},
		"sluice.administer.acme.alice":         {},
		"sluice.audit.acme.alice":              {},
		"sluice.admin..alice":                  {},
		"sluice.admin.*.alice":                 {},
		"sluice.admin.acme.>":                  {},
		"":                                     {},
	} {
		tenant, user, rest, err := bus.SplitUserSubject(bus.Admin, subject)
		if got := [3]string{tenant, user, rest}; got != want || (err == nil) != (want[0] != "") {
			t.Errorf("%q: got %v, %v", subject, got, err)
		}
		if err != nil && subject != "" && errors.Unwrap(err) != nil {
			t.Errorf("%q: %v", subject, err)
		}
	}
	if got := bus.UserSubject(bus.Request, "acme", "alice"); got != "sluice.request.acme.alice" {
		t.Errorf("got %s", got)
	}
}

func FuzzSplitUserSubject(f *testing.F) {
	f.Add("sluice.request.acme.alice")
	f.Add("sluice.request.acme.alice.x.y")
	f.Add("sluice.request...")
	f.Fuzz(func(t *testing.T, subject string) {
		tenant, user, rest, err := bus.SplitUserSubject(bus.Request, subject)
		if err != nil {
			if tenant+user+rest != "" {
				t.Fatal("an error and an answer")
			}
			return
		}
		whole := bus.UserSubject(bus.Request, tenant, user)
		if rest != "" {
			whole += "." + rest
		}
		if !bus.ValidName(tenant) || !bus.ValidName(user) || whole != strings.TrimSuffix(subject, ".") && whole != subject {
			t.Fatalf("%q was read as %q, %q, %q", subject, tenant, user, rest)
		}
	})
}
