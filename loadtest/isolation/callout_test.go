package isolation

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/rig"
)

const stackConfig = `backends:
  - {name: dev, engine: openai, url: "%s", models: ["sluice-dev", "sluice-dev/*"]}
`

// TestIdentityDown: without the identity service nobody new gets in, and who was
// in goes on. When it is back, it still closes what was opened before it died.
func TestIdentityDown(t *testing.T) {
	s := rig.StartStack(t, rig.StackOptions{Config: stackConfig})
	w := people(t, s.NATSURL, s.Data, s.Keys)
	w.alice.exchange(t, "i-1", "before")

	identity := s.Services["identity"]
	identity.Kill()
	for name, opt := range map[string]nats.Option{"good token": nats.Token(w.alice.token), "no token": nats.Name("nobody")} {
		if nc, err := nats.Connect(w.url, opt, nats.Timeout(7*time.Second)); err == nil {
			nc.Close()
			t.Errorf("%s got in without the identity service", name)
		}
	}
	w.alice.exchange(t, "i-2", "meanwhile")

	identity.Restart(true)
	w.connect(t, "alice", w.alice.token).exchange(t, "i-3", "again")
	w.sluice(t, "token", "revoke", w.alice.tokenID)
	gone(t, w.alice.nc, soon)
	w.bob.exchange(t, "i-1", "not concerned")
}
