package outcomes

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// stack is one for the three tests of what cannot be written.
type stack struct {
	*rig.Stack
	inside *bus.Bus // where the streams are
	teller *bus.Bus // where answers are told
	http   caller.HTTP
	nats   *caller.NATS
	leaves <-chan *nats.Msg // everything that is released to anybody
}

func TestRefusedWrites(t *testing.T) {
	s := &stack{Stack: rig.StartStack(t, rig.StackOptions{Config: blocking(t)})}
	s.inside = rig.Inside(t, s.NATSURL, s.Keys)
	s.http = caller.HTTP{Addr: s.EdgeAddr, Token: s.Token(t)}
	s.nats = caller.Dial(t, s.NATSURL, "admin", s.Token(t))
	s.teller = rig.As(t, s.NATSURL, s.Keys, bus.UserProvenance)
	s.leaves = listen(t, s.teller, bus.Response+".>")
	t.Run("EVIDENCE", s.evidence)
	t.Run("REQUESTS", s.noEntries)
	t.Run("NATS", s.noNATS)
}

// evidence: nothing of a completion leaves while EVIDENCE takes no writes, whatever
// was accepted before; then everything completes by itself.
func (s *stack) evidence(t *testing.T) {
	if a := s.http.Chat(t, "before", ask(t, "sluice-dev", "before")); a.Status != 200 {
		t.Fatalf("status %d before anything is refused", a.Status)
	}
	<-s.leaves
	flying := make(chan caller.Answer, 1)
	go func() { flying <- s.http.Chat(t, "flying", ask(t, "sluice-dev/slow-1000", "flying")) }()
	if _, err := s.nats.Publish("n-flying", ask(t, "sluice-dev/slow-1000", "n-flying")); err != nil {
		t.Fatal(err)
	}
	rig.Eventually(t, soon, "both are with the model", func() bool { return calls(t, s.Journal, "flying") == 2 })
	held := listen(t, s.teller, bus.Notice+".*")
	limit(t, s.inside, bus.StreamEvidence, true)

	began := time.Now()
	refusedAll(t, "a new request", s.http.Chat(t, "new", ask(t, "sluice-dev", "new")))
	refusedAll(t, "a blocked one", s.http.Chat(t, "blocked", privateKey(t)))
	refusedAll(t, "one that has its outcome", s.http.Chat(t, "before", ask(t, "sluice-dev", "before")))
	refusedAll(t, "another body", s.http.Chat(t, "before", ask(t, "sluice-dev", "other")))
	for path, token := range map[string]string{"/v1/models": s.http.Token, "/v1/none": "", "/v1/chat/completions": "bad"} {
		a, err := caller.HTTP{Addr: s.EdgeAddr, Token: token}.Try(http.MethodGet, path, "")
		if err != nil {
			t.Fatal(err)
		}
		refusedAll(t, path, a)
	}
	_, err := s.nats.Publish("n-new", ask(t, "sluice-dev", "n-new"))
	if got := code(t, err); got != 503 {
		t.Errorf("a new request over NATS: %d, want 503", got)
	}
	_, err = s.nats.Publish("before", ask(t, "sluice-dev", "before"))
	if got := code(t, err); got != 503 {
		t.Errorf("one that has its outcome, over NATS: %d, want 503", got)
	}
	for _, service := range []string{bus.Fetch, bus.Restore} {
		if a := s.fetch(t, service, "before"); a.Err == nil || a.Err.Code != 503 {
			t.Errorf("%s of a stored outcome: %+v, want 503", service, a)
		}
	}
	refusedAll(t, "one in flight", <-flying)
	// What was accepted before is tried, refused, and tried again.
	s.tried(t, held, "flying", "n-flying", "blocked")
	s.tried(t, held, "flying", "n-flying", "blocked")
	t.Logf("EVIDENCE refused for %s", time.Since(began).Round(time.Millisecond))
	for _, id := range []string{"flying", "n-flying", "blocked"} {
		if e := s.entry(t, id); e.State != requests.Accepted || len(e.Sections) > 0 {
			t.Errorf("%s has an outcome without a record", id)
		}
	}
	for _, id := range []string{"new", "n-new"} {
		if n := calls(t, s.Journal, `"`+id+`"`); n != 0 {
			t.Errorf("the model was asked for %s, of which there is no evidence", id)
		}
	}
	select {
	case m := <-s.leaves:
		t.Fatalf("%d bytes left for %s while EVIDENCE took no writes", len(m.Data), m.Subject)
	default:
	}

	limit(t, s.inside, bus.StreamEvidence, false)
	waiting := map[string]bool{"flying": true, "n-flying": true, "blocked": true}
	timeout := time.After(soon)
	for len(waiting) > 0 {
		select {
		case m := <-s.leaves:
			info, _ := bus.ReadResponse(m)
			if want := map[bool]int{true: 400, false: 200}[info.ID == "blocked"]; !waiting[info.ID] || info.Status != want {
				t.Errorf("%s: status %d, or twice", info.ID, info.Status)
			}
			delete(waiting, info.ID)
		case <-timeout:
			t.Fatalf("these did not complete by themselves: %v", waiting)
		}
	}
	for id, model := range map[string]string{"flying": "sluice-dev/slow-1000", "new": "sluice-dev", "n-flying": "sluice-dev/slow-1000", "n-new": "sluice-dev"} {
		a := s.http.Chat(t, id, ask(t, model, id))
		if a.Status != 200 || !strings.Contains(string(a.Body), content) {
			t.Errorf("%s again: status %d", id, a.Status)
		}
		<-s.leaves
		ack, err := s.nats.Publish(id, ask(t, model, id))
		if err != nil || !ack.Duplicate {
			t.Errorf("%s again over NATS: %+v, %v", id, ack, err)
		}
		<-s.leaves
		if n := calls(t, s.Journal, `"`+id+`"`); n != 1 {
			t.Errorf("the model was asked %d times for %s, want 1", n, id)
		}
	}
	for _, id := range []string{"before", "flying", "n-flying", "new", "n-new", "blocked"} {
		if n := records(t, s.inside)[exchange.Key(caller.Tenant, "admin", id)]; n != 1 {
			t.Errorf("%d records of %s, want 1", n, id)
		}
	}
}

// entry is what REQUESTS holds of a request of the admin's.
func (s *stack) entry(t *testing.T, id string) requests.Entry {
	t.Helper()
	kv, err := s.inside.Bucket(t.Context(), bus.BucketRequests)
	if err != nil {
		t.Fatal(err)
	}
	e, err := requests.NewBook(kv, time.Now).Get(t.Context(), exchange.Key(caller.Tenant, "admin", id))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (s *stack) fetch(t *testing.T, service, id string) bus.Ack {
	t.Helper()
	m, err := s.nats.NC.Request(bus.UserSubject(service, caller.Tenant, "admin"), []byte(id), soon)
	if err != nil {
		t.Fatal(err)
	}
	var a bus.Ack
	if err := json.Unmarshal(m.Data, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// tried waits until provenance has failed to store the record of each.
func (s *stack) tried(t *testing.T, held <-chan *nats.Msg, ids ...string) {
	t.Helper()
	missing := map[string]bool{}
	for _, id := range ids {
		missing[bus.NoticeSubject(exchange.Key(caller.Tenant, "admin", id))] = true
	}
	timeout := time.After(soon)
	for len(missing) > 0 {
		select {
		case m := <-held:
			delete(missing, m.Subject)
		case <-timeout:
			t.Fatalf("%d exchanges were not tried", len(missing))
		}
	}
}

// noEntries: no prompt is acknowledged that has no entry in REQUESTS.
func (s *stack) noEntries(t *testing.T) {
	sent := published(t, s.inside)
	limit(t, s.inside, "KV_"+bus.BucketRequests, true)
	refusedAll(t, "a new request", s.http.Chat(t, "r-new", ask(t, "sluice-dev", "r-new")))
	_, err := s.nats.Publish("r-bus", ask(t, "sluice-dev", "r-bus"))
	if got := code(t, err); got != 503 {
		t.Errorf("a new request over NATS: %d, want 503", got)
	}
	if n := published(t, s.inside) - sent; n != 0 {
		t.Errorf("%d exchanges went on without an entry", n)
	}
	if a := s.http.Chat(t, "before", ask(t, "sluice-dev", "before")); a.Status != 200 {
		t.Errorf("one that has its outcome: status %d", a.Status)
	}
	limit(t, s.inside, "KV_"+bus.BucketRequests, false)
	for _, id := range []string{"r-new", "r-bus"} {
		if a := s.http.Chat(t, id, ask(t, "sluice-dev", id)); a.Status != 200 {
			t.Errorf("%s, once it is possible: status %d", id, a.Status)
		}
		if n := calls(t, s.Journal, id); n != 1 {
			t.Errorf("the model was asked %d times for %s, want 1", n, id)
		}
	}
}

// noNATS: the edge answers at once, and works again when NATS is back.
func (s *stack) noNATS(t *testing.T) {
	s.NATS.Kill()
	slowest := time.Duration(0)
	for _, path := range []string{"/v1/chat/completions", "/v1/models", "/v1/none"} {
		method := map[bool]string{true: http.MethodPost, false: http.MethodGet}[path == "/v1/chat/completions"]
		a, err := s.http.Try(method, path, ask(t, "sluice-dev", "dead"), "X-Request-Id", "dead")
		if err != nil {
			t.Fatal(err)
		}
		refusedAll(t, path, a)
		slowest = max(slowest, a.Took)
	}
	t.Logf("the slowest answer without NATS took %s", slowest.Round(time.Millisecond))
	if slowest > 10*time.Second {
		t.Errorf("an answer without NATS took %s", slowest)
	}
	s.NATS.Restart(false)
	rig.Eventually(t, soon, "the same request is answered", func() bool {
		return s.http.Chat(t, "dead", ask(t, "sluice-dev", "dead")).Status == 200
	})
}
