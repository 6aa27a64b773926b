package dispatch

import (
	"testing"
	"time"

	"sluice/pkg/exchange"
	"sluice/pkg/model"
)

// A record says that the weights were shown only where they were before the call began, and says nothing of the
// register's entry else.
func TestAttestedFromTheBeginning(t *testing.T) {
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	seen := model.Seen{By: model.ByFiles, Who: "agent", Digest: "sha256:a", At: now, Tells: true}
	entry := model.Registered{Entry: model.Entry{Name: "m", Version: "1"}, Digest: "d"}
	for name, c := range map[string]struct {
		v        model.Verdict
		state    model.State
		attested bool
		entry    string
	}{
		"before":   {model.Verdict{State: model.Verified, Seen: seen, Entry: entry, Since: now.Add(-3 * time.Second)}, model.Verified, true, "d"},
		"during":   {model.Verdict{State: model.Verified, Seen: seen, Entry: entry, Since: now.Add(-time.Second)}, model.Unattested, false, ""},
		"built in": {model.Verdict{State: model.BuiltIn, Seen: model.Seen{By: model.ByBinary}, Since: now}, model.BuiltIn, true, ""},
		"changed":  {model.Verdict{State: model.Tampered, Seen: seen, Entry: entry, Since: now}, model.Tampered, false, ""},
	} {
		s := &Service{Deps: Deps{Now: func() time.Time { return now }, Weights: func(string, string) model.Verdict { return c.v }}}
		x := &exchange.Exchange{Model: "m", Dispatch: &exchange.DispatchPage{}}
		s.attested(x, "gpu", 2*time.Second)
		w := x.Dispatch.Weights
		if w == nil || w.State != string(c.state) || w.Attested != c.attested || w.Entry != c.entry {
			t.Errorf("%s: %+v", name, w)
		}
	}
}
