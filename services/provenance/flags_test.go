package provenance

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
)

// reading is the service without its stage, and somebody who asks.
type reading struct {
	t       *testing.T
	srv     *bustest.Server
	s       *Service
	console *bus.Bus
	dlp     *bus.Bus
}

func newReading(t *testing.T) *reading {
	t.Helper()
	srv := bustest.Start(t)
	log := slog.New(slog.DiscardHandler)
	r := &reading{t, srv, &Service{
		Deps:    Deps{Bus: srv.Connect(bus.UserProvenance), Log: log, Now: time.Now},
		answers: bus.NewAnswerer(maxQuestions, serveTime, log),
	}, srv.Connect(bus.UserConsole), srv.Connect(bus.UserDLP)}
	for _, serve := range []func() error{r.s.serveFlags, r.s.serveAudit, r.s.Bus.NC.Flush} {
		if err := serve(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func (r *reading) ask(subject, question string, answer any) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 10*time.Second)
	defer cancel()
	m, err := r.console.NC.RequestWithContext(ctx, subject, []byte(question))
	if err == nil {
		err = json.Unmarshal(m.Data, answer)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// exchange stores a record and raises a flag, in a tenant.
func (r *reading) exchange(tenant, id string, refused bool) {
	r.t.Helper()
	x := &exchange.Exchange{
		Key: exchange.Key(tenant, "alice", id), ID: id, Tenant: tenant, User: "alice", Lane: "interactive", Via: "nats", Accepted: time.Now(),
		DLP: &exchange.DLPPage{State: exchange.Passed, Findings: []exchange.Finding{{Type: "SECRET", Rule: "rule", Action: "redact", Count: 1}}},
	}
	if refused {
		x.Refuse(exchange.Refusal{Stage: "dlp", Code: "content_filter"})
	}
	if _, _, err := evidence.Store(r.t.Context(), r.s.Bus, x, evidence.New(x, time.Now(), "1")); err != nil {
		r.t.Fatal(err)
	}
	if _, err := flag.Publish(r.t.Context(), r.dlp, ocsf.Events(x, exchange.StageDLP, "", time.Now(), "1")); err != nil {
		r.t.Fatal(err)
	}
}

// logged are the access events of a tenant.
func (r *reading) logged(tenant string) []string {
	r.t.Helper()
	page, _, err := r.s.Bus.Read(r.t.Context(), bus.Page{Stream: bus.StreamEvidence, Subject: bus.AccessSubject(tenant), Limit: 100})
	if err != nil {
		r.t.Fatal(err)
	}
	var out []string
	for _, m := range page {
		s, err := chat.CompileSchema("access_event.schema.json")
		if err != nil {
			r.t.Fatal(err)
		}
		doc, err := chat.Parse(m.Data, chat.Limits{})
		if err != nil {
			r.t.Fatal(err)
		}
		if fault := s.Check(doc.Root); fault != nil {
			r.t.Errorf("%s: %v", m.Data, fault)
		}
		var a evidence.Access
		if err := json.Unmarshal(m.Data, &a); err != nil {
			r.t.Fatal(err)
		}
		out = append(out, a.User+" "+a.Operation)
	}
	return out
}

func TestFlags(t *testing.T) {
	r := newReading(t)
	r.exchange("acme", "mine", false)
	r.exchange("other", "theirs", false)
	for question, want := range map[string]int{
		"": 1, `{}`: 1, `{"newest":5}`: 1, `{"after":1}`: 0, `{"since":"2020-01-01T00:00:00Z"}`: 1, `{"since":"2999-01-01T00:00:00Z"}`: 0,
	} {
		var p flag.Page
		r.ask("sluice.flags.acme.carol", question, &p)
		if p.Error != nil || len(p.Events) != want {
			t.Errorf("%s: %d events, %v", question, len(p.Events), p.Error)
		}
		for _, e := range p.Events {
			if !strings.Contains(string(e), `"mine"`) {
				t.Errorf("%s: another tenant's flag", question)
			}
		}
	}
	for _, question := range []string{`{`, `{"newest":-1}`, `{"after":"x"}`, `null x`} {
		var p flag.Page
		r.ask("sluice.flags.acme.carol", question, &p)
		if p.Error == nil || p.Error.Status != 400 {
			t.Errorf("%s: %+v", question, p.Error)
		}
	}
	if got := r.logged("acme"); len(got) != 10 || slices.ContainsFunc(got, func(s string) bool { return s != "carol flags" }) {
		t.Errorf("on the access log: %q", got)
	}
	if got := r.logged("other"); len(got) != 0 {
		t.Errorf("on another tenant's access log: %q", got)
	}
}

// A question that is too long, or that nobody waits for, gets no answer.
func TestFlagsSilence(t *testing.T) {
	r := newReading(t)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := r.console.NC.RequestWithContext(ctx, "sluice.flags.acme.carol", make([]byte, maxQuestion+1)); err == nil {
		t.Error("an answer to a question of 4 KiB and one byte")
	}
	if err := r.console.NC.PublishMsg(&nats.Msg{Subject: "sluice.flags.acme.carol"}); err != nil {
		t.Fatal(err)
	}
	var p flag.Page
	r.ask("sluice.flags.acme.carol", "{}", &p)
	if got := r.logged("acme"); len(got) != 1 {
		t.Errorf("on the access log: %q", got)
	}
}

func TestRecords(t *testing.T) {
	r := newReading(t)
	for i := range 230 {
		r.exchange("acme", fmt.Sprintf("r-%03d", i), i%23 == 0)
		if i%3 == 0 {
			r.exchange("other", fmt.Sprintf("o-%03d", i), true)
		}
	}
	all := func(question string) (ids []string, pages int) {
		var before uint64
		for {
			var p evidence.RecordsPage
			r.ask("sluice.audit.acme.dave.records", fmt.Sprintf(`{"before":%d%s}`, before, question), &p)
			if p.Error != nil {
				t.Fatal(p.Error)
			}
			for _, raw := range p.Records {
				var rec evidence.Record
				if err := json.Unmarshal(raw, &rec); err != nil {
					t.Fatal(err)
				}
				ids = append(ids, rec.RequestID)
			}
			if pages++; p.Next == 0 {
				return ids, pages
			}
			if before != 0 && p.Next >= before {
				t.Fatal("the page does not go on")
			}
			before = p.Next
		}
	}
	ids, pages := all(`,"limit":50`)
	want := make([]string, 230)
	for i := range want {
		want[i] = fmt.Sprintf("r-%03d", 229-i)
	}
	if !slices.Equal(ids, want) || pages != 5 {
		t.Errorf("%d records on %d pages: %q", len(ids), pages, ids)
	}
	if ids, _ := all(""); !slices.Equal(ids, want) {
		t.Errorf("pages of a hundred: %d records", len(ids))
	}
	if ids, _ := all(`,"outcome":"refused","limit":3`); len(ids) != 10 || ids[0] != "r-207" || ids[9] != "r-000" {
		t.Errorf("refused: %q", ids)
	}
	if ids, _ := all(`,"outcome":"completed"`); len(ids) != 0 {
		t.Errorf("completed: %q", ids)
	}
	if got := r.logged("acme"); slices.ContainsFunc(got, func(s string) bool { return s != "dave evidence.records" }) {
		t.Errorf("on the access log: %q", got)
	}
	var bad evidence.RecordsPage
	if r.ask("sluice.audit.acme.dave.records", `{"before":-1}`, &bad); bad.Error == nil || bad.Error.Status != 400 {
		t.Errorf("a bad question: %+v", bad.Error)
	}
}
