package identity_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/token"
	"sluice/services/identity"
)

// create asks for a token as an administrator's question would arrive.
func (w *world) create(q identity.TokenQuestion) identity.TokenAnswer {
	w.t.Helper()
	data, err := json.Marshal(q)
	if err != nil {
		w.t.Fatal(err)
	}
	// A connection of identity's own account hears its service.
	m, err := w.Connect(bus.UserIdentity).NC.Request(bus.UserSubject(bus.Admin, "acme", "root")+".token.create", data, 20*time.Second)
	if err != nil {
		w.t.Fatal(err)
	}
	var a identity.TokenAnswer
	if err := json.Unmarshal(m.Data, &a); err != nil {
		w.t.Fatal(err)
	}
	return a
}

func TestCreateWithRoles(t *testing.T) {
	w := newWorld(t)
	w.deps.Clean = func(string) bool { return true }
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		user      string
		roles     []string
		want      []string
		code, say string
	}{
		{"alice", nil, []string{token.RoleApp}, "", ""},
		{"alice", nil, []string{token.RoleApp}, "", ""},
		{"alice", []string{bus.RoleApp}, []string{token.RoleApp}, "", ""},
		{"alice", []string{bus.RoleAdmin}, nil, "other_roles", "exists with the roles app"},
		{"alice", []string{bus.RoleApp, bus.RoleAdmin}, nil, "other_roles", "Leave --role out"},
		{"watcher", []string{bus.RoleAnalyst}, []string{bus.RoleAnalyst}, "", ""},
		{"watcher", nil, []string{bus.RoleAnalyst}, "", ""},
		{"two", []string{bus.RoleOperator, bus.RoleAuditor, bus.RoleOperator}, []string{bus.RoleAuditor, bus.RoleOperator}, "", ""},
		{"two", []string{bus.RoleOperator, bus.RoleAuditor}, []string{bus.RoleAuditor, bus.RoleOperator}, "", ""},
		{"odd", []string{"root"}, nil, "unknown_role", "soc-analyst"},
		{"odd", []string{bus.RoleOfStage(bus.UserDLP)}, nil, "unknown_role", "keys folder"},
		{"odd", []string{""}, nil, "unknown_role", "ai-auditor"},
		{"odd", []string{bus.RoleApp, "ADMIN"}, nil, "unknown_role", "approver"},
	} {
		a := w.create(identity.TokenQuestion{User: tt.user, Roles: tt.roles})
		switch {
		case tt.code == "" && (a.Error != nil || a.Token == "" || !slices.Equal(a.Roles, tt.want)):
			t.Errorf("%s with %v: %+v, %v", tt.user, tt.roles, a.Error, a.Roles)
		case tt.code != "" && (a.Error == nil || a.Error.Code != tt.code || !strings.Contains(a.Error.Message, tt.say) || a.Token != ""):
			t.Errorf("%s with %v: %+v", tt.user, tt.roles, a.Error)
		}
		if (a.Request != "") != slices.Contains(tt.want, token.RoleApp) {
			t.Errorf("%s with %v: may send requests at %q", tt.user, tt.roles, a.Request)
		}
	}
	if _, ok := w.stored()[token.UserKey("acme", "odd")]; ok {
		t.Error("a user was made of a question that was refused")
	}
}
