package isolation

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
)

// canary stands in the victim's prompts and answers, and nowhere else.
const canary = "heron-7319-in-the-reeds"

func eavesdrop(victim string) []string {
	return []string{
		">", "*", "*.>", "sluice.>", "sluice.*.*.*.>", "$KV.>", "$KV.REQUESTS.>", "$JS.>", "$JS.API.>", "$JS.ACK.>", "$JS.EVENT.>",
		"$SYS.>", "$SYS.REQ.USER.AUTH", "_R_.>", "_GR_.>", "$O.>",
		"sluice.request.>", "sluice.request." + tenant + "." + victim,
		"sluice.fetch.>", "sluice.restore.>", "sluice.svc.scan.>", "sluice.ingress.>", "sluice.notice.>",
		"sluice.stage.>", "sluice.stage.dispatch." + tenant + ".interactive", "sluice.evidence.>", "sluice.dead.>",
		"sluice.admin.>", "sluice.audit.>", "sluice.inbox.>", bus.PrivateInbox(tenant, victim) + ".>",
		"sluice.response.>", "sluice.response.*.*.*", "sluice.response." + tenant + ".>", "sluice.response." + tenant + ".*.>",
		"sluice.response." + tenant + "." + victim + ".>", "sluice.response." + tenant + "." + victim + ".*",
		"sluice.response." + tenant + "." + victim + ".v-1",
	}
}

// TestSubscribe: nobody can listen to what is another's, and what can be listened
// to holds nothing of it.
func TestSubscribe(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct{ attacker, victim *person }{{w.alice, w.bob}, {w.admin, w.alice}, {w.bob, w.admin}} {
		attacker, victim := tt.attacker, tt.victim
		t.Run(attacker.name+" at "+victim.name, func(t *testing.T) {
			var ears []*nats.Subscription
			for _, subject := range eavesdrop(victim.name) {
				ears = append(ears, attacker.subscribe(subject))
				attacker.mustBeDenied(t, "subscription", subject)
				queue, err := attacker.nc.QueueSubscribeSync(subject, "dlp")
				if err != nil {
					t.Fatal(err)
				}
				ears = append(ears, queue)
				attacker.mustBeDenied(t, "subscription", subject)
			}
			inboxes := attacker.subscribe("_INBOX.>")
			defer func() { _ = inboxes.Unsubscribe() }()

			acts(t, victim, "v-1")

			attacker.flush()
			for _, ear := range ears {
				if m, err := ear.NextMsg(0); err == nil {
					t.Errorf("%s heard %d bytes on %s", attacker.name, len(m.Data), m.Subject)
				}
			}
			heard := drain(inboxes)
			for _, m := range heard {
				mustBeBareAck(t, m)
			}
			shared := victim != w.admin && attacker != w.admin // two apps; an administrator is in another account
			if shared != (len(heard) > 0) {
				t.Errorf("%s heard %d messages in shared inboxes", attacker.name, len(heard))
			}
			attacker.mustHearNothing(t)
		})
	}
}

// acts makes the victim do everything that a user can do.
func acts(t *testing.T, victim *person, id string) {
	t.Helper()
	if got := victim.exchange(t, id, canary+" to heron@example.org"); !strings.Contains(got, canary) {
		t.Fatal("the control failed: the victim's own answer has no canary")
	}
	for _, service := range []string{bus.Fetch, bus.Restore} {
		m := nats.NewMsg(bus.UserSubject(service, tenant, victim.name))
		m.Data = []byte(id)
		if a := victim.ask(t, m); a.Err != nil {
			t.Fatalf("%s: %+v", service, a.Err)
		}
		victim.outcome(t, id)
	}
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	for i, bad := range []string{
		`{"model":"` + canary + `","messages":[{"role":"user","content":"x"}]}`,
		`{"model":"sluice-dev","messages":[{"role":"` + canary + `","content":"x"}]}`,
		`{"` + canary + `":`,
	} {
		if _, err := victim.publish(ctx, fmt.Sprintf("v-bad-%d", i), []byte(bad)); err == nil {
			t.Fatal("a bad request was accepted")
		}
	}
	victim.flush()
}

func drain(s *nats.Subscription) []*nats.Msg {
	var out []*nats.Msg
	for {
		m, err := s.NextMsg(nothing)
		if err != nil {
			return out
		}
		out = append(out, m)
	}
}

// mustBeBareAck wants an ack, with no field but those that are listed here, and
// nothing of the exchange but its id.
func mustBeBareAck(t *testing.T, m *nats.Msg) {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(m.Data, &fields); err != nil {
		t.Errorf("no ack in a shared inbox: %v", err)
	}
	for f := range fields {
		switch f {
		case "stream", "seq", "duplicate", "id", "error", "detail":
		default:
			t.Errorf("an ack tells %q", f)
		}
	}
	if all := fmt.Sprint(m.Header) + string(m.Data); strings.Contains(all, "heron") || strings.Contains(all, "EMAIL") {
		t.Error("content in a shared inbox")
	}
	if _, ok := bus.ReadResponse(m); ok {
		t.Error("a response in a shared inbox")
	}
}

// TestPrivateInbox: a user that sets its inbox prefix shows no ack to anybody.
func TestPrivateInbox(t *testing.T) {
	w := newWorld(t)
	bob := w.connect(t, "bob", w.bob.token, nats.CustomInboxPrefix(bus.PrivateInbox(tenant, "bob")))
	inboxes := w.alice.subscribe("_INBOX.>")
	bob.exchange(t, "private-1", canary)
	w.alice.flush()
	if heard := drain(inboxes); len(heard) != 0 {
		t.Errorf("alice heard %d messages of one who uses a private inbox", len(heard))
	}
}
