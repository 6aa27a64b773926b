package isolation

import (
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
)

// member makes a user with roles, and connects with the inbox that is its alone, as
// the command does.
func (w *world) member(t *testing.T, name string, roles ...string) *person {
	t.Helper()
	var more []string
	for _, r := range roles {
		more = append(more, "--role", r)
	}
	p := &person{t: t, name: name, token: w.create(t, name, more...).Token, denied: make(chan error, 1024)}
	nc, err := nats.Connect(w.url, nats.Token(p.token), nats.CustomInboxPrefix(bus.PrivateInbox(tenant, name)),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { p.denied <- err }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	p.nc = nc
	return p
}

// questions are all that people may ask below their own name, and what they may hear.
func questions(name string) []string {
	own := "." + tenant + "." + name
	return []string{
		"sluice.request" + own, "sluice.fetch" + own, "sluice.restore" + own, "sluice.svc.scan" + own, "sluice.flags" + own,
		"sluice.audit" + own + ".log", "sluice.audit" + own + ".record",
		"sluice.admin" + own + ".token.create", "sluice.admin" + own + ".token.list", "sluice.admin" + own + ".token.revoke",
		"sluice.admin" + own + ".policy.show", "sluice.admin" + own + ".policy.apply", "sluice.admin" + own + ".evaluation.store",
		"sluice.admin" + own + ".models.list", "sluice.attest" + own,
	}
}

// TestPeople: each role may ask what it is for, below its own name, and nothing
// else; and hear nothing but its answers, and flags where it follows them.
func TestPeople(t *testing.T) {
	w := newWorld(t)
	w.bob.exchange(t, "people-1", canary)
	for _, tt := range []struct {
		name  string
		roles []string
		may   []string // parts of subjects
		flags bool
	}{
		{name: "soc", roles: []string{bus.RoleAnalyst}, may: []string{"sluice.flags."}, flags: true},
		{name: "approver", roles: []string{bus.RoleApprover}},
		{name: "attestor", roles: []string{bus.RoleAttestor}, may: []string{"sluice.attest."}},
		{name: "auditor", roles: []string{bus.RoleAuditor}, may: []string{"sluice.audit."}},
		{name: "operator", roles: []string{bus.RoleOperator}, may: []string{".policy.", ".evaluation.", ".models."}},
		{name: "chief", roles: []string{bus.RoleAdmin}, may: []string{".policy.", ".evaluation.", ".models.", ".token.", "sluice.audit.", "sluice.flags."}, flags: true},
		{name: "two", roles: []string{bus.RoleApp, bus.RoleAnalyst}, may: []string{"sluice.request.", "sluice.fetch.", "sluice.restore.", "sluice.svc.scan.", "sluice.flags."}, flags: true},
		{name: "both", roles: []string{bus.RoleAuditor, bus.RoleAnalyst}, may: []string{"sluice.audit.", "sluice.flags."}, flags: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.member(t, tt.name, tt.roles...)
			for _, subject := range questions(tt.name) {
				may := false
				for _, part := range tt.may {
					may = may || strings.Contains(subject, part)
				}
				if may {
					if _, err := p.nc.Request(subject, []byte("{}"), wait); err != nil {
						t.Errorf("the control failed: %s is not answered: %v", subject, err)
					}
					continue
				}
				if err := p.nc.Publish(subject, []byte("{}")); err != nil {
					t.Fatal(err)
				}
				p.mustBeDenied(t, "publish", subject)
			}
			for _, subject := range append(questions("bob"), inject(w.bob, "k")...) {
				if err := p.nc.Publish(subject, []byte("{}")); err != nil {
					t.Fatal(err)
				}
				p.mustBeDenied(t, "publish", subject)
			}
			deaf := append(eavesdrop("bob"), "_INBOX.>", "sluice.flag.>", "sluice.flag.*.*.*", "sluice.flag.*.*.other", "sluice.raise.>",
				"sluice.changed.>")
			if !slices.Contains(tt.roles, bus.RoleApp) {
				deaf = append(deaf, bus.UserSubject(bus.Response, tenant, tt.name)+".>")
			}
			if !tt.flags {
				deaf = append(deaf, "sluice.flag.*.*."+tenant)
			}
			for _, subject := range deaf {
				p.subscribe(subject)
				p.mustBeDenied(t, "subscription", subject)
			}
		})
	}
}

// TestAnalystFollowsFlags: of its own tenant, each once, however often it is raised.
func TestAnalystFollowsFlags(t *testing.T) {
	w := newWorld(t)
	p := w.member(t, "soc", bus.RoleAnalyst)
	heard := p.subscribe("sluice.flag.*.*." + tenant)
	for _, of := range []string{"other", tenant, tenant} {
		m := nats.NewMsg(bus.RaiseSubject("high", "hazard", of))
		m.Header.Set(nats.MsgIdHdr, of+":again")
		m.Data = []byte(of)
		if _, err := w.inside.Publish(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	m, err := heard.NextMsg(wait)
	if err != nil || string(m.Data) != tenant || m.Subject != bus.FlagSubject("high", "hazard", tenant) {
		t.Fatalf("heard %v, %v", m, err)
	}
	if m, err := heard.NextMsg(nothing); err == nil {
		t.Errorf("heard more: %s", m.Subject)
	}
}
