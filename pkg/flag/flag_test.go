package flag_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
)

// made are n events of one exchange.
func made(tenant, id string, n int) []ocsf.Event {
	x := &exchange.Exchange{
		Key: exchange.Key(tenant, "alice", id), ID: id, Tenant: tenant, User: "alice", Lane: "interactive", Via: "nats",
		Accepted: time.Now(), Policy: exchange.PolicyRef{Version: "1", Digest: "d"}, DLP: &exchange.DLPPage{State: exchange.Passed},
	}
	for i := range n {
		x.DLP.Findings = append(x.DLP.Findings, exchange.Finding{Type: "SECRET", Rule: fmt.Sprintf("rule-%04d", i), Action: "redact", Count: 1})
	}
	return ocsf.Events(x, exchange.StageDLP, "", time.Now(), "1")
}

// publish gives how many were new.
func publish(t testing.TB, b *bus.Bus, events []ocsf.Event) int {
	t.Helper()
	fresh, err := flag.Publish(t.Context(), b, events)
	if err != nil {
		t.Fatal(err)
	}
	return len(fresh)
}

func TestPublish(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance)
	events := made("acme", "r-1", 3)
	for i, want := range []int{2, 1, 0} { // a redelivery has what was stored before
		if n := publish(t, dlp, events[:min(2+i, 3)]); n != want {
			t.Errorf("%d were new, want %d", n, want)
		}
	}
	stored, left, err := reader.Read(t.Context(), bus.Page{Stream: bus.StreamFlags, Subject: "sluice.flag.>", Limit: 10})
	if err != nil || left != 0 || len(stored) != 3 {
		t.Fatalf("%d flags, %d left, %v", len(stored), left, err)
	}
	for i, m := range stored {
		if m.Subject != "sluice.flag.high.dlp.acme" || string(m.Data) != string(events[i].Body) {
			t.Errorf("%s: %s", m.Subject, m.Data)
		}
		for name, want := range map[string]string{
			"ce-specversion": "1.0", "ce-type": "dev.sluice.flag", "ce-source": "/sluice/dlp", "ce-id": events[i].ID,
			"Nats-Msg-Id": events[i].ID, "content-type": "application/json",
		} {
			if got := m.Header.Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if _, err := time.Parse(time.RFC3339Nano, m.Header.Get("ce-time")); err != nil {
			t.Error(err)
		}
	}
	publish(t, dlp, nil)
}

// A flag that is not known to be stored is an error: the stage comes again.
func TestPublishFails(t *testing.T) {
	s := bustest.Start(t)
	dlp := s.Connect(bus.UserDLP)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := flag.Publish(ctx, dlp, made("acme", "r-1", 1)); err == nil {
		t.Error("no error though nobody waited for the PubAck")
	}
	s.Connect(bus.UserSetup)
	setup := s.Connect(bus.UserSetup)
	if err := setup.JS.DeleteStream(t.Context(), bus.StreamFlags); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := flag.Publish(ctx, dlp, made("acme", "r-2", 2)); err == nil || errors.Is(err, jetstream.ErrAsyncPublishTimeout) && ctx.Err() == nil {
		t.Errorf("no stream: %v", err)
	}
}

func TestHistory(t *testing.T) {
	s := bustest.Start(t)
	dlp, reader := s.Connect(bus.UserDLP), s.Connect(bus.UserProvenance)
	mine := made("acme", "r-1", 600)
	before := time.Now()
	for i := 0; i < len(mine); i += 100 {
		publish(t, dlp, mine[i:i+100])
		publish(t, dlp, made("other", fmt.Sprint("o-", i), 100))
	}
	read := func(q flag.Question) []json.RawMessage {
		t.Helper()
		var all []json.RawMessage
		for {
			page, err := flag.History(t.Context(), reader, "acme", q)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, page.Events...)
			if !page.More {
				return all
			}
			if page.Next <= q.After {
				t.Fatal("the page does not go on")
			}
			q = flag.Question{After: page.Next}
		}
	}
	for name, tt := range map[string]struct {
		q    flag.Question
		want []ocsf.Event
	}{
		"all":           {flag.Question{}, mine},
		"since":         {flag.Question{Since: before}, mine},
		"since now":     {flag.Question{Since: time.Now().Add(time.Hour)}, nil},
		"newest":        {flag.Question{Newest: 100}, mine[500:]},
		"newest but":    {flag.Question{Newest: 7}, mine[593:]},
		"newest bounds": {flag.Question{Newest: 100000}, mine[600-256:]},
	} {
		got := read(tt.q)
		if len(got) != len(tt.want) {
			t.Errorf("%s: %d events, want %d", name, len(got), len(tt.want))
			continue
		}
		for i, e := range tt.want {
			if string(got[i]) != string(e.Body) {
				t.Errorf("%s: event %d is another", name, i)
				break
			}
		}
	}
	if page, err := flag.History(t.Context(), reader, "nobody", flag.Question{Newest: 5}); err != nil || len(page.Events) != 0 || page.More || page.Events == nil {
		t.Errorf("of nobody: %+v, %v", page, err)
	}
}
