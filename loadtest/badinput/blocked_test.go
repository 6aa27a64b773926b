package badinput

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/devmodel"
)

const blocking = `version: blocking
input:
  default: flag
  types: {CREDIT_CARD: block}
  rules: {aws-access-key-id: block}
output:
  default: flag
  types: {SECRET: block, CREDIT_CARD: redact, IBAN_CODE: redact, US_SSN: redact}
`

// Made up: the key of AWS's own documentation, and a card number of test systems.
const (
	secret = "AKIA" + "IOSFODNN7EXAMPLE"
	card   = "4111" + "1111" + "1111" + "1111"
)

type blockedRecord struct {
	Outcome   string            `json:"outcome"`
	Pass      bool              `json:"guardrail_pass"`
	Checks    map[string]string `json:"checks"`
	InputHash string            `json:"input_hash"`
	Refusal   struct {
		Stage, Code string
		Rules       []string
		Status      int
	} `json:"refusal"`
}

// TestBlocked: what a rule blocks is refused with 400 content_filter, by rule and
// never by match; the refusal is recorded; nothing of it is kept anywhere.
func TestBlocked(t *testing.T) {
	w := newWorld(t, blocking, "--log-level", "debug")
	nc := w.connect(t)
	for _, tt := range []struct {
		name, model, text string
		members           string
		rules             []string
		stage             string
		calls             int
	}{
		{"a secret", "sluice-dev", "sign with " + secret + " please", "", []string{"aws-access-key-id"}, "dlp", 0},
		{"a card", "sluice-dev", "charge " + card, "", []string{"credit-card"}, "dlp", 0},
		{"both", "sluice-dev", secret + " and " + card, "", []string{"aws-access-key-id", "credit-card"}, "dlp", 0},
		{"in an unknown field", "sluice-dev", "hello", `,"x":{"` + secret + `":1}`, []string{"aws-access-key-id"}, "dlp", 0},
		{"in a streamed request", "sluice-dev", secret, `,"stream":true`, []string{"aws-access-key-id"}, "dlp", 0},
		{"in the answer", devmodel.Name + "/leak", "hello", "", nil, "dispatch", 1},
	} {
		for _, via := range []string{"http", "nats"} {
			t.Run(tt.name+" over "+via, func(t *testing.T) {
				id := strings.ReplaceAll("b-"+tt.name+"-"+via, " ", "-")
				body := `{"model":"` + tt.model + `","messages":[{"role":"user","content":"` + tt.text + `"}]` + tt.members + `}`
				before := len(w.calls(t))
				var got []byte
				if via == "http" {
					got = w.blockedHTTP(t, id, body)
				} else {
					got = w.blockedNATS(t, nc, id, body, tt.stage == "dlp")
				}
				mustBeFault(t, got, "content_filter")
				for _, match := range []string{secret, card, secret[4:], card[6:]} {
					if strings.Contains(string(got), match) {
						t.Errorf("the refusal repeats the match: %s", got)
					}
				}
				var r blockedRecord
				if err := json.Unmarshal(w.sluice(t, "record", id, "--user", w.user), &r); err != nil {
					t.Fatal(err)
				}
				if r.Outcome != "refused" || r.Pass || r.Refusal.Code != "content_filter" || r.Refusal.Stage != tt.stage || r.Refusal.Status != 400 ||
					tt.rules != nil && !slices.Equal(r.Refusal.Rules, tt.rules) || len(r.Refusal.Rules) == 0 || r.InputHash == "" {
					t.Errorf("the record: %+v", r)
				}
				for _, rule := range r.Refusal.Rules {
					if !strings.Contains(string(got), rule) {
						t.Errorf("the refusal does not name %s: %s", rule, got)
					}
				}
				if n := len(w.calls(t)) - before; n != tt.calls {
					t.Errorf("%d model calls, want %d", n, tt.calls)
				}
				e := w.accessLog(t)[id]
				if len(e) != 1 || tt.stage == "dlp" && (e[0].Status != 400 || e[0].Code != "content_filter") {
					t.Errorf("the access log has %+v", e)
				}
			})
		}
	}
	w.mustBeNowhere(t, []string{secret, card}, w.user)
}

func (w *world) blockedHTTP(t *testing.T, id, body string) []byte {
	t.Helper()
	r := w.post(t, body)
	set("X-Request-Id", id)(r)
	a := do(t, http.DefaultClient, r)
	if a.status != 400 || a.header.Get("X-Request-Id") != id || !strings.HasPrefix(a.header.Get("Content-Type"), "application/json") {
		t.Errorf("status %d, headers %v", a.status, a.header)
	}
	return a.body
}

// blockedNATS returns the error of the ack where the prompt is blocked, else that
// of the response.
func (w *world) blockedNATS(t *testing.T, nc *nats.Conn, id, body string, inAck bool) []byte {
	t.Helper()
	sub, err := nc.SubscribeSync(bus.ResponseSubject(tenant, w.user, id))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	m := nats.NewMsg(bus.UserSubject(bus.Request, tenant, w.user))
	m.Data = []byte(body)
	m.Header.Set(jetstream.MsgIDHeader, id)
	reply, err := nc.RequestMsg(m, wait)
	if err != nil {
		t.Fatal(err)
	}
	var a bus.Ack
	if err := json.Unmarshal(reply.Data, &a); err != nil || (a.Err != nil) != inAck {
		t.Fatalf("%v: ack %s", err, reply.Data)
	}
	got, err := sub.NextMsg(wait)
	if err != nil {
		t.Fatalf("no outcome on the response subject: %v", err)
	}
	if info, ok := bus.ReadResponse(got); !ok || info.Kind != "refused" || info.Status != 400 {
		t.Errorf("the response: %+v", info)
	}
	if !inAck {
		return got.Data
	}
	if a.Detail == nil || string(a.Detail.Body()) != string(got.Data) {
		t.Errorf("ack and response differ: %s, %s", reply.Data, got.Data)
	}
	return got.Data
}
