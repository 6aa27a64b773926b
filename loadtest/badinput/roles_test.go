package badinput

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/token"
)

// TestWithoutRole: a good token of a user who may not send requests opens neither
// door. No command makes such a user yet, so it is written where identities stand.
func TestWithoutRole(t *testing.T) {
	w := newWorld(t, "")
	inside := rig.Inside(t, w.URL(), w.Keys)
	kv, err := inside.Bucket(t.Context(), bus.BucketIdentity)
	if err != nil {
		t.Fatal(err)
	}
	text, record, err := token.New("default", "viewer", time.Now(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for key, v := range map[string]any{
		token.UserKey("default", "viewer"): token.User{Tenant: "default", User: "viewer", Roles: []string{}},
		token.RecordKey(record.ID):         record,
	} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := kv.Put(t.Context(), key, data); err != nil {
			t.Fatal(err)
		}
	}
	for path, method := range map[string]string{"/v1/models": "GET", "/v1/chat/completions": "POST"} {
		r, err := http.NewRequest(method, "http://"+w.Addr("http")+path, strings.NewReader(ask("")))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+text)
		r.Header.Set("Content-Type", "application/json")
		a := do(t, http.DefaultClient, r)
		id := a.header.Get("X-Request-Id")
		if a.status != 403 || !strings.Contains(string(a.body), "permission_denied") {
			t.Errorf("%s: status %d: %s", path, a.status, a.body)
		}
		if e := w.accessLog(t)[id]; len(e) != 1 || e[0].Status != 403 || e[0].User != "viewer" {
			t.Errorf("%s: on the access log: %+v", path, e)
		}
	}
	if nc, err := nats.Connect(w.URL(), nats.Token(text)); err == nil {
		nc.Close()
		t.Error("NATS lets it in")
	}
	if n := len(w.calls(t)); n != 0 {
		t.Errorf("%d requests reached the model", n)
	}
}
