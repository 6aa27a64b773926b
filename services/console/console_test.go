package console_test

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
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

func TestFlagsPage(t *testing.T) {
	w := newWorld(t)
	for _, id := range []string{"r-1", "r-2"} {
		w.exchange("acme", "alice", id, nil)
	}
	w.exchange("acme", "bob", "r-3", blocked)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.in(text)
	page := b.get("/").text
	if one, two := strings.Index(page, "r-3"), strings.Index(page, "r-1"); one < 0 || two < 0 || one > two {
		t.Errorf("not the newest first: %d, %d", one, two)
	}
	if !strings.Contains(page, "indiscriminate weapons") || strings.Contains(page, "Load the page again to see older") {
		t.Error("the hazard is not named")
	}
	for level, want := range map[string]int{"informational": 4, "high": 4, "critical": 1} {
		if got := strings.Count(b.get("/?severity="+level).text, "<tr data-uid="); got != want {
			t.Errorf("%s: %d rows, want %d", level, got, want)
		}
	}
	if a := b.get("/?severity=%3Cscript%3E"); a.StatusCode != http.StatusBadRequest || strings.Contains(a.text, "<script>") {
		t.Errorf("a severity that is none: %d", a.StatusCode)
	}
	if got := w.events("acme"); !slices.Contains(got, "carol console.flags 200") {
		t.Errorf("on the access log: %q", got)
	}
}

// The last hundred are kept, and the page says where its stream goes on.
func TestStream(t *testing.T) {
	w := newWorld(t)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.in(text)
	page := b.get("/")
	_, at, ok := strings.Cut(page.text, `data-stream="`)
	if !ok {
		t.Fatal("the page names no stream")
	}
	at, _, _ = strings.Cut(at, `"`)
	at = strings.ReplaceAll(at, "&amp;", "&")
	w.exchange("acme", "alice", "between", nil)
	s := b.stream(at)
	if line := s.data(); !strings.Contains(line, "between") {
		t.Errorf("what came between page and stream: %s", line)
	}
	w.exchange("acme", "alice", "live", blocked)
	if a, c := s.data(), s.data(); !strings.Contains(a+c, "live") || !strings.Contains(a+c, "critical") {
		t.Errorf("live: %s %s", a, c)
	}
	last := s.id
	s.close()
	w.exchange("acme", "alice", "away", nil)
	again := b.streamAfter("/flags/stream", last)
	if line := again.data(); !strings.Contains(line, "away") {
		t.Errorf("after a lost connection: %s", line)
	}
	high := b.stream("/flags/stream?severity=critical")
	if line := high.data(); !strings.Contains(line, "live") {
		t.Errorf("of what is critical: %s", line)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	w := newWorld(t)
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	b := w.in(text)
	var open []*events
	for range 4 {
		open = append(open, b.stream("/flags/stream"))
	}
	if a := b.get("/flags/stream"); a.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the fifth: %d", a.StatusCode)
	}
	for _, s := range open {
		s.close()
	}
	w.until(func() bool {
		r, err := http.NewRequestWithContext(t.Context(), "GET", w.web.URL+"/flags/stream", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := b.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	})
}

func TestExchanges(t *testing.T) {
	w := newWorld(t)
	for i := range 120 {
		w.exchange("acme", "alice", "r-"+string(rune('a'+i/26))+string(rune('a'+i%26)), func(x *exchange.Exchange) {
			if i%40 == 0 {
				blocked(x)
			}
		})
	}
	text, _ := w.member("acme", "dave", bus.RoleAuditor)
	b := w.in(text)
	seen := map[string]bool{}
	path, pages := "/exchanges", 0
	for path != "" {
		page := b.get(path)
		if page.StatusCode != 200 {
			t.Fatalf("%s: %d", path, page.StatusCode)
		}
		for _, part := range strings.Split(page.text, `<a href="/exchanges/`)[1:] {
			id, _, _ := strings.Cut(part, "?")
			if seen[id] {
				t.Errorf("%s twice", id)
			}
			seen[id] = true
		}
		path = ""
		if _, next, ok := strings.Cut(page.text, `rel="next" href="`); ok {
			path, _, _ = strings.Cut(next, `"`)
		}
		pages++
	}
	if len(seen) != 120 || pages != 3 {
		t.Errorf("%d exchanges on %d pages", len(seen), pages)
	}
	refused := b.get("/exchanges?outcome=refused")
	if got := strings.Count(refused.text, `<a href="/exchanges/`); got != 3 {
		t.Errorf("%d refused", got)
	}
	for path, want := range map[string]int{"/exchanges?outcome=blok": 400, "/exchanges?before=x": 400, "/exchanges/none?user=alice": 404, "/exchanges/a%20b": 404, "/exchanges/r-aa?user=a.b": 404} {
		if a := b.get(path); a.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, a.StatusCode, want)
		}
	}
}

func TestExchange(t *testing.T) {
	w := newWorld(t)
	w.exchange("acme", "alice", "r-1", nil)
	w.exchange("acme", "alice", "r-2", func(x *exchange.Exchange) {
		blocked(x)
		x.Model = `<img src=x onerror=alert(1)>`
	})
	text, _ := w.member("acme", "dave", bus.RoleAuditor)
	b := w.in(text)
	page := b.get("/exchanges/r-1?user=alice").text
	for _, want := range []string{"completed", "dlp input", "guard input", "dlp output", "guard output", "passed", "aws-access-key-id", "llama-3.1-8b", "pool-1", "sha256:1f0c", "by policy", "&#34;request_id&#34;: &#34;r-1&#34;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	page = b.get("/exchanges/r-2?user=alice").text
	for _, want := range []string{"refused", "not run", "failed", "content_filter", "S9"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of a refusal does not have %q", want)
		}
	}
	if strings.Contains(page, "<img") {
		t.Error("a name of a model is markup")
	}
}

// events is an open stream.
type events struct {
	t    testing.TB
	body *http.Response
	in   *bufio.Scanner
	id   string
}

func (b *browser) stream(path string) *events { return b.streamAfter(path, "") }

func (b *browser) streamAfter(path, last string) *events {
	b.t.Helper()
	r, err := http.NewRequest("GET", b.web.URL+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	resp, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/event-stream" {
		b.t.Fatalf("the stream: %d %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	e := &events{t: b.t, body: resp, in: bufio.NewScanner(resp.Body)}
	b.t.Cleanup(e.close)
	return e
}

func (e *events) close() { e.body.Body.Close() }

// data is that of the next flag.
func (e *events) data() string {
	e.t.Helper()
	for e.in.Scan() {
		if id, ok := strings.CutPrefix(e.in.Text(), "id: "); ok {
			e.id = id
		}
		if data, ok := strings.CutPrefix(e.in.Text(), "data: "); ok {
			return data
		}
	}
	e.t.Fatalf("the stream ended: %v", e.in.Err())
	return ""
}

// rest is all until its end.
func (e *events) rest() string {
	var out strings.Builder
	for e.in.Scan() {
		out.WriteString(e.in.Text() + "\n")
	}
	return out.String()
}
