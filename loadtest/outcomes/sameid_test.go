package outcomes

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/exchange"
)

// TestSameID sends ids again: with the same body, with another, as another user,
// while the first is in flight, over the other door, and after a restart.
func TestSameID(t *testing.T) {
	dir := t.TempDir()
	journal := filepath.Join(dir, "journal.jsonl")
	bin := rig.Binary(t, false)
	model := rig.Start(t, dir, "devmodel", bin, nil, true, "devmodel", "--listen", "127.0.0.1:0", "--journal", journal)
	u := rig.StartUp(t, fmt.Sprintf(blocking(t), "http://"+model.Addr("http")))
	again := sameID{
		T: t, journal: journal,
		http: caller.HTTP{Addr: u.Addr("http"), Token: u.Token(t)},
		nats: caller.Dial(t, u.URL(), "admin", u.Token(t)),
		bob:  caller.HTTP{Addr: u.Addr("http"), Token: caller.NewUser(t, bin, u.URL(), u.Data, "bob")},
		kept: map[string][]byte{},
	}
	again.heard = again.nats.Listen(t)
	again.first()
	again.overHTTP()
	again.overNATS()
	again.inFlight()

	u.Kill()
	u.Restart(true)
	rig.Eventually(t, soon, "the application reconnects", again.nats.NC.IsConnected)
	if err := again.nats.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	again.heard = again.nats.Listen(t) // a late duplicate may have had its outcome released once more
	again.overHTTP()
	again.overNATS()

	inside := rig.Inside(t, u.URL(), u.Keys)
	filed := records(t, inside)
	for who, ids := range map[string][]string{"admin": {"one", "blocked", "bus", "flight"}, "bob": {"one"}} {
		for _, id := range ids {
			if n := filed[exchange.Key(caller.Tenant, who, id)]; n != 1 {
				t.Errorf("%d records of %s's %s, want 1", n, who, id)
			}
		}
	}
	if len(filed) != 5 {
		t.Errorf("%d exchanges have a record, want 5", len(filed))
	}
	for text, want := range map[string]int{"first body": 2, "another body": 0, "on the bus": 1, "in flight": 1} {
		if n := calls(t, journal, text); n != want {
			t.Errorf("the model was asked %d times about %q, want %d", n, text, want)
		}
	}
}

type sameID struct {
	*testing.T
	journal   string
	http, bob caller.HTTP
	nats      *caller.NATS
	heard     <-chan *nats.Msg
	kept      map[string][]byte // first answers
}

// first makes the exchanges that are asked for again later. Bob's has the id and
// the body of somebody else's, and is an exchange of its own.
func (s *sameID) first() {
	s.Helper()
	for name, h := range map[string]caller.HTTP{"one": s.http, "bob": s.bob} {
		a := h.Chat(s, "one", ask(s, "sluice-dev", "first body"))
		if a.Status != 200 || !bytes.Contains(a.Body, []byte(content)) {
			s.Fatalf("%s: status %d: %s", name, a.Status, a.Code())
		}
		s.kept[name] = a.Body
		if name == "one" {
			caller.Hear(s, s.heard, "one")
		}
	}
	a := s.http.Chat(s, "blocked", privateKey(s))
	if a.Status != 400 || a.Code() != "content_filter" {
		s.Fatalf("blocked: status %d: %s", a.Status, a.Code())
	}
	s.kept["blocked"] = a.Body
	caller.Hear(s, s.heard, "blocked")
	ack, err := s.nats.Publish("bus", ask(s, "sluice-dev", "on the bus"))
	if err != nil || ack.Duplicate || ack.Sequence == 0 {
		s.Fatalf("publishing: %+v, %v", ack, err)
	}
	info, body := caller.Hear(s, s.heard, "bus")
	if info.Status != 200 {
		s.Fatalf("bus: status %d", info.Status)
	}
	s.kept["bus"] = body
}

func (s *sameID) overHTTP() {
	s.Helper()
	for _, c := range []struct {
		name, id string
		who      caller.HTTP
		body     string
		status   int
		code     string
		kept     string
		released bool // to the admin, on the bus
	}{
		{"the same", "one", s.http, ask(s, "sluice-dev", "first body"), 200, "", "one", true},
		{"by another user", "one", s.bob, ask(s, "sluice-dev", "first body"), 200, "", "bob", false},
		{"another body", "one", s.http, ask(s, "sluice-dev", "another body"), 409, "request_id_conflict", "", false},
		{"one byte more", "one", s.http, ask(s, "sluice-dev", "first body") + " ", 409, "request_id_conflict", "", false},
		{"another body of another user", "one", s.bob, ask(s, "sluice-dev", "another body"), 409, "request_id_conflict", "", false},
		{"blocked again", "blocked", s.http, privateKey(s), 400, "content_filter", "blocked", false},
		{"another body for blocked", "blocked", s.http, ask(s, "sluice-dev", "another body"), 409, "request_id_conflict", "", false},
		{"what came over NATS", "bus", s.http, ask(s, "sluice-dev", "on the bus"), 200, "", "bus", true},
	} {
		a := c.who.Chat(s, c.id, c.body)
		if a.Status != c.status || a.Code() != c.code {
			s.Errorf("%s: status %d, code %q; want %d, %q", c.name, a.Status, a.Code(), c.status, c.code)
		}
		if c.kept != "" && !bytes.Equal(a.Body, s.kept[c.kept]) {
			s.Errorf("%s: another answer than the first time", c.name)
		}
		if got := a.Header.Get("X-Request-Id"); got != c.id {
			s.Errorf("%s: the answer bears the id %q", c.name, got)
		}
		if c.released {
			caller.Hear(s, s.heard, c.id)
		}
	}
}

// overNATS is js.Publish as nats.go has it: the ack of a duplicate says so, and
// the stored outcome comes once more.
func (s *sameID) overNATS() {
	s.Helper()
	for id, text := range map[string]string{"bus": "on the bus", "one": "first body"} {
		ack, err := s.nats.Publish(id, ask(s, "sluice-dev", text))
		if err != nil || !ack.Duplicate {
			s.Fatalf("%s again: %+v, %v; want a duplicate", id, ack, err)
		}
		if info, body := caller.Hear(s, s.heard, id); info.Status != 200 || !bytes.Equal(body, s.kept[id]) {
			s.Errorf("%s again: another outcome than the first time", id)
		}
		_, err = s.nats.Publish(id, ask(s, "sluice-dev", "another body"))
		if got := code(s, err); got != 409 {
			s.Errorf("%s with another body: %d, want 409", id, got)
		}
	}
	_, err := s.nats.Publish("blocked", privateKey(s))
	if got := code(s, err); got != 400 || !strings.Contains(err.Error(), "pem-private-key") {
		s.Errorf("blocked again over NATS: %d, want 400 and the rule", got)
	}
}

// inFlight sends one id ten times at once: ten answers, one call.
func (s *sameID) inFlight() {
	s.Helper()
	var all sync.WaitGroup
	answers := make([]caller.Answer, 10)
	for i := range answers {
		all.Go(func() { answers[i] = s.http.Chat(s, "flight", ask(s, "sluice-dev/slow-500", "in flight")) })
	}
	all.Wait()
	for _, a := range answers {
		if a.Status != 200 || !bytes.Equal(a.Body, answers[0].Body) {
			s.Errorf("in flight: status %d; want the same answer for all", a.Status)
		}
	}
	caller.Hear(s, s.heard, "flight")
}
