package isolation

import (
	"reflect"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// settled waits until every exchange that was answered has left its stages.
func settled(t *testing.T, w *world) {
	t.Helper()
	last := w.counts(t)
	quiet := 0
	rig.Eventually(t, wait, "streams come to rest", func() bool {
		now := w.counts(t)
		if reflect.DeepEqual(now, last) && waiting(now) == 0 {
			quiet++
		} else {
			quiet = 0
		}
		last = now
		return quiet >= 3
	})
}

// waiting is how many exchanges are in the work-queues.
func waiting(c counts) (n uint64) {
	for _, s := range []string{bus.StreamGuard, bus.StreamToolauth, bus.StreamDispatch, bus.StreamProvenance} {
		n += c[s][1]
	}
	return n
}

// TestReply: where a request asks its ack to go changes nothing anywhere. Each row
// is one accepted exchange of the attacker's: every stream changes by what an
// ordinary exchange changes it by, and by no more.
func TestReply(t *testing.T) {
	w := newWorld(t)
	w.bob.exchange(t, "r-1", canary+" to heron@example.org")
	for _, attacker := range []*person{w.alice, w.admin} {
		t.Run(attacker.name, func(t *testing.T) { w.replies(t, attacker) })
	}
	// The control: inside the account that DEAD is in, the same reply does store the ack.
	settled(t, w)
	before := w.counts(t)
	m := nats.NewMsg(w.alice.requestSubject())
	m.Reply, m.Data = bus.DeadSubject("dlp", tenant), []byte("{")
	if err := w.inside.NC.PublishMsg(m); err != nil {
		t.Fatal(err)
	}
	rig.Eventually(t, wait, "an ack in DEAD", func() bool { return w.counts(t).since(before)[bus.StreamDead][0] == 1 })
}

func (w *world) replies(t *testing.T, attacker *person) {
	attacker.exchange(t, "first", "makes the attacker's data key")
	settled(t, w)
	start := w.counts(t)
	attacker.acts(t, "_INBOX.of.mine")
	settled(t, w)
	one := w.counts(t).since(start)
	for _, stream := range []string{"GUARD", "EVIDENCE", "KV_REQUESTS", "KV_RESULTS"} {
		if one[stream] == ([2]uint64{}) {
			t.Fatalf("the control failed: an exchange changes only %v", one)
		}
	}

	victim, key := tenant+".bob", exchange.Key(tenant, "bob", "r-1")
	rows := []string{
		"sluice.stage.dispatch." + tenant + ".interactive", "sluice.stage.provenance." + tenant + ".interactive",
		"$KV.RESULTS.x", "$KV.RESULTS." + key, "$KV.REQUESTS." + key, "$KV.IDENTITY.user." + victim, "$KV.KEYS.x",
		"sluice.evidence.access." + tenant, "sluice.evidence.record." + tenant + "." + key + ".1", "sluice.evidence.admin." + tenant,
		"sluice.evidence.evaluation." + tenant,
		"sluice.dead.dlp." + tenant, "sluice.ingress." + victim, "sluice.notice." + key,
		"sluice.request." + victim, "sluice.fetch." + victim, "sluice.restore." + victim, "sluice.svc.scan." + victim,
		"sluice.admin." + tenant + ".admin.token.create", "sluice.admin." + tenant + ".admin.token.list", "sluice.audit." + tenant + ".admin.log",
		"$JS.API.STREAM.DELETE.EVIDENCE", "$JS.API.STREAM.PURGE.KV_REQUESTS", "$SYS.REQ.SERVER.PING", "$SYS.REQ.USER.AUTH",
	}
	before, entry := w.counts(t), w.entry(t, key)
	for _, reply := range rows {
		t.Run(reply, func(t *testing.T) {
			attacker.acts(t, reply)
			w.bob.mustHearNothing(t)
		})
	}
	settled(t, w)
	if got, want := w.counts(t).since(before), one.times(uint64(len(rows))); !reflect.DeepEqual(got, want) {
		t.Errorf("streams changed otherwise than by %d ordinary exchanges:\n got %v\nwant %v", len(rows), got, want)
	}
	if w.entry(t, key) != entry {
		t.Error("the victim's entry changed")
	}
	w.bob.mustHearNothing(t)
}

// acts sends a request with the victim's id, and questions that name it.
func (p *person) acts(t *testing.T, reply string) {
	t.Helper()
	m := nats.NewMsg(p.requestSubject())
	m.Reply, m.Data = reply, body("sluice-dev", "Hello")
	p.sendAndHear(t, m, true)
	for _, service := range []string{bus.Fetch, bus.Restore} {
		q := nats.NewMsg(bus.UserSubject(service, tenant, p.name))
		q.Reply, q.Data = reply, []byte("r-1")
		p.sendAndHear(t, q, false)
	}
}

// sendAndHear sends a request or question whose ack goes elsewhere, and waits for
// the outcome of a request on the sender's own response subject.
func (p *person) sendAndHear(t *testing.T, m *nats.Msg, answered bool) {
	t.Helper()
	if err := p.nc.PublishMsg(m); err != nil {
		t.Fatal(err)
	}
	p.flush()
	if !answered {
		return
	}
	got, err := p.answers.NextMsg(wait)
	if err != nil {
		t.Fatalf("%s got no response: %v", p.name, err)
	}
	if info, ok := bus.ReadResponse(got); !ok || info.Status != 200 {
		t.Errorf("%s got another response: %+v", p.name, info)
	}
}

// TestReplyOfTheServersOwn: subjects that the server keeps for itself are refused
// as reply, and nothing is accepted.
func TestReplyOfTheServersOwn(t *testing.T) {
	w := newWorld(t)
	settled(t, w)
	before := w.counts(t)
	for _, reply := range []string{"_R_.x", "_R_.abcdef.ghijkl", "_GR_.x.y.z", "$JS.ACK.DISPATCH.dispatch.1.1.1.1.0"} {
		m := nats.NewMsg(w.alice.requestSubject())
		m.Reply, m.Data = reply, body("sluice-dev", "Hello")
		if err := w.alice.nc.PublishMsg(m); err != nil {
			t.Fatal(err)
		}
		w.alice.mustBeDenied(t, "publish with reply", reply)
	}
	w.alice.mustHearNothing(t)
	if d := w.counts(t).since(before); len(d) != 0 {
		t.Errorf("streams changed: %v", d)
	}
}

// TestReplyToAPerson: an ack can be sent to where another listens. It cannot be
// taken for a response, and says whose request it is about.
func TestReplyToAPerson(t *testing.T) {
	w := newWorld(t)
	inbox := w.bob.subscribe("_INBOX.>")
	private := w.bob.subscribe(bus.PrivateInbox(tenant, "bob") + ".>")
	for _, tt := range []struct {
		name, reply string
		heard       *nats.Subscription
	}{
		{"another's response subject", bus.ResponseSubject(tenant, "bob", "r-2"), w.bob.answers},
		{"another's inbox", "_INBOX.bob.1", inbox},
		{"another's private inbox, had it been guessed", bus.PrivateInbox(tenant, "bob") + ".1", private},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := nats.NewMsg(w.alice.requestSubject())
			m.Reply, m.Data = tt.reply, body("sluice-dev/echo", canary)
			m.Header.Set(bus.HeaderStatus, "200")
			m.Header.Set(bus.HeaderEventType, bus.EventPrefix+"completed")
			m.Header.Set(bus.HeaderRequest, "r-2")
			w.alice.sendAndHear(t, m, true)
			got, err := tt.heard.NextMsg(wait)
			if err != nil {
				t.Fatalf("the control failed: %v", err)
			}
			mustBeBareAck(t, got)
		})
	}
	// An edge that waits for bob's outcome hears nothing of it either: it listens
	// in Sluice's own account.
	listening, err := w.inside.NC.SubscribeSync(bus.ResponseSubject(tenant, "bob", "r-3"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.inside.NC.FlushTimeout(wait); err != nil {
		t.Fatal(err)
	}
	m := nats.NewMsg(w.alice.requestSubject())
	m.Reply, m.Data = bus.ResponseSubject(tenant, "bob", "r-3"), body("sluice-dev", "Hello")
	w.alice.sendAndHear(t, m, true)
	if _, err := listening.NextMsg(time.Second / 4); err == nil {
		t.Error("an ack crossed into Sluice's account")
	}
}
