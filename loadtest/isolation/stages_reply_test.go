package isolation

import (
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
)

// door is something that a service may send, to which the server answers.
type door struct {
	subject, body string
	stores        bool
}

func doors(service string) []door {
	var out []door
	for subject, owners := range stored() {
		if has(owners, service) && !strings.HasPrefix(subject, "$KV.KEYS.") {
			out = append(out, door{subject, canary, true})
		}
	}
	for subject, r := range reads() {
		if has(r.owners, service) {
			out = append(out, door{subject, r.body, false})
		}
	}
	return out
}

// elsewhere are subjects where an answer of the server's would do harm in the
// account of whoever owns them.
func elsewhere(service string) []string {
	out := []string{
		"sluice.request.default.alice", "sluice.response.default.alice.r", "sluice.notice.k", "sluice.delta.e.k", "sluice.cancel.k",
		"sluice.inbox.default.alice.x", "_INBOX.alice.1", "sluice.admin.default.admin.token.create", "sluice.audit.default.admin.log",
		"sluice.changed.IDENTITY.user.default.mallory", "sluice.flag.high.dlp.default", "$JS.API.STREAM.DELETE.EVIDENCE", "$JS.API.STREAM.PURGE.KV_REQUESTS",
		"$JS.API.CONSUMER.DELETE.DISPATCH.dispatch-batch",
	}
	for subject, owners := range stored() {
		if !has(owners, service) {
			out = append(out, subject)
		}
	}
	return out
}

// streamOf is the stream that keeps a subject, and those below it in a state.
func (h *house) streamOf(t *testing.T, subject string) string {
	t.Helper()
	name, err := h.inside.JS.StreamNameBySubject(t.Context(), subject)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// sequence is the last of a stream.
func (h *house) sequence(t *testing.T, stream string) uint64 {
	t.Helper()
	s, err := h.inside.JS.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State.LastSeq
}

// TestStageReplies: wherever a service has the server's answers sent, they arrive in
// its own account: it hears them itself, and nothing is stored but what it sent.
func TestStageReplies(t *testing.T) {
	h := newHouse(t)
	for service := range h.letters() {
		nc := h.hostile(service)
		for _, d := range doors(service) {
			t.Run(service+"/"+d.subject, func(t *testing.T) {
				own := ""
				if d.stores {
					own = h.streamOf(t, d.subject)
				} else if name, ok := strings.CutPrefix(d.subject, "$JS.API.CONSUMER.MSG.NEXT."); ok {
					own, _, _ = strings.Cut(name, ".") // its consumer moves on
				}
				before, last := h.state(), uint64(0)
				if d.stores {
					last = h.sequence(t, own)
				}
				targets := elsewhere(service)
				for _, reply := range targets {
					heard, err := nc.SubscribeSync(reply)
					if err != nil {
						t.Fatal(err)
					}
					if err := nc.PublishMsg(&nats.Msg{Subject: d.subject, Reply: reply, Data: []byte(d.body)}); err != nil {
						t.Fatal(err)
					}
					if _, err := heard.NextMsg(wait); err != nil {
						t.Errorf("the control failed: the answer for %s is not in one's own account: %v", reply, err)
					}
					_ = heard.Unsubscribe()
				}
				after := h.state()
				for name := range before {
					if stream, _, _ := strings.Cut(name, "/"); stream != own && !same(before[name], after[name]) {
						t.Errorf("%s was changed:\nwas %v\nis  %v", name, before[name], after[name])
					}
				}
				if d.stores && h.sequence(t, own)-last != uint64(len(targets)) {
					t.Errorf("%s holds %d more, %d were sent", own, h.sequence(t, own)-last, len(targets))
				}
			})
		}
	}
}

// TestReplyControl: in the account of the streams the same reply does store, which
// is why no service is there.
func TestReplyControl(t *testing.T) {
	h := newHouse(t)
	h.letters()
	before := h.sequence(t, "KV_IDENTITY")
	for _, subject := range []string{"sluice.stage.guard.default.batch", "$JS.API.DIRECT.GET.KV_RESULTS.$KV.RESULTS.k"} {
		if err := h.inside.NC.PublishRequest(subject, "$KV.IDENTITY.user.default.mallory", nil); err != nil {
			t.Fatal(err)
		}
	}
	rig.Eventually(t, wait, "both answers in IDENTITY", func() bool { return h.sequence(t, "KV_IDENTITY") == before+2 })
}

// TestReplyOfTheServersOwnByStages: what the server keeps for itself is refused as
// reply; an answer sent to a $JS.ACK subject would settle another stage's message.
func TestReplyOfTheServersOwnByStages(t *testing.T) {
	h := newHouse(t)
	h.letters()
	owner := h.hostile(bus.UserDispatch)
	m, err := owner.Request("$JS.API.CONSUMER.MSG.NEXT.DISPATCH."+bus.ConsumerName("dispatch", bus.LaneBatch), []byte(`{"batch":1,"no_wait":true}`), wait)
	if err != nil {
		t.Fatal(err)
	}
	for _, service := range bus.ServiceUsers() {
		nc := h.hostile(service)
		for _, d := range doors(service) {
			before := h.state()
			for _, reply := range []string{m.Reply, "$JS.ACK.DISPATCH.dispatch-batch.1.1.1.1.0", "_R_.abcdef.ghijkl", "_GR_.x.y.z"} {
				if err := nc.PublishMsg(&nats.Msg{Subject: d.subject, Reply: reply, Data: []byte(d.body)}); err != nil {
					t.Fatal(err)
				}
			}
			if err := nc.FlushTimeout(wait); err != nil {
				t.Fatal(err)
			}
			if last := nc.LastError(); last == nil || !strings.Contains(strings.ToLower(last.Error()), "publish with reply") {
				t.Errorf("%s at %s: not refused: %v", service, d.subject, last)
			}
			h.mustBeAsBefore(t, before)
		}
	}
}

// TestStageHeaders: headers that steer JetStream do nothing beyond one's own output.
func TestStageHeaders(t *testing.T) {
	h := newHouse(t)
	for service := range h.letters() {
		nc := h.hostile(service)
		for _, d := range doors(service) {
			if !d.stores || service == bus.UserIdentity {
				continue // identity alone writes to its buckets, and may purge them
			}
			t.Run(service+"/"+d.subject, func(t *testing.T) {
				own := h.streamOf(t, d.subject)
				before, first := h.state(), h.first(t, own)
				for name, value := range map[string]string{
					"Nats-Rollup": "all", "Nats-TTL": "1s", "Nats-Schedule": "@every 1s", "Nats-Schedule-Target": "$KV.IDENTITY.user.default.mallory",
					"Nats-Trace-Dest": "$KV.IDENTITY.user.default.mallory", "Nats-Batch-Id": "b", "Nats-Incr": "1", "Nats-Marker-Reason": "Purge",
					"Nats-Expected-Stream": "EVIDENCE", "Nats-Stream-Source": "EVIDENCE 1 > > ", "Nats-Request-Info": `{"acc":"IDENTITY"}`,
				} {
					m := nats.NewMsg(d.subject)
					m.Data = []byte("{}")
					m.Header.Set(name, value)
					if name == "Nats-Schedule-Target" {
						m.Header.Set("Nats-Schedule", "@every 1s")
					}
					if name == "Nats-Batch-Id" {
						m.Header.Set("Nats-Batch-Sequence", "1")
						m.Header.Set("Nats-Batch-Commit", "1")
					}
					if _, err := nc.RequestMsg(m, wait); err != nil && name != "Nats-Trace-Dest" {
						t.Errorf("%s: %v", name, err)
					}
				}
				after := h.state()
				for name := range before {
					if stream, _, _ := strings.Cut(name, "/"); stream != own && !same(before[name], after[name]) {
						t.Errorf("%s was changed:\nwas %v\nis  %v", name, before[name], after[name])
					}
				}
				if got := h.first(t, own); got != first && !strings.HasPrefix(own, "KV_") {
					t.Errorf("%s was purged: it begins at %d, not %d", own, got, first)
				}
				if bucket, ok := strings.CutPrefix(own, "KV_"); ok {
					if _, err := bustest.Bucket(t, h.inside, bucket).Get(t.Context(), "bystander"); err != nil {
						t.Errorf("%s was purged: %v", own, err)
					}
				}
			})
		}
	}
}

// first is the first sequence that a stream holds.
func (h *house) first(t *testing.T, stream string) uint64 {
	t.Helper()
	s, err := h.inside.JS.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State.FirstSeq
}
