package admission

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/token"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const (
	wait = 30 * time.Second
	user = "alice"
)

// world is a running Sluice with two tenants.
type world struct {
	*rig.Up
	inside          *bus.Bus
	limited, others *caller.Caller
	limitedToken    string
}

const (
	limited = "acme"
	others  = "globex"
)

func newWorld(t *testing.T, policy, config string) *world {
	t.Helper()
	file := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", policy)
	w := &world{Up: rig.StartUp(t, fmt.Sprintf("policy: %q\n", file)+config)}
	w.inside = rig.Inside(t, w.URL(), w.Keys)
	w.limitedToken = w.tenant(t, limited)
	w.limited = caller.New(w.Addr("http"), w.limitedToken, 512)
	w.others = caller.New(w.Addr("http"), w.tenant(t, others), 512)
	return w
}

// tenant makes a tenant with one user, and returns its token. No command makes one
// yet, so it is written where identity keeps it.
func (w *world) tenant(t *testing.T, name string) string {
	t.Helper()
	text, record, err := token.New(name, user, time.Now(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	kv, err := w.inside.Bucket(ctx, bus.BucketIdentity)
	if err != nil {
		t.Fatal(err)
	}
	for key, v := range map[string]any{
		token.UserKey(name, user): token.User{Tenant: name, User: user, Roles: []string{token.RoleApp}}, token.RecordKey(record.ID): record,
	} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := kv.Put(ctx, key, data); err != nil {
			t.Fatal(err)
		}
	}
	return text
}

// at sends so many at once and returns what came back.
func at(c *caller.Caller, prefix string, n int, q caller.Request) []caller.Answer {
	out := make([]caller.Answer, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			one := q
			one.ID = fmt.Sprintf("%s-%d", prefix, i)
			out[i] = c.Ask(context.Background(), one)
		})
	}
	all.Wait()
	return out
}

// sorted counts completions and refusals for too much, and complains of all else.
func sorted(t *testing.T, what string, all []caller.Answer) (completed, refused int) {
	t.Helper()
	for _, a := range all {
		seconds, err := strconv.Atoi(a.RetryAfter)
		switch {
		case a.Completed():
			completed++
		case a.Status == http.StatusTooManyRequests && a.Type == chat.TypeRateLimit && a.Code == "rate_limit_exceeded" && err == nil && seconds >= 1:
			refused++
		default:
			t.Errorf("%s: answered %d %s %s with Retry-After %q (%v)", what, a.Status, a.Type, a.Code, a.RetryAfter, a.Err)
		}
	}
	return completed, refused
}

func hello(model string) caller.Request {
	return caller.Request{Model: model, Messages: caller.User("hello")}
}

// overNATS connects as the limited tenant's user.
func (w *world) overNATS(t *testing.T) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(w.URL(), nats.Token(w.limitedToken), nats.CustomInboxPrefix(bus.PrivateInbox(limited, user)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}
