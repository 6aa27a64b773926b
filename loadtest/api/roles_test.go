package api

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/bus"
)

// TestRoles: asyncapi.yaml says of each channel who may publish, hear, serve and tell,
// as bus.Roles does, and has a channel for every subject in bus.Roles.
func TestRoles(t *testing.T) {
	s := load(t, asyncAPI)
	roles := bus.Roles()
	covered := map[string]bool{}
	for _, name := range s.keys(place{"channels"}) {
		c := s.object(place{"channels", name})
		pattern := patternOf(c["address"].(string))
		for member, subjects := range map[string]func(bus.Role) []string{
			"x-publish": func(r bus.Role) []string { return r.Publish }, "x-subscribe": func(r bus.Role) []string { return r.Subscribe },
			"x-serves": func(r bus.Role) []string { return r.Serves }, "x-tells": func(r bus.Role) []string { return r.Tells },
		} {
			var may []string
			for role, r := range roles {
				for _, subject := range subjects(r) {
					if meets(subject, pattern) {
						may, covered[subject] = append(may, strings.TrimPrefix(role, bus.RoleOfStage(""))), true
					}
				}
			}
			slices.Sort(may)
			if may = slices.Compact(may); !slices.Equal(may, words(c[member])) {
				t.Errorf("%s: %s is %v, and bus.Roles has %v", name, member, words(c[member]), may)
			}
		}
	}
	for _, role := range slices.Sorted(maps.Keys(roles)) {
		r := roles[role]
		for _, subject := range slices.Concat(r.Publish, r.Subscribe, r.Serves, r.Tells) {
			if strings.HasPrefix(subject, "sluice.") && !covered[subject] {
				t.Errorf("%s: no channel has %s", role, subject)
			}
		}
	}
}

// patternOf is an address with * for what is not one's own to choose.
func patternOf(address string) string {
	return braces.ReplaceAllStringFunc(address, func(p string) string {
		if p == "{tenant}" || p == "{user}" {
			return p
		}
		return "*"
	})
}

// meets says whether some subject matches both. {tenant} is a token of people's
// subjects; for services, which have * there, it is any.
func meets(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range as {
		switch {
		case as[i] == ">":
			return i < len(bs)
		case i >= len(bs):
			return false
		case as[i] != bs[i] && as[i] != "*" && bs[i] != "*":
			return false
		}
	}
	return len(as) == len(bs)
}

// TestPeopleHaveTheirOwn: whatever person or program uses a channel uses it under the
// own tenant, and under the own name where the address has one.
func TestPeopleHaveTheirOwn(t *testing.T) {
	s := load(t, asyncAPI)
	people := bus.PeopleRoles()
	for _, name := range s.keys(place{"channels"}) {
		c := s.object(place{"channels", name})
		for _, member := range []string{"x-publish", "x-subscribe"} {
			for _, role := range words(c[member]) {
				if slices.Contains(people, role) && (!strings.Contains(c["address"].(string), "{tenant}") || c["tags"] != nil) {
					t.Errorf("%s: %s reaches a channel that is not its own", name, role)
				}
			}
		}
	}
}
