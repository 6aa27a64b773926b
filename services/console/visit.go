package console

import (
	"net/http"

	"sluice/pkg/bus"
	"sluice/pkg/token"
)

// visit is one request of somebody who is logged in. It is used by one goroutine.
type visit struct {
	*Console
	w       http.ResponseWriter
	r       *http.Request
	session *session
	user    token.User // with the roles of this moment
}

func seesFlags(u token.User) bool     { return u.Has(bus.RoleAnalyst) || u.Has(bus.RoleAdmin) }
func seesExchanges(u token.User) bool { return u.Has(bus.RoleAuditor) || u.Has(bus.RoleAdmin) }
func anyone(u token.User) bool        { return seesFlags(u) || seesExchanges(u) }

// visit finds who asks. Without a session, or with one whose token is no longer good,
// the answer is the way to the login.
func (c *Console) visit(w http.ResponseWriter, r *http.Request, may func(token.User) bool, do func(*visit)) {
	v := &visit{Console: c, w: w, r: r}
	s, ok := c.sessions.find(c.cookie(r, "session"), true)
	if ok {
		v.session = s
		if v.user, ok = c.holder(s); !ok {
			c.sessions.end(s)
		}
	}
	if !ok {
		c.setCookie(w, "session", "", 0)
		if r.Header.Get("Accept") == "text/event-stream" {
			http.Error(w, "You are not logged in.", http.StatusUnauthorized)
			return
		}
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return
	}
	if !may(v.user) {
		if c.logged(w, r, v.user, s.token, "refused", http.StatusForbidden) {
			v.fail(http.StatusForbidden, "Your roles do not let you see this.")
		}
		return
	}
	do(v)
}

// holder says who holds the session's token, with the roles of this moment; false
// once the token is revoked, expired or gone, or the user has no role here any more.
func (c *Console) holder(s *session) (token.User, bool) {
	r, ok := c.Directory.Token(s.token)
	if !ok || r.Tenant != s.user.Tenant || r.User != s.user.User || !r.Revoked.IsZero() || !r.Expires.IsZero() && !c.Now().Before(r.Expires) {
		return token.User{}, false
	}
	roles, ok := c.Directory.Roles(r.Tenant, r.User)
	u := token.User{Tenant: r.Tenant, User: r.User, Roles: roles}
	return u, ok && anyone(u)
}

// page begins a page with what all of them show.
func (v *visit) page(title string) page {
	return page{
		Title: title, CSRF: v.session.csrf, User: v.user.User, Tenant: v.user.Tenant, Version: v.Version,
		Flags: seesFlags(v.user), Exchanges: seesExchanges(v.user),
	}
}

func (v *visit) show(name string, p page) { v.pages.render(v.w, v.Log, http.StatusOK, name, p) }

// fail shows what is wrong, on a page.
func (v *visit) fail(status int, complaint string) {
	p := v.page(http.StatusText(status))
	p.Complaint = complaint
	if status == http.StatusServiceUnavailable {
		v.w.Header().Set("Retry-After", "2")
	}
	v.pages.render(v.w, v.Log, status, "fault", p)
}
