package api

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/rig"
)

const patience = 20 * time.Second

// person is a user on NATS whose messages are held to asyncapi.yaml.
type person struct {
	*spec
	name string
	nc   *nats.Conn
}

func (s *spec) connect(t *testing.T, up *rig.Up, name, token string) *person {
	t.Helper()
	nc, err := nats.Connect(up.URL(), nats.Token(token), nats.CustomInboxPrefix("sluice.inbox.default."+name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	t.Cleanup(nc.Close)
	return &person{s, name, nc}
}

// subject is the address of a channel for this person.
func (p *person) subject(channel string, rest ...string) string {
	address := p.object(place{"channels", channel})["address"].(string)
	return strings.NewReplacer(append([]string{"{tenant}", "default", "{user}", p.name}, rest...)...).Replace(address)
}

// ask does an operation and holds question and answer to it.
func (p *person) ask(t *testing.T, operation, payload string, header ...string) map[string]any {
	t.Helper()
	question := p.object(place{"operations", operation})["messages"].([]any)
	taken := false
	for _, m := range question {
		at := pointer(strings.TrimPrefix(m.(map[string]any)["$ref"].(string), "#/")).of("payload")
		var v any = payload
		if strings.HasPrefix(payload, "{") {
			v = value(t, []byte(payload))
		}
		taken = taken || p.check(at, v) == nil
	}
	answer := p.send(t, operation, payload, header...)
	if !taken && answer["error"] == nil {
		t.Errorf("%s: %s does not fit and is answered", operation, payload)
	}
	return answer
}

func (p *person) send(t *testing.T, operation, payload string, header ...string) map[string]any {
	t.Helper()
	o := p.object(place{"operations", operation})
	channel := strings.TrimPrefix(o["channel"].(map[string]any)["$ref"].(string), "#/channels/")
	m := nats.NewMsg(p.subject(channel))
	m.Data = []byte(payload)
	for i := 0; i+1 < len(header); i += 2 {
		m.Header.Set(header[i], header[i+1])
	}
	reply, err := p.nc.RequestMsg(m, patience)
	if err != nil {
		t.Fatalf("%s: %v", operation, err)
	}
	v := value(t, reply.Data)
	for _, message := range o["reply"].(map[string]any)["messages"].([]any) {
		at := pointer(strings.TrimPrefix(message.(map[string]any)["$ref"].(string), "#/")).of("payload")
		if err := p.check(at, v); err != nil {
			t.Errorf("%s: %v\n%s", operation, err, reply.Data)
		}
	}
	return v.(map[string]any)
}

// hear subscribes to a channel.
func (p *person) hear(t *testing.T, channel string, rest ...string) *nats.Subscription {
	t.Helper()
	sub, err := p.nc.SubscribeSync(p.subject(channel, rest...))
	if err == nil {
		err = p.nc.FlushTimeout(patience)
	}
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// next is the next message of a channel, held to the one that it has.
func (p *person) next(t *testing.T, sub *nats.Subscription, channel string) (map[string]string, map[string]any) {
	t.Helper()
	m, err := sub.NextMsg(patience)
	if err != nil {
		t.Fatalf("%s: %v", channel, err)
	}
	at := place{"channels", channel, "messages", p.keys(place{"channels", channel, "messages"})[0]}
	headers, plain := map[string]string{}, map[string]any{}
	for name := range m.Header {
		headers[name] = m.Header.Get(name)
		plain[name] = m.Header.Get(name)
	}
	if err := p.check(at.of("headers"), plain); err != nil {
		t.Errorf("%s: headers: %v", channel, err)
	}
	v := value(t, m.Data)
	if err := p.check(at.of("payload"), v); err != nil {
		t.Errorf("%s: %v\n%s", channel, err, m.Data)
	}
	return headers, v.(map[string]any)
}

// code is the code of the error of an answer, of an ack or any other.
func code(v map[string]any) string {
	for _, name := range []string{"detail", "error"} {
		if e, ok := v[name].(map[string]any); ok {
			if c, ok := e["code"].(string); ok {
				return c
			}
		}
	}
	return ""
}

func wants(t *testing.T, v map[string]any, want string) {
	t.Helper()
	if code(v) != want {
		t.Errorf("%q, want %q: %s", code(v), want, text(v))
	}
}

func TestNATS(t *testing.T) {
	up := start(t)
	s := load(t, asyncAPI)
	admin := s.connect(t, up, "admin", up.Token(t))
	user := func(name, role string) *person {
		made := admin.ask(t, "createToken", `{"user":"`+name+`","roles":["`+role+`"],"seconds":3600}`)
		return s.connect(t, up, name, made["token"].(string))
	}
	alice, carol, arthur, olga := user("alice", "app"), user("carol", "soc-analyst"), user("arthur", "ai-auditor"), user("olga", "operator")
	flags := carol.hear(t, "flag", "{severity}", "*", "{category}", "*")
	answers := alice.hear(t, "response", "{request}", "*")

	t.Run("scan", func(t *testing.T) {
		a := alice.ask(t, "scanText", `{"text":"I am bob@example.com","redact":true}`)
		wants(t, a, "")
		if redacted, _ := a["text"].(string); !strings.HasPrefix(redacted, "I am <EMAIL_ADDRESS") || len(a["findings"].([]any)) != 1 {
			t.Errorf("%s", text(a))
		}
		wants(t, alice.ask(t, "scanText", `{"types":["SECRET"]}`), "missing_required_parameter")
	})
	t.Run("requests", func(t *testing.T) {
		wants(t, alice.ask(t, "sendRequest", question("sluice-dev/echo", "I am bob@example.com", `,"stream":true`), "Nats-Msg-Id", "one"), "")
		headers, body := alice.next(t, answers, "response")
		if headers["Sluice-Request-Id"] != "one" || headers["Sluice-Restorable"] != "1" || strings.Contains(text(body), "bob@") {
			t.Errorf("%v: %s", headers, text(body))
		}
		for _, q := range []string{`{"id":"one"}`, "one"} {
			wants(t, alice.ask(t, "restoreOutcome", q), "")
			if _, body := alice.next(t, answers, "response"); !strings.Contains(text(body), "bob@example.com") {
				t.Errorf("not restored: %s", text(body))
			}
			wants(t, alice.ask(t, "fetchOutcome", q), "")
			alice.next(t, answers, "response")
		}
		if again := alice.ask(t, "sendRequest", question("sluice-dev/echo", "I am bob@example.com", `,"stream":true`), "Nats-Msg-Id", "one"); again["duplicate"] != true {
			t.Errorf("no duplicate: %s", text(again))
		}
		alice.next(t, answers, "response")
		wants(t, alice.ask(t, "sendRequest", question("sluice-dev", "other", ""), "Nats-Msg-Id", "one"), "request_id_conflict")
		wants(t, alice.ask(t, "sendRequest", question("sluice-dev", "x", ""), "Nats-Expected-Stream", "GUARD"), "unsupported_header")
		wants(t, alice.ask(t, "sendRequest", `{"model":"sluice-dev"}`), "missing_required_parameter")
		wants(t, alice.ask(t, "sendRequest", question("sluice-dev", "my key is "+blocked, ""), "Nats-Msg-Id", "two"), "content_filter")
		if headers, body := alice.next(t, answers, "response"); headers["ce-type"] != "dev.sluice.exchange.refused" || code(body) != "content_filter" {
			t.Errorf("%v: %s", headers, text(body))
		}
		wants(t, alice.ask(t, "sendRequest", question("sluice-dev/error-500", "x", ""), "Nats-Msg-Id", "three"), "")
		if headers, body := alice.next(t, answers, "response"); headers["ce-type"] != "dev.sluice.exchange.failed" || code(body) != "model_unavailable" {
			t.Errorf("%v: %s", headers, text(body))
		}
		wants(t, alice.ask(t, "fetchOutcome", "nobody-asked"), "not_found")
		wants(t, alice.ask(t, "fetchOutcome", `{"id":"a b"}`), "invalid_request_id")
		wants(t, alice.ask(t, "fetchOutcome", `{"id":7}`), "invalid_json")
	})
	t.Run("flags", func(t *testing.T) {
		_, live := carol.next(t, flags, "flag")
		page := carol.ask(t, "readFlags", `{"newest":100}`)
		stored := page["events"].([]any)
		if len(stored) == 0 || !strings.Contains(text(stored), text(live["metadata"].(map[string]any)["uid"])) {
			t.Errorf("the flag that was told is not stored: %s", text(page))
		}
		wants(t, carol.ask(t, "readFlags", `{"since":"2026-01-01T00:00:00+01:00"}`), "")
		wants(t, carol.ask(t, "readFlags", `{"newest":-1}`), "invalid_json")
	})
	t.Run("evidence", func(t *testing.T) {
		if a := arthur.ask(t, "readRecord", `{"id":"one","user":"alice"}`); a["record"] == nil {
			t.Errorf("no record: %s", text(a))
		}
		wants(t, arthur.ask(t, "readRecord", `{"id":"none"}`), "not_found")
		wants(t, arthur.ask(t, "readRecord", `{"id":"a b"}`), "invalid_request_id")
		if n := len(arthur.ask(t, "readRecords", `{"limit":2}`)["records"].([]any)); n != 2 {
			t.Errorf("%d records, want 2", n)
		}
		wants(t, arthur.ask(t, "readRecords", `{"limit":"2"}`), "invalid_json")
		kinds := map[string]bool{}
		for _, e := range arthur.ask(t, "readLog", `{}`)["events"].([]any) {
			kinds[e.(map[string]any)["kind"].(string)] = true
		}
		if !kinds["record"] || !kinds["access"] || !kinds["admin"] {
			t.Errorf("the log has only %v", kinds)
		}
		wants(t, arthur.ask(t, "readLog", `{"after":"1"}`), "invalid_json")
	})
	t.Run("tokens", func(t *testing.T) {
		list := admin.ask(t, "listTokens", `{}`)["tokens"].([]any)
		if len(list) < 5 {
			t.Errorf("%d tokens", len(list))
		}
		wants(t, admin.ask(t, "createToken", `{"user":"alice@example.com"}`), "invalid_user")
		wants(t, admin.ask(t, "createToken", `{"user":"bob","roles":["root"]}`), "unknown_role")
		wants(t, admin.ask(t, "createToken", `{"user":"bob","seconds":-1}`), "invalid_expiry")
		wants(t, admin.ask(t, "createToken", `{"user":"alice","roles":["admin"]}`), "other_roles")
		wants(t, admin.ask(t, "revokeToken", `{"id":"000000000000"}`), "not_found")
		id := admin.ask(t, "createToken", `{"user":"dave"}`)["record"].(map[string]any)["id"].(string)
		wants(t, admin.ask(t, "revokeToken", `{"id":"`+id+`"}`), "")
		wants(t, admin.ask(t, "listTokens", `{"user":7}`), "invalid_json")
	})
	t.Run("policy", func(t *testing.T) {
		shown := olga.ask(t, "showPolicy", `{}`)
		if shown["document"] != policyText {
			t.Errorf("another document: %s", text(shown))
		}
		apply := func(document, more string) map[string]any {
			quoted, err := json.Marshal(document)
			if err != nil {
				t.Fatal(err)
			}
			return olga.ask(t, "applyPolicy", `{"document":`+string(quoted)+more+`}`)
		}
		wants(t, apply("version: 7", ""), "invalid_policy")
		wants(t, apply(policyText+"# more\n", ""), "policy_conflict")
		if a := apply(strings.Replace(policyText, "version: api", "version: api-2", 1), ""); a["changed"] != true {
			t.Errorf("not applied: %s", text(a))
		}
		if n := len(olga.ask(t, "listPolicies", `{}`)["log"].([]any)); n != 2 {
			t.Errorf("%d policies were applied, want 2", n)
		}
		wants(t, olga.ask(t, "getPolicy", `{"version":"api"}`), "")
		wants(t, olga.ask(t, "getPolicy", `{"version":"none"}`), "not_found")
	})
	t.Run("opening", func(t *testing.T) {
		d := &door{load(t, openAPI), up, up.Token(t)}
		if status, _, answer := d.ask(t, "POST", chatPath, question("sluice-dev/long-400", "x", `,"stream":true`)); status != 200 {
			t.Fatalf("%d: %s", status, answer)
		}
		if page := arthur.ask(t, "readLog", `{}`); !strings.Contains(text(page), `"kind":"opening"`) {
			t.Error("no opening record is on the log")
		}
	})
}
