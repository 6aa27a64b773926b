package isolation

import (
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// told are subjects of services and of what is only told: who speaks there, and who
// may hear it. Written by hand, as stored is.
func told() map[string]struct{ speaker, hearers string } {
	type way = struct{ speaker, hearers string }
	const all = "edge dlp guard toolauth dispatch provenance identity console"
	return map[string]way{
		"sluice.ingress.default.alice":         {"edge", "dlp"},
		"sluice.part.w.p":                      {"edge", "dlp"},
		"sluice.release.default.alice":         {"dlp", "provenance"},
		"sluice.open.default":                  {"dispatch", "provenance"},
		"sluice.window.guard":                  {"dispatch", "guard"},
		"sluice.flags.default.analyst":         {"console", "provenance"},
		"sluice.audit.default.auditor.log":     {"console", "provenance"},
		"sluice.response.default.alice.r":      {"provenance", "edge dlp"},
		"sluice.notice.k":                      {"provenance", "edge dlp"},
		"sluice.delta.e.k":                     {"dispatch", "edge"},
		"sluice.cancel.k":                      {"edge", "dispatch"},
		"sluice.request.default.alice":         {"edge", ""}, // the edge has a door of its own
		"sluice.fetch.default.alice":           {"edge", ""},
		"sluice.restore.default.alice":         {"edge", ""},
		"sluice.svc.scan.default.alice":        {"edge", ""},
		"sluice.admin.default.root.token.list": {"console", ""},
		"sluice.flag.high.dlp.default":         {"", "console"},
		"sluice.changed.MODELS.pool.default":   {"", "edge dlp guard dispatch identity"},
		"sluice.changed.IDENTITY.user.x.y":     {"", "edge toolauth identity console"},
		"sluice.changed.POLICY.inforce":        {"", all},
	}
}

// TestStagesListen: a service that listens to everything hears what is for it, what
// it said itself, and no more: no request, delivery, record or reply of another's.
func TestStagesListen(t *testing.T) {
	h := newHouse(t)
	voices, ears := map[string]*nats.Conn{}, map[string]chan *nats.Msg{}
	for _, service := range bus.ServiceUsers() {
		nc := h.hostile(service)
		ears[service] = make(chan *nats.Msg, 8192)
		for _, subject := range []string{">", "$KV.>", "$JS.>", "$SYS.>", "_R_.>", "_INBOX.>", "sluice.>"} {
			if _, err := nc.ChanSubscribe(subject, ears[service]); err != nil {
				t.Fatal(err)
			}
		}
		if err := nc.FlushTimeout(wait); err != nil {
			t.Fatal(err)
		}
		voices[service] = h.hostile(service)
	}

	h.letters() // each stream and bucket gets something, and tells its followers
	said := map[string][]string{}
	for subject, w := range told() {
		switch {
		case w.speaker != "":
			said[w.speaker] = append(said[w.speaker], subject)
			if err := voices[w.speaker].PublishRequest(subject, "_INBOX.private.1", []byte(canary)); err != nil {
				t.Fatal(err)
			}
		case strings.Contains(subject, "IDENTITY"): // put by identity, told by the server
			said[bus.UserIdentity] = append(said[bus.UserIdentity], "$KV.IDENTITY.user.x.y")
			if err := voices[bus.UserIdentity].Publish("$KV.IDENTITY.user.x.y", []byte(canary)); err != nil {
				t.Fatal(err)
			}
		}
	}
	// Each stage takes its messages, and one asks for a bucket's value.
	for _, stage := range []string{"guard", "toolauth", "dispatch", "provenance"} {
		stream, _ := bus.StreamOfStage(stage)
		next := "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + bus.ConsumerName(stage, bus.LaneBatch)
		m, err := voices[stage].Request(next, []byte(`{"batch":1}`), wait)
		if err != nil || string(m.Data) != canary {
			t.Fatalf("the control failed: %v", err)
		}
		said[stage] = append(said[stage], next, m.Reply, bus.StageSubject(stage, tenant, bus.LaneBatch)) // its own delivery
		if err := m.Respond([]byte("+ACK")); err != nil {
			t.Fatal(err)
		}
	}
	for _, nc := range voices {
		if err := nc.FlushTimeout(wait); err != nil {
			t.Fatal(err)
		}
	}

	for service, ear := range ears {
		var want []string
		for subject, w := range told() {
			if has(w.hearers, service) {
				want = append(want, subject)
			}
		}
		heard := map[string]bool{}
		rig.Eventually(t, wait, service+" hears what is for it", func() bool {
			for len(ear) > 0 {
				heard[(<-ear).Subject] = true
			}
			return !slices.ContainsFunc(want, func(s string) bool { return !heard[s] })
		})
		for subject := range heard {
			own := slices.Contains(said[service], subject) || strings.HasPrefix(subject, "_INBOX.") // of its own account
			theirs := strings.HasPrefix(subject, "sluice.changed.") && slices.ContainsFunc(want, func(s string) bool {
				return strings.HasPrefix(s, strings.Join(strings.Split(subject, ".")[:3], "."))
			})
			if !own && !theirs && !slices.Contains(want, subject) {
				t.Errorf("%s heard %s", service, subject)
			}
		}
	}
}
