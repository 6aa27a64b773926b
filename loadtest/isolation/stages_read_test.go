package isolation

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/bus"
)

// reads are questions that give what is stored, with the services that may ask.
func reads() map[string]struct{ body, owners string } {
	type read = struct{ body, owners string }
	out := map[string]read{}
	for bucket, owners := range map[string]string{
		"IDENTITY.user.default.mallory": "edge toolauth identity console", "POLICY.inforce": "edge dlp guard toolauth dispatch provenance identity console",
		"BODIES.k": "edge guard toolauth dispatch provenance", "KEYS.k": "edge dlp guard toolauth dispatch provenance", "REQUESTS.k": "edge dlp provenance", "RESULTS.k": "dispatch provenance", "MODELS.pool.default": "edge dlp guard dispatch identity",
	} {
		name, _, _ := strings.Cut(bucket, ".")
		out["$JS.API.DIRECT.GET.KV_"+name+".$KV."+bucket] = read{"", owners}
		whole := owners
		if slices.Contains([]string{"KEYS", "REQUESTS", "RESULTS", "BODIES"}, name) {
			whole = "" // by key only
		}
		out["$JS.API.DIRECT.GET.KV_"+name] = read{`{"seq":1}`, whole}
	}
	for _, stage := range []string{"guard", "toolauth", "dispatch", "provenance"} {
		stream, _ := bus.StreamOfStage(stage)
		out["$JS.API.DIRECT.GET."+stream] = read{`{"seq":1}`, ""}
		out["$JS.API.DIRECT.GET."+stream+"."+bus.StageSubject(stage, tenant, bus.LaneBatch)] = read{"", ""}
		for _, lane := range bus.Lanes() {
			c := stream + "." + bus.ConsumerName(stage, lane)
			out["$JS.API.CONSUMER.MSG.NEXT."+c] = read{`{"batch":1,"no_wait":true}`, stage}
			out["$JS.API.CONSUMER.INFO."+c] = read{"", stage + " telemetry"}
		}
		out["$JS.API.STREAM.INFO."+stream] = read{"", "telemetry"}
	}
	for stream, subject := range map[string]string{"EVIDENCE": "sluice.evidence.admin.default", "FLAGS": "sluice.flag.high.dlp.default", "DEAD": "sluice.dead.guard.default"} {
		owners, counters := "provenance", "provenance"
		if stream == "DEAD" {
			owners, counters = "", "telemetry"
		}
		out["$JS.API.STREAM.INFO."+stream] = read{"", counters}
		out["$JS.API.DIRECT.GET."+stream] = read{`{"seq":1}`, owners}
		out["$JS.API.DIRECT.GET."+stream+"."+subject] = read{"", owners}
	}
	return out
}

// TestStagesRead: a service reads its own consumers and the buckets that it works
// with, and nothing else that is stored.
func TestStagesRead(t *testing.T) {
	h := newHouse(t)
	for service := range h.letters() {
		nc := h.hostile(service)
		for subject, r := range reads() {
			t.Run(service+"/"+subject, func(t *testing.T) {
				if !has(r.owners, service) {
					before := h.state()
					refused(t, nc, subject, []byte(r.body))
					h.mustBeAsBefore(t, before)
					return
				}
				m, err := nc.Request(subject, []byte(r.body), wait)
				if err != nil || !bytes.Contains(m.Data, []byte(canary)) && !bytes.Contains(m.Data, []byte(`"stream_name"`)) && !bytes.Contains(m.Data, []byte(`"messages":`)) {
					t.Errorf("the control failed: %v, %v", m, err)
				}
			})
		}
	}
}

// TestStagesAcknowledgeTheirOwn: nobody settles, or takes, another stage's message.
func TestStagesAcknowledgeTheirOwn(t *testing.T) {
	h := newHouse(t)
	services := h.letters()
	for _, stage := range []string{"guard", "toolauth", "dispatch", "provenance"} {
		owner := h.hostile(stage)
		stream, _ := bus.StreamOfStage(stage)
		m, err := owner.Request("$JS.API.CONSUMER.MSG.NEXT."+stream+"."+bus.ConsumerName(stage, bus.LaneBatch), []byte(`{"batch":1,"no_wait":true}`), wait)
		if err != nil || m.Reply == "" {
			t.Fatalf("the control failed: %v", err)
		}
		before := h.state()
		for service := range services {
			if service != stage {
				nc := h.hostile(service)
				for _, ack := range []string{"+ACK", "+TERM", "-NAK"} {
					refused(t, nc, m.Reply, []byte(ack))
				}
			}
		}
		h.mustBeAsBefore(t, before)
		if _, err := owner.Request(m.Reply, []byte("+ACK"), wait); err != nil {
			t.Errorf("the control failed: %s cannot acknowledge: %v", stage, err)
		}
	}
}
