package badinput

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// shot is one bad HTTP request and what it must get.
type shot struct {
	name    string
	request func(r *http.Request) // changes a good request
	status  int
	code    string
	nobody  bool // refused before it was known whose it is
}

func set(key string, values ...string) func(*http.Request) {
	return func(r *http.Request) { r.Header[http.CanonicalHeaderKey(key)] = values }
}

func withBody(body string) func(*http.Request) {
	return func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	}
}

// unsized sends a body in chunks: no Content-Length.
func unsized(body string) func(*http.Request) {
	return func(r *http.Request) { r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), -1 }
}

func to(method, path string) func(*http.Request) {
	return func(r *http.Request) { r.Method, r.URL.Path, r.URL.Opaque = method, path, "//"+r.URL.Host+path }
}

// TestHTTP: every bad request gets a clear error of the right status in OpenAI's
// shape and an x-request-id, is on the access log, and never reaches the model.
// No value from it is in the answer, in a log line, in a stream or in a file.
func TestHTTP(t *testing.T) {
	w := newWorld(t, "", "--log-level", "debug")
	revoked := w.newToken(t)
	w.sluice(t, "token", "revoke", revoked.Record.ID)
	expiring := w.newToken(t, "--expires", "1s")
	born := time.Now()

	var shots []shot
	for _, b := range bodies() {
		shots = append(shots, shot{name: b.name, request: withBody(b.body), status: b.status, code: b.code})
		if b.status == 413 {
			shots = append(shots, shot{name: b.name + ", in chunks", request: unsized(b.body), status: b.status, code: b.code})
		}
	}
	for _, id := range ids() {
		if !strings.ContainsAny(id, "\x00") {
			shots = append(shots, shot{name: "request id " + id, request: set("X-Request-Id", id), status: 400, code: "invalid_request_id"})
		}
	}
	shots = append(shots, shot{name: "two request ids", request: set("X-Request-Id", "a", "b"), status: 400, code: "invalid_request_id"})
	for name, values := range map[string][]string{
		"no token": nil, "empty header": {""}, "no scheme": {w.token}, "another scheme": {"Basic " + w.token}, "no token after the scheme": {"Bearer "},
		"not a token": {"Bearer " + canary}, "unknown token": {"Bearer slc_000000000000_" + strings.Repeat("A", 43)},
		"a good token and more": {"Bearer " + w.token + canary}, "two headers": {"Bearer " + w.token, "Bearer " + w.token},
		"two tokens": {"Bearer " + w.token + " " + w.token}, "revoked": {"Bearer " + revoked.Token}, "expired": {"Bearer " + expiring.Token},
	} {
		shots = append(shots, shot{name: "authorization: " + name, request: set("Authorization", values...), status: 401, code: "invalid_api_key", nobody: true})
	}
	for _, v := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "application/json, text/plain", canary} {
		shots = append(shots, shot{name: "content type " + v, request: set("Content-Type", v), status: 415, code: "unsupported_media_type"})
	}
	shots = append(shots,
		shot{name: "no content type", request: func(r *http.Request) { r.Header.Del("Content-Type") }, status: 415, code: "unsupported_media_type"},
		shot{name: "gzip", request: set("Content-Encoding", "gzip"), status: 415, code: "unsupported_media_type"},
		shot{name: "encoding " + canary, request: set("Content-Encoding", canary), status: 415, code: "unsupported_media_type"},
	)
	for _, m := range []string{"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} {
		shots = append(shots, shot{name: m + " on completions", request: to(m, "/v1/chat/completions"), status: 405, code: "method_not_allowed", nobody: true})
	}
	for _, m := range []string{"POST", "PUT", "DELETE", "OPTIONS"} {
		shots = append(shots, shot{name: m + " on models", request: to(m, "/v1/models"), status: 405, code: "method_not_allowed", nobody: true})
	}
	for _, p := range []string{"/", "/v1", "/v1/", "/v1/chat/completions/", "/v1/chat", "/v1//chat/completions", "/v1/x/../chat/completions", "/v1/./models",
		"/V1/models", "/v1/embeddings", "/v1/completions", "/" + canary, "/v1/models/" + canary, "/healthz", "/debug/pprof/", "/v1/chat/completions%00", "/..%2f..%2fetc"} {
		shots = append(shots, shot{name: "path " + p, request: to("POST", p), status: 404, code: "not_found", nobody: true})
	}

	<-time.After(time.Until(born.Add(time.Second))) // the end of the short token's life, set above
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answers := map[string]shot{}
	for _, s := range shots {
		t.Run(s.name, func(t *testing.T) {
			r, err := http.NewRequest("POST", "http://"+w.Addr("http")+"/v1/chat/completions", nil)
			if err != nil {
				t.Fatal(err)
			}
			set("Authorization", "Bearer "+w.token)(r)
			set("Content-Type", "application/json")(r)
			withBody(ask(``))(r)
			s.request(r)
			a := do(t, client, r)
			if a.status != s.status {
				t.Errorf("status %d, want %d: %s", a.status, s.status, a.body)
			}
			id := a.header.Get("X-Request-Id")
			if len(id) != 26 || len(answers[id].name) > 0 {
				t.Errorf("x-request-id %q", id)
			}
			answers[id] = s
			if r.Method != "HEAD" {
				mustBeFault(t, a.body, codeOr(s.code, a.body))
			}
			var headers bytes.Buffer
			if err := a.header.Write(&headers); err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{canary, w.token[len(w.token)-20:], "77318246"} {
				if strings.Contains(headers.String()+string(a.body), secret) {
					t.Errorf("the answer repeats a value of the request: %s", a.body)
				}
			}
			switch s.status {
			case 401:
				if a.header.Get("WWW-Authenticate") == "" {
					t.Error("401 without WWW-Authenticate")
				}
			case 405:
				if a.header.Get("Allow") == "" {
					t.Error("405 without Allow")
				}
			}
		})
	}
	logged := w.accessLog(t)
	for id, s := range answers {
		e := logged[id]
		switch {
		case len(e) != 1:
			t.Errorf("%s: %d access events, not one", s.name, len(e))
		case e[0].Status != s.status || s.code != "" && e[0].Code != s.code || e[0].Via != "http":
			t.Errorf("%s: the access log has %+v", s.name, e[0])
		case (e[0].User == "") != s.nobody || (e[0].Tenant == "") != s.nobody:
			t.Errorf("%s: the access log says it was %q of %q", s.name, e[0].User, e[0].Tenant)
		}
	}
	w.mustNotReachModel(t)
	w.mustBeNowhere(t, []string{canary, w.token[len(w.token)-20:]}, w.user)
}

// codeOr is the code to want: any, where the row names none.
func codeOr(code string, body []byte) string {
	if code != "" {
		return code
	}
	_, rest, _ := strings.Cut(string(body), `"code":"`)
	code, _, _ = strings.Cut(rest, `"`)
	return code
}

// mustNotReachModel wants no call at all; then a good request makes one, which
// shows that the journal would have told.
func (w *world) mustNotReachModel(t *testing.T) {
	t.Helper()
	if calls := w.calls(t); len(calls) != 0 {
		t.Errorf("%d calls reached the model", len(calls))
	}
	r := w.post(t, `{"model":"sluice-dev","messages":[{"role":"user","content":"good"}]}`)
	set("Content-Type", "application/json; charset=utf-8")(r)
	if a := do(t, http.DefaultClient, r); a.status != 200 || len(w.calls(t)) != 1 {
		t.Errorf("the control failed: status %d, %d calls", a.status, len(w.calls(t)))
	}
}

func (w *world) post(t *testing.T, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequest("POST", "http://"+w.Addr("http")+"/v1/chat/completions", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	set("Authorization", "Bearer "+w.token)(r)
	set("Content-Type", "application/json")(r)
	return r
}

// TestUsedIDs: a used id with another body, and ids of others.
func TestUsedIDs(t *testing.T) {
	w := newWorld(t, "")
	other := &world{Up: w.Up, user: "bob"}
	other.token = other.newToken(t).Token
	send := func(who *world, id, text string) answer {
		r := who.post(t, `{"model":"sluice-dev/echo","messages":[{"role":"user","content":"`+text+`"}]}`)
		set("X-Request-Id", id)(r)
		return do(t, http.DefaultClient, r)
	}
	for _, step := range []struct {
		who    *world
		text   string
		status int
		code   string
	}{
		{w, "first", 200, ""}, {w, canary, 409, "request_id_conflict"}, {w, "first", 200, ""},
		{other, "second", 200, ""}, {other, "first", 409, "request_id_conflict"}, {w, "second", 409, "request_id_conflict"},
	} {
		a := send(step.who, "used-1", step.text)
		if a.status != step.status || a.header.Get("X-Request-Id") != "used-1" {
			t.Fatalf("%s %s: status %d, id %q: %s", step.who.user, step.text, a.status, a.header.Get("X-Request-Id"), a.body)
		}
		if step.status != 200 {
			mustBeFault(t, a.body, step.code)
		} else if !bytes.Contains(a.body, []byte(step.text)) {
			t.Errorf("%s got another answer: %s", step.who.user, a.body)
		}
	}
	var statuses []int
	for _, e := range w.accessLog(t)["used-1"] {
		statuses = append(statuses, e.Status)
	}
	if want := []int{202, 409, 202, 202, 409, 409}; !slices.Equal(statuses, want) {
		t.Errorf("the access log has %v, want %v", statuses, want)
	}
	if n := len(w.calls(t)); n != 2 {
		t.Errorf("%d model calls, not two", n)
	}
	w.mustBeNowhere(t, []string{canary}, w.user)
}
