package identity_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/token"
	"sluice/services/identity"
)

func TestPermissions(t *testing.T) {
	const inbox = "sluice.inbox.acme.alice.>"
	type rights struct{ pub, sub []string }
	app := rights{
		[]string{"sluice.fetch.acme.alice", "sluice.request.acme.alice", "sluice.restore.acme.alice", "sluice.svc.scan.acme.alice"},
		[]string{"_INBOX.>", inbox, "sluice.response.acme.alice.>"},
	}
	admin := rights{
		[]string{"sluice.admin.acme.alice.>", "sluice.audit.acme.alice.>", "sluice.flags.acme.alice"},
		[]string{inbox, "sluice.flag.*.*.acme"},
	}
	operator := []string{"sluice.admin.acme.alice.policy.>", "sluice.admin.acme.alice.evaluation.>", "sluice.admin.acme.alice.models.>"}
	for name, tt := range map[string]struct {
		roles    []string
		account  string
		pub, sub []string
	}{
		"app":      {[]string{bus.RoleApp}, bus.AccountApps, app.pub, app.sub},
		"analyst":  {[]string{bus.RoleAnalyst}, bus.AccountOps, []string{"sluice.flags.acme.alice"}, []string{inbox, "sluice.flag.*.*.acme"}},
		"approver": {[]string{bus.RoleApprover}, bus.AccountOps, nil, []string{inbox}},
		"attestor": {[]string{bus.RoleAttestor}, bus.AccountOps, []string{"sluice.attest.acme.alice"}, []string{inbox}},
		"auditor":  {[]string{bus.RoleAuditor}, bus.AccountOps, []string{"sluice.audit.acme.alice.>"}, []string{inbox}},
		"operator": {[]string{bus.RoleOperator}, bus.AccountOps, operator, []string{inbox}},
		"admin":    {[]string{bus.RoleAdmin}, bus.AccountOps, admin.pub, admin.sub},
		"app and admin": {[]string{bus.RoleApp, bus.RoleAdmin}, bus.AccountOps, append(slices.Clone(admin.pub), app.pub...),
			append([]string{"sluice.flag.*.*.acme"}, app.sub...)},
		"app and analyst": {[]string{bus.RoleApp, bus.RoleAnalyst}, bus.AccountOps, append([]string{"sluice.flags.acme.alice"}, app.pub...),
			[]string{inbox, "sluice.response.acme.alice.>", "sluice.flag.*.*.acme"}},
		"app and operator": {[]string{bus.RoleApp, bus.RoleOperator}, bus.AccountOps, append(slices.Clone(operator), app.pub...),
			[]string{inbox, "sluice.response.acme.alice.>"}},
		"app and no one": {[]string{bus.RoleApp, "root"}, bus.AccountApps, app.pub, app.sub},
		"none":           {nil, bus.AccountApps, nil, nil},
		"unheard":        {[]string{"root"}, bus.AccountApps, nil, nil},
		"in capitals":    {[]string{"ADMIN"}, bus.AccountApps, nil, nil},
		"a stage's":      {[]string{bus.RoleOfStage(bus.UserDLP)}, bus.AccountApps, nil, nil},
	} {
		u := token.User{Tenant: "acme", User: "alice", Roles: tt.roles}
		p := identity.Permissions(u)
		if got := identity.Account(u); got != tt.account {
			t.Errorf("%s: placed in %s", name, got)
		}
		if !sameSet(p.Pub.Allow, tt.pub) || !sameSet(p.Sub.Allow, tt.sub) || p.Resp != nil {
			t.Errorf("%s: may publish %v and subscribe to %v", name, p.Pub.Allow, p.Sub.Allow)
		}
		// NATS reads an empty list as "everything".
		if len(tt.pub) == 0 && !p.Pub.Deny.Contains(">") || len(tt.sub) == 0 && !p.Sub.Deny.Contains(">") {
			t.Errorf("%s: nothing is allowed, and so nothing denied", name)
		}
	}
}

// Whatever the table says of people, a user reaches only what bears its own name,
// or its tenant's flags.
func TestEveryRoleIsItsOwn(t *testing.T) {
	for _, role := range bus.PeopleRoles() {
		p := identity.Permissions(token.User{Tenant: "acme", User: "alice", Roles: []string{role}})
		for _, subject := range slices.Concat(p.Pub.Allow, p.Sub.Allow) {
			own := strings.Contains(subject, ".acme.alice") || subject == "_INBOX.>" && role == bus.RoleApp ||
				subject == "sluice.flag.*.*.acme" && (role == bus.RoleAnalyst || role == bus.RoleAdmin)
			if !own || strings.ContainsAny(subject, "{}") {
				t.Errorf("%s: %s", role, subject)
			}
		}
	}
}

func sameSet(got, want []string) bool {
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	return slices.Equal(got, want)
}

// grant stores a user with roles, and a token that lives until expires.
func (w *world) grant(user string, expires time.Time, roles ...string) (string, token.Record) {
	w.t.Helper()
	return w.grantIn("acme", user, expires, roles...)
}

func (w *world) grantIn(tenant, user string, expires time.Time, roles ...string) (string, token.Record) {
	w.t.Helper()
	text, r, err := token.New(tenant, user, time.Now(), expires)
	if err != nil {
		w.t.Fatal(err)
	}
	w.put(token.UserKey(tenant, user), token.User{Tenant: tenant, User: user, Roles: roles})
	w.put(token.RecordKey(r.ID), r)
	return text, r
}

func (w *world) connect(o ...nats.Option) error {
	nc, err := nats.Connect("nats://"+w.Addr(), append(o, nats.MaxReconnects(0), nats.Timeout(10*time.Second))...)
	if err == nil {
		nc.Close()
	}
	return err
}

func TestDoor(t *testing.T) {
	w := newWorld(t)
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	good, record := w.grant("alice", time.Time{}, token.RoleApp)
	plain, _ := w.grant("nobody", time.Time{})
	odd, _ := w.grant("odd", time.Time{}, "root")
	old, _ := w.grant("old", time.Now().Add(-time.Second), token.RoleApp)
	wrong := good[:len(good)-1] + map[bool]string{true: "A", false: "Q"}[good[len(good)-1] != 'A']
	for name, tt := range map[string]struct {
		o    []nats.Option
		good bool
	}{
		"token":                         {[]nats.Option{nats.Token(good)}, true},
		"as password":                   {[]nats.Option{nats.UserInfo("anybody", good)}, true},
		"first admin":                   {[]nats.Option{nats.Token(w.token())}, true},
		"nothing":                       {nil, false},
		"wrong secret":                  {[]nats.Option{nats.Token(wrong)}, false},
		"no token":                      {[]nats.Option{nats.Token("x")}, false},
		"as user":                       {[]nats.Option{nats.UserInfo(good, "")}, false},
		"expired":                       {[]nats.Option{nats.Token(old)}, false},
		"without roles":                 {[]nats.Option{nats.Token(plain)}, false},
		"with a role that nobody knows": {[]nats.Option{nats.Token(odd)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			err := w.connect(tt.o...)
			if tt.good && err != nil || !tt.good && !errors.Is(err, nats.ErrAuthorization) {
				t.Errorf("got %v", err)
			}
		})
	}

	record.Revoked = time.Now()
	w.put(token.RecordKey(record.ID), record)
	for revoked := false; !revoked; {
		select {
		case r := <-w.changed:
			revoked = r.ID == record.ID && !r.Revoked.IsZero()
		case <-time.After(20 * time.Second):
			t.Fatal("the revocation did not come")
		}
	}
	if err := w.connect(nats.Token(good)); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("revoked: %v", err)
	}
}

// A process with another keys folder is told so, and does not wait for ever.
func TestOtherKeysFolder(t *testing.T) {
	w := newWorld(t)
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	keys := t.TempDir()
	if err := bus.EnsureCredentials(keys); err != nil {
		t.Fatal(err)
	}
	seed, err := bus.Seed(keys, bus.UserDLP)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err = bus.Connect(ctx, bus.Options{URL: "nats://" + w.Addr(), Seed: seed, Name: "dlp", Log: slog.New(slog.DiscardHandler)})
	if !errors.Is(err, nats.ErrAuthorization) || !strings.Contains(err.Error(), "--keys folder") {
		t.Errorf("got %v", err)
	}
}
