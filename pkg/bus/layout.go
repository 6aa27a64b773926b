package bus

import (
	"fmt"
	"strings"

	"github.com/nats-io/jwt/v2"
)

// Layout is how a server's accounts keep services apart.
type Layout int

const (
	// Apart gives each service an account of its own: nothing that the server answers to
	// one arrives where another hears or stores it, whatever Reply it names.
	Apart Layout = iota
	// Whole is for a server in the process of all services: they share Sluice's own
	// account, each with the permissions of its role, and their credentials work only
	// inside that process. Who has the process has them all, and a message that crosses
	// accounts costs a third more. docs/decisions/0008.
	Whole
)

// roles are Roles with the accounts of this layout.
func (l Layout) roles() map[string]Role {
	all := Roles()
	if l == Apart {
		return all
	}
	for name, r := range all {
		if strings.HasPrefix(name, stagePrefix) {
			r.Account = AccountSluice
			all[name] = r
		}
	}
	return all
}

// permissions of a service's user, as they stand in a server's configuration. In an
// account of its own what it imports says what it may do.
func (l Layout) permissions(user string) string {
	r, ok := Roles()[RoleOfStage(user)]
	if l == Apart || !ok {
		return ""
	}
	publish := append(append([]string{}, r.Publish...), r.Tells...)
	publish = append(publish, sharedInboxes, "_R_.>") // answers, also to who asks from another account
	hear := append(append([]string{serviceInbox(user) + ".>"}, r.Subscribe...), r.Serves...)
	return fmt.Sprintf(", allowed_connection_types: [%s], permissions: { publish: { allow: [%s] }, subscribe: { allow: [%s] } }",
		jwt.ConnectionTypeInProcess, allowed(publish), allowed(hear))
}

// serviceInbox is where a service hears answers.
func serviceInbox(user string) string { return "_INBOX." + user }

func allowed(subjects []string) string {
	out := make([]string, len(subjects))
	for i, s := range subjects {
		out[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(out, ", ")
}
