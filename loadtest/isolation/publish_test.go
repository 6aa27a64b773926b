package isolation

import (
	"context"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// inject are the subjects that nobody but their owner may publish to.
func inject(victim *person, key string) []string {
	v := tenant + "." + victim.name
	return []string{
		"sluice.request." + v, "sluice.fetch." + v, "sluice.restore." + v, "sluice.svc.scan." + v, "sluice.ingress." + v,
		"sluice.request." + v + ".x", "sluice.request.other." + victim.name, "sluice.request.*.*", "sluice.request.>",
		"sluice.response." + v + ".p-1", "sluice.response." + v + ".other", "sluice.inbox." + v + ".x", "sluice.notice." + key,
		"sluice.stage.dispatch." + tenant + ".interactive", "sluice.stage.provenance." + tenant + ".interactive", "sluice.dead.dlp." + tenant,
		"sluice.evidence.access." + tenant, "sluice.evidence.admin." + tenant, "sluice.evidence.record." + tenant + "." + key + ".1",
		"sluice.evidence.evaluation." + tenant, "sluice.admin." + v + ".evaluation.store",
		"sluice.admin." + v + ".token.create", "sluice.admin." + v + ".token.revoke", "sluice.audit." + v + ".log", "sluice.audit." + v + ".record",
		"sluice.part.w.p", "$KV.BODIES." + key + ".prompt",
		"$KV.REQUESTS." + key, "$KV.RESULTS." + key, "$KV.IDENTITY.user." + v, "$KV.IDENTITY.token.000000000000", "$KV.KEYS.x", "$KV.MODELS.pool.default", "$KV.MODELS.entry.x",
		"$KV.MODELS.attest." + v, "sluice.attest." + v, "sluice.admin." + v + ".models.approve",
		"$JS.API.INFO", "$JS.API.STREAM.LIST", "$JS.API.STREAM.CREATE.MINE", "$JS.API.STREAM.DELETE.EVIDENCE", "$JS.API.STREAM.PURGE.EVIDENCE",
		"$JS.API.STREAM.MSG.GET.KV_REQUESTS", "$JS.API.DIRECT.GET.KV_REQUESTS", "$JS.API.CONSUMER.MSG.NEXT.DISPATCH.dispatch",
		"$JS.API.CONSUMER.CREATE.DISPATCH", "$JS.ACK.DISPATCH.dispatch.1.1.1.1.0", "$JS.FC.x",
		"$SYS.REQ.SERVER.PING", "$SYS.REQ.USER.AUTH", "$SYS.REQ.ACCOUNT.PING.CONNZ", "$SYS.REQ.SERVER.x.KICK", "$SYS._INBOX.x",
		"_INBOX.x", "_INBOX.x.y", "_R_.x", "_GR_.x.y.z",
	}
}

// administers are those that an administrator may publish to only below its own name, and an app nowhere.
func administers(p *person) []string {
	v := tenant + "." + p.name
	return []string{"sluice.admin." + v + ".token.create", "sluice.admin." + v + ".token.list", "sluice.admin." + v + ".evaluation.store", "sluice.audit." + v + ".log", "sluice.audit." + v + ".record"}
}

// TestPublish: what is not one's own cannot be published to, whatever is sent
// there, and nothing changes.
func TestPublish(t *testing.T) {
	w := newWorld(t)
	w.bob.exchange(t, "p-1", canary)
	w.alice.exchange(t, "p-1", canary)
	w.admin.exchange(t, "p-1", canary)
	settled(t, w)
	for _, tt := range []struct{ attacker, victim *person }{{w.alice, w.bob}, {w.admin, w.alice}, {w.bob, w.admin}} {
		t.Run(tt.attacker.name+" at "+tt.victim.name, func(t *testing.T) {
			key := exchange.Key(tenant, tt.victim.name, "p-1")
			subjects := inject(tt.victim, key)
			if tt.attacker != w.admin {
				subjects = append(subjects, administers(tt.attacker)...)
			}
			before, entry := w.counts(t), w.entry(t, key)
			for _, subject := range subjects {
				for _, payload := range payloads() {
					m := &nats.Msg{Subject: subject, Data: payload, Reply: tt.attacker.nc.NewRespInbox(), Header: nats.Header{}}
					m.Header.Set(bus.HeaderStatus, "200")
					m.Header.Set(bus.HeaderEventType, bus.EventPrefix+"completed")
					m.Header.Set(bus.HeaderRequest, "p-1")
					if err := tt.attacker.nc.PublishMsg(m); err != nil {
						t.Fatal(err)
					}
					tt.attacker.mustBeDenied(t, "publish", subject)
				}
			}
			tt.attacker.flush()
			if d := w.counts(t).since(before); len(d) != 0 {
				t.Errorf("streams changed: %v", d)
			}
			if w.entry(t, key) != entry {
				t.Error("the victim's entry changed")
			}
			tt.victim.mustHearNothing(t)
		})
	}
}

func payloads() [][]byte {
	frame, err := exchange.EncodeFrame(map[string]string{"id": "p-1"}, nil)
	if err != nil {
		panic(err)
	}
	return [][]byte{[]byte("p-1"), body("sluice-dev", "forged"), frame}
}

// entry is the revision of a key of REQUESTS.
func (w *world) entry(t *testing.T, key string) uint64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	kv, err := w.inside.Bucket(ctx, bus.BucketRequests)
	if err != nil {
		t.Fatal(err)
	}
	e, err := kv.Get(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	return e.Revision()
}
