package isolation

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// TestHeaders: headers that would steer JetStream, or pretend to come from the
// server or from Sluice, are refused or have no effect.
func TestHeaders(t *testing.T) {
	w := newWorld(t)
	w.bob.exchange(t, "h-bob", canary)
	w.alice.exchange(t, "h-first", "makes alice's data key")
	key := exchange.Key(tenant, "bob", "h-bob")
	info, err := json.Marshal(map[string]string{"acc": "SLUICE", "svc": "SLUICE", "user": tenant + ".bob", "name": "bob"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, value string
		refused     bool
	}{
		{"Nats-Expected-Stream", "KV_REQUESTS", true},
		{"Nats-Expected-Last-Sequence", "0", true},
		{"Nats-Expected-Last-Subject-Sequence", "0", true},
		{"Nats-Expected-Last-Subject-Sequence-Subject", "$KV.REQUESTS." + key, true},
		{"Nats-Expected-Last-Msg-Id", "x", true},
		{"Nats-Rollup", "all", true},
		{"Nats-Rollup", "sub", true},
		{"Nats-TTL", "1s", true},
		{"Nats-Marker-Reason", "Purge", true},
		{"Nats-Batch-Id", "b", true},
		{"Nats-Batch-Commit", "1", true},
		{"Nats-Incr", "1", true},
		{"Nats-Schedule", "@every 1s", true},
		{"Nats-Schedule-Target", "sluice.stage.dispatch." + tenant + ".interactive", true},
		{"Nats-Stream-Source", "DISPATCH 1", true},
		{"Nats-Future-Header", "x", true},
		{"nats-rollup", "all", true},
		{"NATS-MSG-ID", "h-bob", true},
		{"Nats-Request-Info", string(info), false},
		{"KV-Operation", "PURGE", false},
		{"Sluice-Status", "200", false},
		{"Sluice-Request-Id", "h-bob", false},
		{"Sluice-Reason", "x", false},
		{"ce-type", bus.EventPrefix + "completed", false},
		{"X-Request-Id", "h-bob", false},
		{"Status", "503", false},
		{"traceparent", "00-" + canary, false},
	} {
		t.Run(tt.name+" "+tt.value[:min(len(tt.value), 12)], func(t *testing.T) {
			settled(t, w)
			before, entry := w.counts(t), w.entry(t, key)
			id := idOf(strings.TrimPrefix(t.Name(), "TestHeaders/"))
			m := nats.NewMsg(w.alice.requestSubject())
			m.Data = body("sluice-dev", "Hello")
			m.Header.Set(jetstream.MsgIDHeader, id)
			m.Header[tt.name] = []string{tt.value}
			a := w.alice.ask(t, m)
			if tt.refused {
				if a.Detail == nil || a.Detail.Status != 400 || a.Detail.Code != "unsupported_header" {
					t.Errorf("not refused: %+v", a)
				}
				settled(t, w)
				// The one thing that it leaves is its access event.
				if d := w.counts(t).since(before); !reflect.DeepEqual(d, counts{"EVIDENCE": {1, 1}}) {
					t.Errorf("streams changed: %v", d)
				}
			} else {
				if a.Err != nil {
					t.Fatalf("refused: %+v", a.Detail)
				}
				w.alice.outcome(t, id)
				settled(t, w)
				// In one process only the first stream is crossed.
				want := counts{"GUARD": {1}, "EVIDENCE": {2, 2}, "KV_REQUESTS": {2, 1}, "KV_RESULTS": {3, 1}}
				if d := w.counts(t).since(before); !reflect.DeepEqual(d, want) {
					t.Errorf("streams changed by %v, not by %v", d, want)
				}
				w.mustBeRecordedAs(t, "alice", id)
			}
			if w.entry(t, key) != entry {
				t.Error("the victim's entry changed")
			}
			w.bob.mustHearNothing(t)
		})
	}
}

// idOf keeps what may stand in a request id.
func idOf(s string) string {
	return "h-" + strings.Map(func(r rune) rune {
		if bus.ValidName(string(r)) {
			return r
		}
		return '-'
	}, s)
}

type record struct {
	User  string `json:"user"`
	Key   string `json:"key"`
	Trace string `json:"traceparent"`
}

func (w *world) mustBeRecordedAs(t *testing.T, user, id string) record {
	t.Helper()
	var r record
	if err := json.Unmarshal(w.sluice(t, "record", id, "--user", user), &r); err != nil {
		t.Fatal(err)
	}
	if r.User != user || r.Key != exchange.Key(tenant, user, id) || strings.Contains(r.Trace, canary) {
		t.Errorf("the record is of %+v", r)
	}
	return r
}

// TestTraceHeader: the server's message tracing sends nothing to where its sender
// may not publish, and nothing from inside Sluice's account.
func TestTraceHeader(t *testing.T) {
	w := newWorld(t)
	w.bob.exchange(t, "t-1", canary)
	inboxes := w.alice.subscribe("_INBOX.>")
	settled(t, w)
	for _, dest := range []string{
		"sluice.stage.dispatch." + tenant + ".interactive", "$KV.RESULTS.x", "sluice.response." + tenant + ".bob.t-1",
		"sluice.fetch." + tenant + ".bob", "sluice.request." + tenant + ".bob", "_INBOX.alice.trace",
	} {
		before := w.counts(t)
		m := nats.NewMsg(w.alice.requestSubject())
		m.Data = body("sluice-dev", "Hello")
		m.Header.Set("Nats-Trace-Dest", dest)
		if err := w.alice.nc.PublishMsg(m); err != nil {
			t.Fatal(err)
		}
		w.alice.flush()
		w.bob.mustHearNothing(t)
		w.alice.mustHearNothing(t)
		if heard := drain(inboxes); len(heard) != 0 {
			t.Errorf("%s: the server told of its insides: %d messages", dest, len(heard))
		}
		settled(t, w)
		if d := w.counts(t).since(before); d["EVIDENCE"][0] > 1 || len(d) > 1 {
			t.Errorf("%s: streams changed: %v", dest, d)
		}
	}
}

// TestSameID: one id, three users: three exchanges, each with its own answer.
func TestSameID(t *testing.T) {
	w := newWorld(t)
	all := []*person{w.alice, w.bob, w.admin}
	errs := make(chan error, len(all))
	for _, p := range all {
		go func() {
			ctx, cancel := context.WithTimeout(t.Context(), wait)
			defer cancel()
			_, err := p.publish(ctx, "same", body("sluice-dev/echo", "I am "+p.name))
			errs <- err
		}()
	}
	for range all {
		if err := <-errs; err != nil {
			t.Fatal(err)
		}
	}
	keys := map[string]bool{}
	for _, p := range all {
		got := p.outcome(t, "same")
		for _, q := range all {
			if strings.Contains(got, "I am "+q.name) != (p == q) {
				t.Errorf("%s's answer is about %s", p.name, q.name)
			}
		}
		keys[w.mustBeRecordedAs(t, p.name, "same").Key] = true
		p.mustHearNothing(t)
	}
	if len(keys) != len(all) {
		t.Errorf("%d keys for %d users", len(keys), len(all))
	}
}

// TestOthersID: another's id is unknown, in whatever form it is asked for.
func TestOthersID(t *testing.T) {
	w := newWorld(t)
	w.bob.exchange(t, "o-1", canary+" to heron@example.org")
	key := exchange.Key(tenant, "bob", "o-1")
	for _, tt := range []struct {
		question string
		status   int
	}{
		{"o-1", 404}, {`{"id":"o-1"}`, 404}, {`{"id":"o-1","user":"bob","tenant":"` + tenant + `"}`, 404}, {key, 404},
		{"bob.o-1", 400}, {tenant + ".bob.o-1", 400}, {"../bob/o-1", 400}, {"*", 400}, {">", 400}, {"", 400}, {"{", 400},
		{`{"id":["o-1"]}`, 400}, {strings.Repeat("a", 65), 400}, {strings.Repeat("a", 5000), 413},
	} {
		for _, service := range []string{bus.Fetch, bus.Restore} {
			for _, p := range []*person{w.alice, w.admin} {
				m := nats.NewMsg(bus.UserSubject(service, tenant, p.name))
				m.Data = []byte(tt.question)
				a := p.ask(t, m)
				if a.Detail == nil || a.Detail.Status != tt.status || a.Seq != 0 {
					t.Errorf("%s %q by %s: %+v, want %d", service, tt.question[:min(len(tt.question), 30)], p.name, a.Detail, tt.status)
				}
				p.mustHearNothing(t)
			}
		}
	}
	w.bob.mustHearNothing(t)
}
