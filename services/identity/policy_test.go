package identity_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/schemas"
	"sluice/services/identity"
)

// asker asks about the policy as one user does.
type asker struct {
	w    *world
	nc   *nats.Conn
	user string
}

func (w *world) asker(user string, roles ...string) asker {
	w.t.Helper()
	text, _ := w.grantIn(identity.FirstTenant, user, time.Time{}, roles...)
	nc, err := nats.Connect("nats://"+w.Addr(), nats.Token(text), nats.CustomInboxPrefix(bus.PrivateInbox(identity.FirstTenant, user)),
		nats.Timeout(10*time.Second), nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(nc.Close)
	return asker{w, nc, user}
}

func (a asker) ask(act string, q any) identity.PolicyAnswer {
	a.w.t.Helper()
	data, err := json.Marshal(q)
	if err != nil {
		a.w.t.Fatal(err)
	}
	return a.raw(act, data)
}

func (a asker) raw(act string, data []byte) identity.PolicyAnswer {
	a.w.t.Helper()
	m, err := a.nc.Request(bus.UserSubject(bus.Admin, identity.FirstTenant, a.user)+".policy."+act, data, 10*time.Second)
	if err != nil {
		a.w.t.Fatal(act, err)
	}
	var answer identity.PolicyAnswer
	if err := json.Unmarshal(m.Data, &answer); err != nil {
		a.w.t.Fatal(act, err)
	}
	return answer
}

func minimal(version, more string) string {
	return "version: " + version + "\ninput: {default: flag}\noutput: {default: flag}\n" + more
}

func TestPolicy(t *testing.T) {
	w := newWorld(t)
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	operator := w.asker("olga", bus.RoleOperator)

	first := operator.ask("show", identity.PolicyQuestion{})
	if first.Error != nil || first.Document != string(policy.Default()) || first.Applied.By != policy.Startup {
		t.Fatalf("at first: %+v", first.Error)
	}
	second := operator.ask("apply", identity.PolicyQuestion{Document: minimal("two", ""), Expect: first.Applied.Digest})
	if second.Error != nil || !second.Changed || second.Applied.Version != "two" || second.Applied.By != "default/olga" ||
		second.Replaced.Digest != first.Applied.Digest {
		t.Fatalf("apply: %+v", second)
	}
	if a := operator.ask("apply", identity.PolicyQuestion{Document: minimal("two", "")}); a.Error != nil || a.Changed || *a.Applied != *second.Applied {
		t.Errorf("the same again: %+v", a)
	}
	if a := operator.ask("show", nil); a.Document != minimal("two", "") {
		t.Errorf("show: %+v", a)
	}
	for name, q := range map[string]identity.PolicyQuestion{
		"digest": {Digest: first.Applied.Digest}, "version": {Version: first.Applied.Version},
	} {
		if a := operator.ask("get", q); a.Error != nil || a.Document != string(policy.Default()) {
			t.Errorf("get by %s: %+v", name, a.Error)
		}
	}
	if a := operator.ask("list", nil); len(a.Log) != 2 || a.Log[0] != *second.Applied || a.Log[1] != *first.Applied {
		t.Errorf("list: %+v", a)
	}

	for name, tt := range map[string]struct {
		q      identity.PolicyQuestion
		status int
		want   string
	}{
		"unknown category": {identity.PolicyQuestion{Document: minimal("x", "guard: {input: {categories: {S15: {action: block}}}}\n")}, 400,
			`policy:4:30: guard.input.categories: unknown name "S15"; did you mean S1?`},
		"empty":         {identity.PolicyQuestion{}, 400, "policy: the policy is empty"},
		"large":         {identity.PolicyQuestion{Document: minimal("x", strings.Repeat("#", policy.MaxBytes))}, 400, "larger than 65536 bytes"},
		"another there": {identity.PolicyQuestion{Document: minimal("three", ""), Expect: first.Applied.Digest}, 409, "sluice policy diff"},
		"same version":  {identity.PolicyQuestion{Document: minimal("two", "flags: {level: low}\n")}, 409, "--force"},
	} {
		if a := operator.ask("apply", tt.q); a.Error == nil || a.Error.Status != tt.status || !strings.Contains(a.Error.Message, tt.want) {
			t.Errorf("%s: %+v", name, a.Error)
		}
	}
	for name, q := range map[string]identity.PolicyQuestion{
		"no such digest": {Digest: "sha256:" + strings.Repeat("0", 64)}, "no digest": {Digest: "x"}, "no such version": {Version: "none"}, "nothing": {},
	} {
		if a := operator.ask("get", q); a.Error == nil || a.Error.Status != 404 {
			t.Errorf("get %s: %+v", name, a.Error)
		}
	}
	if a := operator.raw("apply", []byte("{")); a.Error == nil || a.Error.Code != "invalid_json" {
		t.Errorf("garbled: %+v", a.Error)
	}
	if a := operator.raw("apply", []byte(strings.Repeat(" ", 1<<20))); a.Error == nil || a.Error.Status != 413 {
		t.Errorf("huge: %+v", a.Error)
	}
	if a := operator.raw("burn", nil); a.Error == nil || a.Error.Status != 404 {
		t.Errorf("unknown act: %+v", a.Error)
	}
	if a := operator.ask("show", nil); a.Applied.Digest != second.Applied.Digest {
		t.Error("a refused document changed the policy")
	}
	if a := operator.ask("apply", identity.PolicyQuestion{Document: minimal("two", "flags: {level: low}\n"), Force: true}); a.Error != nil || !a.Changed {
		t.Errorf("forced: %+v", a.Error)
	}
	w.adminEvents("_ startup", "default olga", "default olga")
}

// adminEvents wants exactly these acts of applying on the log, by tenant and actor.
func (w *world) adminEvents(want ...string) {
	w.t.Helper()
	schema, err := chat.CompileSchema(schemas.AdminEvent)
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := w.Connect(bus.UserSetup).JS.Stream(w.t.Context(), bus.StreamEvidence)
	if err != nil {
		w.t.Fatal(err)
	}
	var got []string
	for n := uint64(1); n <= s.CachedInfo().State.LastSeq; n++ {
		m, err := s.GetMsg(w.t.Context(), n)
		if err != nil {
			w.t.Fatal(err)
		}
		var e struct{ Tenant, Actor, Act string }
		doc, err := chat.Parse(m.Data, chat.Limits{})
		if err == nil {
			err = json.Unmarshal(m.Data, &e)
		}
		if err != nil {
			w.t.Fatal(err)
		}
		if e.Act != "policy.apply" {
			continue
		}
		if err := schema.Check(doc.Root); err != nil {
			w.t.Errorf("%s: %v", m.Data, err)
		}
		got = append(got, e.Tenant+" "+e.Actor)
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		w.t.Errorf("the log has %v, want %v", got, want)
	}
}

// Who is neither administrator nor operator is not heard.
func TestPolicyIsNotEverybodys(t *testing.T) {
	w := newWorld(t)
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	if a := w.asker("anna", bus.RoleAdmin).ask("show", nil); a.Error != nil {
		t.Errorf("an administrator: %+v", a.Error)
	}
	data, err := json.Marshal(identity.PolicyQuestion{Document: minimal("theirs", "")})
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{bus.RoleApp, bus.RoleAnalyst, bus.RoleApprover, bus.RoleAuditor} {
		a := w.asker(role, role)
		for _, name := range []string{role, "anna"} {
			subject := bus.UserSubject(bus.Admin, identity.FirstTenant, name) + ".policy.apply"
			if _, err := a.nc.Request(subject, data, 200*time.Millisecond); err == nil {
				t.Errorf("%s was answered as %s", role, name)
			} else if !errors.Is(err, nats.ErrTimeout) && !errors.Is(err, nats.ErrNoResponders) && !errors.Is(err, nats.ErrPermissionViolation) {
				t.Errorf("%s as %s: %v", role, name, err)
			}
		}
	}
	if now, err := w.deps.Policies.InForce(t.Context()); err != nil || now.By != policy.Startup {
		t.Errorf("in force: %v, %v", now, err)
	}
}

// A start with another file applies it; what was applied survives a start with the same.
func TestPolicyOfAStart(t *testing.T) {
	w := newWorld(t)
	start := func(doc string) {
		t.Helper()
		p, err := policy.Parse("file", []byte(doc), w.deps.Known)
		if err != nil {
			t.Fatal(err)
		}
		w.deps.Policy, w.deps.Configured = p, true
		if err := w.start(); err != nil {
			t.Fatal(err)
		}
	}
	wants := func(version string) {
		t.Helper()
		if now, err := w.deps.Policies.InForce(t.Context()); err != nil || now.Version != version {
			t.Errorf("%v is in force (%v), want %s", now, err, version)
		}
	}
	start(minimal("one", ""))
	wants("one")
	if a := w.asker("olga", bus.RoleOperator).ask("apply", identity.PolicyQuestion{Document: minimal("applied", "")}); a.Error != nil {
		t.Fatalf("%+v", a.Error)
	}
	start(minimal("one", ""))
	wants("applied")
	start(minimal("two", ""))
	wants("two")
	w.adminEvents("_ startup", "default olga", "_ startup")
}
