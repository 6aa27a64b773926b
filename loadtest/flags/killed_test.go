package flags

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// TestKilled: guard, dlp and dispatch die under load and come again. Every flag of
// every record is told, each id once.
func TestKilled(t *testing.T) {
	w, s := newStack(t)
	w.send(t, connections, "sluice-dev/say", false)
	printed := w.watch(t, "--since", "1h")
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.send(t, 1600, "sluice-dev/say", true)
	}()
	for _, name := range []string{"guard", "dlp", "dispatch", "provenance", "guard"} {
		from := w.heard.count()
		rig.Eventually(t, wait, "flags are told", func() bool { return w.heard.count() > from+150 })
		s.Services[name].Kill()
		s.Services[name].Restart(true)
	}
	<-done
	w.settled(t)
	want := w.complete(t)
	w.sameAs(t, printed(len(want)), want)
}

// TestAnalystFollowsFlagsAlone: what else an analyst tries is refused. The isolation
// tests have the whole table.
func TestAnalystFollowsFlagsAlone(t *testing.T) {
	w := newUp(t)
	denied := make(chan error, 16)
	nc, err := nats.Connect(w.url, nats.Token(w.token), nats.CustomInboxPrefix(bus.PrivateInbox(tenant, analyst)),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { denied <- err }))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	refused := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-denied:
			if !strings.Contains(err.Error(), "Permissions Violation") {
				t.Errorf("%s: %v", what, err)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s was not refused", what)
		}
	}
	for _, subject := range []string{"sluice.response.>", "sluice.flag.*.*.*", "sluice.stage.>", "sluice.evidence.>", "$JS.API.>", ">"} {
		_, err := nc.SubscribeSync(subject)
		refused("subscribing to "+subject, err)
	}
	for _, subject := range []string{
		bus.UserSubject(bus.Request, tenant, analyst), bus.UserSubject(bus.Audit, tenant, analyst) + ".log",
		bus.UserSubject(bus.Admin, tenant, analyst) + ".token.list", "sluice.raise.high.dlp." + tenant,
	} {
		refused("publishing to "+subject, nc.Publish(subject, []byte("{}")))
	}
	a := caller.New(w.edge, w.token, 1).Ask(t.Context(), flagged(1, "sluice-dev"))
	if a.Status != http.StatusForbidden && a.Status != http.StatusUnauthorized {
		t.Errorf("the edge answered an analyst %d %s", a.Status, a.Code)
	}
}
