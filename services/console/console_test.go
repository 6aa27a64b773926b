package console_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/token"
)

func TestLogin(t *testing.T) {
	w := newWorld(t)
	analyst, _ := w.member("acme", "carol", bus.RoleAnalyst)
	app, _ := w.member("acme", "alice", bus.RoleApp)
	for name, tt := range map[string]struct {
		text   string
		status int
	}{
		"good":            {analyst, http.StatusSeeOther},
		"without a role":  {app, http.StatusForbidden},
		"nonsense":        {"slc_0123", http.StatusUnauthorized},
		"none":            {"", http.StatusUnauthorized},
		"another secret":  {analyst[:len(analyst)-4] + "AAAA", http.StatusUnauthorized},
		"spaces around":   {"  " + analyst + "\n", http.StatusSeeOther},
		"too long a text": {strings.Repeat("x", 3000), http.StatusUnauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			w.clock.forward(time.Minute) // past the bound on failed logins
			b := w.browser()
			if a := b.login(tt.text); a.StatusCode != tt.status {
				t.Errorf("status %d, want %d", a.StatusCode, tt.status)
			}
			if a := b.get("/"); (a.StatusCode == http.StatusOK) != (tt.status == http.StatusSeeOther) {
				t.Errorf("then the first page: %d", a.StatusCode)
			}
		})
	}
	b := w.browser()
	if a := b.login(strings.Repeat("x", 100<<10)); a.StatusCode == http.StatusOK || a.StatusCode == http.StatusSeeOther {
		t.Errorf("a form of 100 KiB: %d", a.StatusCode)
	}
	if got := w.events("acme"); !slices.Contains(got, "carol console.login 200") || !slices.Contains(got, "alice console.login 403") {
		t.Errorf("on the access log: %q", got)
	}
	if got := w.events(evidence.Nobody); !slices.Contains(got, " console.login 401") {
		t.Errorf("failed logins on the access log: %q", got)
	}
}

func TestFailedLoginsAreBounded(t *testing.T) {
	w := newWorld(t)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.browser()
	statuses := map[int]int{}
	for range 12 {
		statuses[b.login("slc_nonsense").StatusCode]++
	}
	if statuses[http.StatusUnauthorized] < 5 || statuses[http.StatusUnauthorized] > 6 || statuses[http.StatusTooManyRequests] < 6 {
		t.Errorf("statuses %v", statuses)
	}
	if a := b.login(text); a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
		t.Errorf("a good token past the bound: %d", a.StatusCode)
	}
	w.clock.forward(time.Minute)
	for range 10 {
		if a := w.browser().login(text); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("good logins count: %d", a.StatusCode)
		}
	}
}

// Nobody who is not logged in sees anything but the login.
func TestStrangers(t *testing.T) {
	w := newWorld(t)
	w.exchange("acme", "alice", "r-1", nil)
	for _, path := range []string{"/", "/exchanges", "/exchanges/r-1?user=alice", "/flags/stream", "/nothing", "/static/../login", "//"} {
		b := w.browser()
		a := b.get(path)
		if a.StatusCode == http.StatusOK || strings.Contains(a.text, "r-1") {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
		u, err := url.Parse(w.web.URL)
		if err != nil {
			t.Fatal(err)
		}
		b.http.Jar.SetCookies(u, []*http.Cookie{{Name: "sluice_session", Value: strings.Repeat("A", 43)}})
		if a := b.get(path); a.StatusCode == http.StatusOK {
			t.Errorf("%s with a made-up session: %d", path, a.StatusCode)
		}
	}
	b := w.browser()
	if a := b.get("/static/console.js"); a.StatusCode != 200 || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("the script: %d %s", a.StatusCode, a.Header.Get("Content-Type"))
	}
	if a := b.get("/static/login.html"); a.StatusCode != 404 {
		t.Errorf("a template: %d", a.StatusCode)
	}
}

func TestRoles(t *testing.T) {
	w := newWorld(t)
	w.exchange("acme", "alice", "r-1", nil)
	for role, want := range map[string]struct{ flags, exchanges int }{
		bus.RoleAnalyst: {200, 403},
		bus.RoleAuditor: {303, 200},
		bus.RoleAdmin:   {200, 200},
	} {
		text, _ := w.member("acme", "user-"+role, role)
		b := w.in(text)
		stream := want.flags
		if stream == 303 {
			stream = 403
		}
		for path, status := range map[string]int{"/": want.flags, "/exchanges": want.exchanges, "/exchanges/r-1?user=alice": want.exchanges} {
			a := b.get(path)
			if a.StatusCode != status {
				t.Errorf("%s at %s: %d, want %d", role, path, a.StatusCode, status)
			}
			if status == 200 && !strings.Contains(a.text, "r-1") {
				t.Errorf("%s at %s sees nothing of the exchange", role, path)
			}
		}
		if link := strings.Contains(b.get("/").text, `href="/exchanges/r-1?user=alice"`); link != (role == bus.RoleAdmin) {
			t.Errorf("%s: a link to the exchange: %t", role, link)
		}
		if role == bus.RoleAuditor {
			if a := b.get("/flags/stream"); a.StatusCode != stream {
				t.Errorf("%s at the stream: %d", role, a.StatusCode)
			}
		}
	}
}

func TestTenantsAreApart(t *testing.T) {
	w := newWorld(t)
	w.exchange("acme", "alice", "of-acme", blocked)
	w.exchange("other", "bob", "of-other", blocked)
	text, _ := w.member("other", "admin", bus.RoleAdmin)
	b := w.in(text)
	for _, path := range []string{"/", "/exchanges", "/exchanges?outcome=refused"} {
		a := b.get(path)
		if !strings.Contains(a.text, "of-other") || strings.Contains(a.text, "of-acme") {
			t.Errorf("%s: status %d, own %t, another's %t", path, a.StatusCode, strings.Contains(a.text, "of-other"), strings.Contains(a.text, "of-acme"))
		}
	}
	if a := b.get("/exchanges/of-acme?user=alice"); a.StatusCode != http.StatusNotFound {
		t.Errorf("another tenant's exchange: %d", a.StatusCode)
	}
	s := b.stream("/flags/stream")
	w.exchange("acme", "alice", "of-acme-2", blocked)
	w.exchange("other", "bob", "of-other-2", blocked)
	for {
		line := s.data()
		if strings.Contains(line, "of-acme") {
			t.Fatalf("another tenant's flag: %s", line)
		}
		if strings.Contains(line, "of-other-2") {
			break
		}
	}
	close(w.asked)
	for subject := range w.asked {
		if !strings.Contains(subject, ".other.admin") {
			t.Errorf("asked %s, not as the user", subject)
		}
	}
	w.asked = make(chan string, 1000)
}

func TestCSRF(t *testing.T) {
	w := newWorld(t)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.browser()
	form := csrf(t, b.get("/login").text)
	for name, a := range map[string]answer{
		"no token":    b.post("/login", url.Values{"token": {text}}),
		"another":     b.post("/login", url.Values{"token": {text}, "csrf": {strings.Repeat("A", 43)}}),
		"no cookie":   w.browser().post("/login", url.Values{"token": {text}, "csrf": {form}}),
		"empty, both": w.browser().post("/login", url.Values{"token": {text}, "csrf": {""}}),
	} {
		if a.StatusCode != http.StatusForbidden {
			t.Errorf("login with %s: %d", name, a.StatusCode)
		}
	}
	b = w.in(text)
	for name, v := range map[string]url.Values{"no token": {}, "another": {"csrf": {strings.Repeat("A", 43)}}} {
		if a := b.post("/logout", v); a.StatusCode != http.StatusForbidden {
			t.Errorf("logout with %s: %d", name, a.StatusCode)
		}
	}
	if a := b.get("/"); a.StatusCode != http.StatusOK {
		t.Fatal("a forged logout logged out")
	}
	// A browser says where a form comes from.
	r, err := http.NewRequest("POST", w.web.URL+"/logout", strings.NewReader(url.Values{"csrf": {csrf(t, b.get("/").text)}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if a := b.do(r); a.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", a.StatusCode)
	}
}

func TestLogout(t *testing.T) {
	w := newWorld(t)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.in(text)
	u, err := url.Parse(w.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	kept := b.http.Jar.Cookies(u)
	if a := b.post("/logout", url.Values{"csrf": {csrf(t, b.get("/").text)}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("logout: %d", a.StatusCode)
	}
	thief := w.browser()
	thief.http.Jar.SetCookies(u, kept)
	if a := thief.get("/"); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/login" {
		t.Errorf("the cookie of a session that has ended: %d", a.StatusCode)
	}
}

func TestCookie(t *testing.T) {
	w := newWorld(t)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.browser()
	form := b.get("/login")
	a := b.post("/login", url.Values{"csrf": {csrf(t, form.text)}, "token": {text}})
	var found bool
	for _, c := range a.Cookies() {
		if c.Name != "sluice_session" {
			continue
		}
		found = true
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || len(c.Value) != 43 {
			t.Errorf("the cookie is %+v", c)
		}
		if strings.Contains(a.text, c.Value) || strings.Contains(text, c.Value) {
			t.Error("the session is told in the page")
		}
	}
	if !found {
		t.Error("no session cookie")
	}
	for _, page := range []answer{form, a, b.get("/"), b.get("/nothing"), b.get("/exchanges")} {
		csp := page.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy has no %s: %q", page.Request.URL.Path, want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || page.Header.Get("X-Content-Type-Options") != "nosniff" || page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", page.Request.URL.Path, page.Header)
		}
		for _, inline := range []string{" style=", "<style", " onclick=", "<script>", "javascript:"} {
			if strings.Contains(page.text, inline) {
				t.Errorf("%s has %s", page.Request.URL.Path, inline)
			}
		}
	}
}

// A session ends with its token, its user's role, its age, or when nobody uses it.
func TestSessionEnds(t *testing.T) {
	for name, end := range map[string]func(*world, token.Record){
		"revoked": func(w *world, r token.Record) {
			r.Revoked = time.Now()
			w.put(token.RecordKey(r.ID), r)
			w.until(func() bool { now, _ := w.dir.Token(r.ID); return !now.Revoked.IsZero() })
		},
		"deleted": func(w *world, r token.Record) {
			if err := w.ids.Delete(context.Background(), token.RecordKey(r.ID)); err != nil {
				w.t.Fatal(err)
			}
			w.until(func() bool { _, ok := w.dir.Token(r.ID); return !ok })
		},
		"expired": func(w *world, r token.Record) {
			r.Expires = time.Now().Add(-time.Second)
			w.put(token.RecordKey(r.ID), r)
			w.until(func() bool { now, _ := w.dir.Token(r.ID); return !now.Expires.IsZero() })
		},
		"role taken": func(w *world, r token.Record) {
			w.put(token.UserKey(r.Tenant, r.User), token.User{Tenant: r.Tenant, User: r.User, Roles: []string{bus.RoleApp}})
			w.until(func() bool { roles, _ := w.dir.Roles(r.Tenant, r.User); return roles[0] == bus.RoleApp })
		},
		"idle": func(w *world, _ token.Record) { w.clock.forward(time.Hour) },
		"old": func(w *world, _ token.Record) {
			w.clock.forward(12 * time.Hour)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			text, r := w.member("acme", "carol", bus.RoleAnalyst)
			b := w.in(text)
			if a := b.get("/"); a.StatusCode != http.StatusOK {
				t.Fatalf("before: %d", a.StatusCode)
			}
			s := b.stream("/flags/stream")
			end(w, r)
			w.exchange("acme", "alice", "after-the-end", blocked)
			for _, path := range []string{"/", "/flags/stream"} {
				if a := b.get(path); a.StatusCode == http.StatusOK || strings.Contains(a.text, "after-the-end") {
					t.Errorf("%s: %d", path, a.StatusCode)
				}
			}
			if rest := s.rest(); !strings.Contains(rest, "event: over") || strings.Contains(rest, "after-the-end") {
				t.Errorf("the stream went on: %q", rest)
			}
		})
	}
}

// Use keeps a session alive, up to its age; a stream is no use.
func TestSessionLives(t *testing.T) {
	w := newWorld(t)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.in(text)
	for i := range 14 {
		w.clock.forward(55 * time.Minute)
		a := b.get("/")
		if want := i < 13; (a.StatusCode == http.StatusOK) != want {
			t.Fatalf("after %d times 55 minutes: %d", i+1, a.StatusCode)
		}
	}
}
