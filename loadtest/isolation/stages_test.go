package isolation

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"sluice/pkg/bus"
)

// TestStageOutputs: each service publishes to its own outputs, and to no other
// subject that is kept.
func TestStageOutputs(t *testing.T) {
	h := newHouse(t)
	for _, service := range bus.ServiceUsers() {
		nc := h.hostile(service)
		for subject, owners := range stored() {
			t.Run(service+"/"+subject, func(t *testing.T) {
				own := has(owners, service)
				if own && strings.HasPrefix(subject, "$KV.KEYS.") {
					subject += service // each may add one
				}
				before := h.state()
				if !own {
					refused(t, nc, subject, []byte(canary))
					h.mustBeAsBefore(t, before)
					return
				}
				m, err := nc.Request(subject, []byte("{}"), wait)
				if err != nil || !bytes.Contains(m.Data, []byte(`"seq"`)) {
					t.Errorf("the control failed: %v", err)
				}
				if reflect.DeepEqual(before, h.state()) {
					t.Error("the control failed: nothing was stored")
				}
			})
		}
	}
}

// administration is what changes or reads streams, for a service that owns none of it.
func administration() map[string]string {
	config := `{"name":"MINE","subjects":["mine.>"],"storage":"file"}`
	steer := `{"stream_name":"EVIDENCE","config":{"durable_name":"x","deliver_subject":"$KV.IDENTITY.user.default.mallory","ack_policy":"none"}}`
	out := map[string]string{
		"$JS.API.INFO": "", "$JS.API.STREAM.NAMES": "", "$JS.API.STREAM.LIST": "", "$JS.API.STREAM.CREATE.MINE": config,
		"$JS.API.ACCOUNT.PURGE.SLUICE": "", "$JS.API.SERVER.REMOVE": `{"peer":"x"}`, "$JS.API.META.LEADER.STEPDOWN": "",
		"$SYS.REQ.USER.AUTH": "x", "$SYS.REQ.CLAIMS.DELETE": "x", "$SYS.REQ.ACCOUNT.SLUICE.CONNZ": "", "$SYS.REQ.ACCOUNT.SLUICE.JSZ": "",
	}
	for _, s := range []string{"EVIDENCE", "FLAGS", "DEAD", "GUARD", "TOOLAUTH", "DISPATCH", "PROVENANCE", "KV_IDENTITY", "KV_POLICY", "KV_KEYS", "KV_REQUESTS", "KV_RESULTS", "KV_MODELS", "KV_BODIES"} {
		for api, body := range map[string]string{
			"STREAM.UPDATE.": `{"name":"` + s + `","subjects":["mine.>"],"storage":"file"}`, "STREAM.DELETE.": "", "STREAM.PURGE.": "",
			"STREAM.MSG.DELETE.": `{"seq":1}`, "STREAM.MSG.GET.": `{"seq":1}`, "STREAM.SNAPSHOT.": `{"deliver_subject":"sluice.evidence.admin.default"}`,
			"STREAM.LEADER.STEPDOWN.": "", "STREAM.PEER.REMOVE.": `{"peer":"x"}`, "CONSUMER.NAMES.": "", "CONSUMER.LIST.": "",
			"CONSUMER.CREATE.": strings.Replace(steer, "EVIDENCE", s, 1),
		} {
			out["$JS.API."+api+s] = body
		}
		out["$JS.API.CONSUMER.CREATE."+s+".x"] = strings.Replace(steer, "EVIDENCE", s, 1)
		out["$JS.API.CONSUMER.DURABLE.CREATE."+s+".x"] = strings.Replace(steer, "EVIDENCE", s, 1)
	}
	for _, stage := range []string{"guard", "toolauth", "dispatch", "provenance"} {
		stream, _ := bus.StreamOfStage(stage)
		for _, lane := range bus.Lanes() {
			c := stream + "." + bus.ConsumerName(stage, lane)
			for _, api := range []string{"DELETE.", "PAUSE.", "UNPIN.", "RESET.", "LEADER.STEPDOWN."} {
				out["$JS.API.CONSUMER."+api+c] = ""
			}
		}
	}
	return out
}

// TestStagesAdministerNothing: no service makes, changes, deletes or lists streams
// and consumers, not even its own.
func TestStagesAdministerNothing(t *testing.T) {
	h := newHouse(t)
	for service := range h.letters() {
		nc := h.hostile(service)
		before := h.state()
		t.Run(service, func(t *testing.T) {
			for subject, body := range administration() {
				refused(t, nc, subject, []byte(body))
			}
			h.mustBeAsBefore(t, before)
		})
	}
	// The control: setup may.
	if _, err := h.inside.NC.Request("$JS.API.STREAM.CREATE.MINE", []byte(administration()["$JS.API.STREAM.CREATE.MINE"]), wait); err != nil {
		t.Fatal(err)
	}
	if _, err := h.inside.JS.Stream(t.Context(), "MINE"); err != nil {
		t.Errorf("the control failed: %v", err)
	}
}
