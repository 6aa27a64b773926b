package console

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"sluice/pkg/evidence"
	"sluice/pkg/token"
)

var errTooMany = errors.New("too many sessions are open")

const loginLife = 10 * time.Minute // of a login form

// askLogin shows the form. Who has a session does not need it.
func (c *Console) askLogin(w http.ResponseWriter, r *http.Request) {
	if s, ok := c.sessions.find(c.cookie(r, "session"), false); ok {
		if _, ok := c.holder(s); ok {
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
	}
	c.loginForm(w, http.StatusOK, "")
}

// loginForm binds the form to a cookie, so that no other site can log somebody in.
func (c *Console) loginForm(w http.ResponseWriter, status int, complaint string) {
	form, err := random()
	if err != nil {
		http.Error(w, "The console has no randomness.", http.StatusInternalServerError)
		return
	}
	c.setCookie(w, "login", form, loginLife)
	c.pages.render(w, c.Log, status, "login", page{Title: "Log in", CSRF: form, Version: c.Version, Complaint: complaint})
}

func (c *Console) login(w http.ResponseWriter, r *http.Request) {
	if !same(c.cookie(r, "login"), r.PostFormValue("csrf")) {
		c.loginForm(w, http.StatusForbidden, "The form had expired. Try again.")
		return
	}
	back, ok := c.guesses.take(r)
	if !ok {
		w.Header().Set("Retry-After", "10")
		c.loginForm(w, http.StatusTooManyRequests, "Too many attempts. Try again in a little while.")
		return
	}
	user, record, err := c.Directory.Verify(r.Context(), strings.TrimSpace(r.PostFormValue("token")))
	if err != nil {
		if !c.logged(w, r, token.User{}, "", "login", http.StatusUnauthorized) {
			return
		}
		c.loginForm(w, http.StatusUnauthorized, "This token is not valid.")
		return
	}
	back()
	if !anyone(user) {
		if !c.logged(w, r, user, record.ID, "login", http.StatusForbidden) {
			return
		}
		c.loginForm(w, http.StatusForbidden, "This user has none of the roles soc-analyst, ai-auditor and admin, so there is nothing to see here.")
		return
	}
	if !c.logged(w, r, user, record.ID, "login", http.StatusOK) {
		return
	}
	if old, ok := c.sessions.find(c.cookie(r, "session"), false); ok {
		c.sessions.end(old)
	}
	value, _, err := c.sessions.open(user, record.ID)
	if err != nil {
		c.Log.Error("a login was refused", "error", err)
		c.loginForm(w, http.StatusServiceUnavailable, "Too many people are logged in. Try again later.")
		return
	}
	c.setCookie(w, "login", "", 0)
	c.setCookie(w, "session", value, sessionLife)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (v *visit) logout() {
	if err := v.r.ParseForm(); err != nil || !same(v.session.csrf, v.r.PostForm.Get("csrf")) {
		v.fail(http.StatusForbidden, "The form had expired. Go back, load the page again and try again.")
		return
	}
	v.sessions.end(v.session) // whether it can be logged or not
	v.setCookie(v.w, "session", "", 0)
	if !v.logged(v.w, v.r, v.user, v.session.token, "logout", http.StatusOK) {
		return
	}
	http.Redirect(v.w, v.r, "/login", http.StatusSeeOther)
}

const logTime = 5 * time.Second

// logged puts what somebody did on the access log. What cannot be logged does not
// happen: the answer is then written, and the result false.
func (c *Console) logged(w http.ResponseWriter, r *http.Request, u token.User, tokenID, operation string, status int) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), logTime)
	defer cancel()
	err := evidence.Log(ctx, c.Bus, evidence.Access{
		Kind: "access", TS: c.Now().UTC(), Tenant: u.Tenant, User: u.User, Token: tokenID, Via: "http",
		Operation: "console." + operation, Status: status,
	})
	if err != nil {
		c.Log.Error("the access log takes no events", "error", err)
		w.Header().Set("Retry-After", "2")
		http.Error(w, "The access log cannot be written now, so nothing is shown. Try again.", http.StatusServiceUnavailable)
	}
	return err == nil
}
