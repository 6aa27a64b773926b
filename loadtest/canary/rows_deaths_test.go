package canary

import (
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// deaths are the ways to a dead letter, and what happens where nothing can be recorded.
func deaths() []row {
	return []row{
		{name: "no exchange", run: func(t *testing.T, w *world, b bird) {
			before := w.dead(t)
			stages := []string{"guard", "toolauth", "dispatch", "provenance"}
			for _, stage := range stages {
				m := nats.NewMsg(bus.StageSubject(stage, caller.Tenant, "interactive"))
				m.Data = []byte(b.text())
				m.Header.Set("traceparent", b.word)
				m.Header.Set("X-"+b.word, b.word)
				if _, err := w.inside.JS.PublishMsg(t.Context(), m); err != nil {
					t.Fatal(err)
				}
			}
			rig.Eventually(t, soon, "each is a dead letter", func() bool { return w.dead(t) == before+uint64(len(stages)) })
		}},
		{name: "worker dies", run: func(t *testing.T, w *world, b bird) {
			before := w.dead(t)
			if _, err := w.nats.Publish(id(t), b.fill(ask("eng/slow", "RAW", ""))); err != nil {
				t.Fatal(err)
			}
			rig.Eventually(t, soon, "the engine is asked", func() bool { return w.engine.asked(b) })
			w.Services["dispatch"].Kill()
			w.Services["dispatch"].Restart(true)
			info, data := w.outcomes.of(t, id(t))
			result{500, "attempts_exhausted"}.want(t, b, result{info.Status, caller.Answer{Body: data}.Code()}, data)
			if w.dead(t) != before+1 {
				t.Error("there is no dead letter")
			}
		}},
		{name: "no evidence", run: func(t *testing.T, w *world, b bird) {
			w.limit(t, true)
			defer w.limit(t, false)
			for _, body := range []string{ask("eng/whole", "RAW", ""), `{"model":"RAW`} {
				got, said := w.overHTTP(t, id(t), b.fill(body))
				result{503, "service_unavailable"}.want(t, b, got, said)
				got, said = w.overNATS(t, id(t)+"-n", b.fill(body))
				result{503, "service_unavailable"}.want(t, b, got, said)
			}
		}},
	}
}

func (w *world) dead(t *testing.T) uint64 {
	t.Helper()
	s, err := w.inside.JS.Stream(t.Context(), bus.StreamDead)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State.Msgs
}

// limit has EVIDENCE refuse whatever is new, or take it again.
func (w *world) limit(t *testing.T, refuse bool) {
	t.Helper()
	s, err := w.inside.JS.Stream(t.Context(), bus.StreamEvidence)
	if err != nil {
		t.Fatal(err)
	}
	c := s.CachedInfo().Config
	if c.MaxMsgs = -1; refuse {
		c.MaxMsgs = int64(s.CachedInfo().State.Msgs)
	}
	if _, err := w.inside.JS.UpdateStream(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}
