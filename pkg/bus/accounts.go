package bus

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// crossing is one subject that one account exports and another imports.
type crossing struct {
	from, to string
	subject  string
	stream   bool // what is told, not a service
	many     bool // a service that answers one question by many messages
}

// crossings are all of them, from Roles: what a role may publish crosses to who
// serves it, what it may hear from who tells it. Whatever nobody serves or tells is
// a stream's, in Sluice's own account.
func crossings(l Layout) []crossing {
	roles := l.roles()
	home := func(subject string, kept func(Role) []string) string {
		for _, r := range roles {
			for _, s := range kept(r) {
				if covers(s, subject) {
					return r.Account
				}
			}
		}
		return AccountSluice
	}
	var out []crossing
	for name, r := range roles {
		to := []string{r.Account}
		if name == RoleApp {
			to = append(to, AccountOps) // where a user is who has another role too
		}
		r = r.For("*", "*")
		for _, account := range to {
			if account == AccountSluice {
				continue // it is where everything is
			}
			for _, s := range r.Publish {
				out = append(out, crossing{from: home(s, func(r Role) []string { return r.Serves }), to: account, subject: s, many: answersMany(s)})
			}
			for _, s := range r.Subscribe {
				if !covers(sharedInboxes, s) && !covers(PrivateInbox("*", "*")+".>", s) {
					out = append(out, crossing{from: home(s, func(r Role) []string { return r.Tells }), to: account, subject: s, stream: true})
				}
			}
		}
	}
	return distinct(out)
}

// distinct sorts, and drops what another crossing between the same accounts covers:
// a message that two imports match would arrive twice.
func distinct(all []crossing) []crossing {
	slices.SortFunc(all, func(a, b crossing) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from), cmp.Compare(a.subject, b.subject))
	})
	all = slices.Compact(all)
	var out []crossing
	for _, c := range all {
		covered := slices.ContainsFunc(all, func(o crossing) bool {
			return o.from == c.from && o.to == c.to && o.stream == c.stream && o.subject != c.subject && covers(o.subject, c.subject)
		})
		if !covered {
			out = append(out, c)
		}
	}
	return out
}

// answersMany says whether JetStream answers a question on s by many messages.
func answersMany(s string) bool {
	return strings.HasPrefix(s, "$JS.API.CONSUMER.MSG.NEXT.") ||
		strings.HasPrefix(s, batchSubject("")) && strings.Count(s, ".") == strings.Count(batchSubject(""), ".")
}

// covers says whether every subject that matches b matches a.
func covers(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i, t := range as {
		switch {
		case t == ">":
			return i < len(bs)
		case i >= len(bs), bs[i] == ">":
			return false
		case t != "*" && t != bs[i]:
			return false
		}
	}
	return len(as) == len(bs)
}

// accountsText writes the accounts for a server's configuration, with the public
// keys of their users.
func accountsText(public map[string]string, l Layout) string {
	users := map[string][]string{
		AccountSystem: {UserSystem}, AccountCallout: {UserCallout}, AccountSluice: {UserSetup}, AccountApps: nil, AccountOps: nil,
	}
	roles := l.roles()
	for _, u := range ServiceUsers() {
		account := roles[RoleOfStage(u)].Account
		users[account] = append(users[account], u)
	}
	var out strings.Builder
	all := crossings(l)
	for _, account := range slices.Sorted(maps.Keys(users)) {
		fmt.Fprintf(&out, "  %s {\n", account)
		if account == AccountSluice {
			out.WriteString("    jetstream: enabled\n")
		}
		var entries []string
		for _, u := range users[account] {
			entries = append(entries, fmt.Sprintf("{ nkey: %s%s } # %s", public[u], l.permissions(u), u))
		}
		list(&out, "users", entries)
		exports, imports := exportsOf(account, all), importsOf(account, all)
		if account == AccountCallout && l == Apart {
			exports = append(exports, fmt.Sprintf("{ service: %q, accounts: [%s] }", noJetStream, strings.Join(serviceAccounts(), ", ")))
		}
		list(&out, "exports", exports)
		list(&out, "imports", imports)
		out.WriteString("  }\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// noJetStream is imported from an account without JetStream. The server gives each
// account that has nothing here the whole of $JS.API, to answer that there is
// none, and that would hide the parts that are imported.
const noJetStream = "$JS.API.INFO"

func serviceAccounts() []string {
	var out []string
	for _, u := range ServiceUsers() {
		out = append(out, AccountOf(u))
	}
	return out
}

func exportsOf(account string, all []crossing) []string {
	type export struct {
		subject      string
		stream, many bool
	}
	to := map[export][]string{}
	var order []export
	for _, c := range all {
		e := export{c.subject, c.stream, c.many}
		if c.from != account {
			continue
		}
		if _, ok := to[e]; !ok {
			order = append(order, e)
		}
		to[e] = append(to[e], c.to)
	}
	slices.SortFunc(order, func(a, b export) int { return cmp.Compare(a.subject, b.subject) })
	var out []string
	for _, e := range order {
		kind, more := "service", ""
		if e.stream {
			kind = "stream"
		}
		if e.many {
			// Longer than a pull waits; after it the way back is forgotten.
			more = ", response_type: stream, response_threshold: \"15s\""
		}
		out = append(out, fmt.Sprintf("{ %s: %q%s, accounts: [%s] }", kind, e.subject, more, strings.Join(to[e], ", ")))
	}
	return out
}

func importsOf(account string, all []crossing) []string {
	var out []string
	apart := slices.ContainsFunc(all, func(c crossing) bool { return c.to == account })
	if apart && slices.Contains(serviceAccounts(), account) {
		out = append(out, fmt.Sprintf("{ service: { account: %s, subject: %q } }", AccountCallout, noJetStream))
	}
	for _, c := range all {
		if c.to != account {
			continue
		}
		kind := "service"
		if c.stream {
			kind = "stream"
		}
		out = append(out, fmt.Sprintf("{ %s: { account: %s, subject: %q } }", kind, c.from, c.subject))
	}
	return out
}

func list(out *strings.Builder, what string, entries []string) {
	if len(entries) == 0 {
		return
	}
	fmt.Fprintf(out, "    %s: [\n", what)
	for _, e := range entries {
		fmt.Fprintf(out, "      %s\n", e)
	}
	out.WriteString("    ]\n")
}
