package console_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
	"sluice/pkg/token"
	"sluice/services/console"
)

const patience = 20 * time.Second

// world is a console over a real NATS server. Provenance's part is played by the
// functions that it calls too, on its connection.
type world struct {
	*bustest.Server
	t       testing.TB
	console *console.Console
	web     *httptest.Server
	dlp     *bus.Bus
	prov    *bus.Bus
	ids     jetstream.KeyValue
	dir     *token.Directory
	clock   *clock
	asked   chan string // subjects of questions, as they came
}

type clock struct {
	mu sync.Mutex
	at time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.at)
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at += d
}

func newWorld(t testing.TB) *world {
	t.Helper()
	s := bustest.Start(t)
	b := s.Connect(bus.UserConsole)
	w := &world{
		Server: s, t: t, dlp: s.Connect(bus.UserDLP), prov: s.Connect(bus.UserProvenance),
		ids: bustest.Bucket(t, s.Connect(bus.UserIdentity), bus.BucketIdentity), clock: &clock{}, asked: make(chan string, 1000),
	}
	w.dir = token.NewDirectory(b, w.clock.now)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.dir.Watch(ctx, nil) }()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	<-w.dir.Ready()
	w.answer()
	var err error
	w.console, err = console.New(console.Deps{
		Bus: b, Directory: w.dir, Log: slog.New(slog.DiscardHandler), Now: w.clock.now, Version: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	w.web = httptest.NewServer(w.console)
	t.Cleanup(func() {
		w.console.Close()
		w.web.Close()
	})
	return w
}

// answer serves the questions as provenance does.
func (w *world) answer() {
	reply := func(m *nats.Msg, v any) {
		w.asked <- m.Subject
		data, err := json.Marshal(v)
		if err == nil {
			err = m.Respond(data)
		}
		if err != nil && !w.prov.NC.IsClosed() { // who asked may be gone with the test
			w.t.Error(err)
		}
	}
	_, err := w.prov.NC.Subscribe(bus.Flags+".*.*", func(m *nats.Msg) {
		tenant, _, _, _ := bus.SplitUserSubject(bus.Flags, m.Subject)
		var q flag.Question
		_ = json.Unmarshal(m.Data, &q)
		go func() {
			page, err := flag.History(context.Background(), w.prov, tenant, q)
			if err != nil {
				page.Error = chat.ErrUnavailable()
			}
			reply(m, page)
		}()
	})
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.prov.NC.Subscribe(bus.Audit+".*.*.*", func(m *nats.Msg) {
		tenant, user, what, _ := bus.SplitUserSubject(bus.Audit, m.Subject)
		go func() {
			switch what {
			case "records":
				var q evidence.RecordsQuestion
				_ = json.Unmarshal(m.Data, &q)
				page, err := evidence.Records(context.Background(), w.prov, tenant, q)
				if err != nil {
					page.Error = chat.ErrUnavailable()
				}
				reply(m, page)
			case "record":
				var q struct{ ID, User string }
				_ = json.Unmarshal(m.Data, &q)
				if q.User == "" {
					q.User = user
				}
				r, err := evidence.Find(context.Background(), w.prov, tenant, exchange.Key(tenant, q.User, q.ID))
				if err != nil {
					reply(m, map[string]any{"error": chat.ErrNotFound()})
					return
				}
				reply(m, map[string]any{"record": r})
			}
		}()
	})
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.prov.NC.FlushTimeout(patience); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) put(key string, v any) {
	w.t.Helper()
	data, err := json.Marshal(v)
	if err == nil {
		_, err = w.ids.Put(context.Background(), key, data)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// member makes a user with roles and a token, and waits until it is known.
func (w *world) member(tenant, user string, roles ...string) (text string, r token.Record) {
	w.t.Helper()
	text, r, err := token.New(tenant, user, w.clock.now(), time.Time{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.put(token.UserKey(tenant, user), token.User{Tenant: tenant, User: user, Roles: roles})
	w.put(token.RecordKey(r.ID), r)
	w.until(func() bool { _, ok := w.dir.Token(r.ID); return ok })
	return text, r
}

// until waits for what the directory's follower brings.
func (w *world) until(done func() bool) {
	w.t.Helper()
	end := time.After(patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-end:
			w.t.Fatal("it never came about")
		}
	}
}

// exchange stores the record of an exchange and raises its flags.
func (w *world) exchange(tenant, user, id string, change func(*exchange.Exchange)) *exchange.Exchange {
	w.t.Helper()
	x := made(tenant, user, id)
	if change != nil {
		change(x)
	}
	if _, _, err := evidence.Store(context.Background(), w.prov, x, evidence.New(x, time.Now(), "test")); err != nil {
		w.t.Fatal(err)
	}
	if _, err := flag.Publish(context.Background(), w.dlp, ocsf.Events(x, exchange.StageDLP, "", time.Now(), "test")); err != nil {
		w.t.Fatal(err)
	}
	input := *x
	input.GuardOutput = nil // as the guard sees it first
	if _, err := flag.Publish(context.Background(), w.dlp, ocsf.Events(&input, exchange.StageGuard, "", time.Now(), "test")); err != nil {
		w.t.Fatal(err)
	}
	return x
}

func made(tenant, user, id string) *exchange.Exchange {
	now := time.Now()
	return &exchange.Exchange{
		Key: exchange.Key(tenant, user, id), ID: id, Tenant: tenant, User: user, Lane: "interactive", Via: "http", Model: "llama-3.1-8b",
		Accepted: now.Add(-1234 * time.Millisecond), Deadline: now.Add(time.Minute),
		Policy: exchange.PolicyRef{Version: "2026-11-1", Digest: "sha256:1f0c", Detectors: "sha256:9a2e", Required: exchange.Checks()},
		DLP: &exchange.DLPPage{State: exchange.Passed, InputHash: "hmac-sha256:" + strings.Repeat("ab", 32), Took: 0.4, Findings: []exchange.Finding{
			{Type: "SECRET", Rule: "aws-access-key-id", Action: "redact", Count: 1},
		}},
		GuardInput: &exchange.GuardPage{State: exchange.Passed, Classifier: "llama-guard-3-8b"},
		Dispatch: &exchange.DispatchPage{
			State: exchange.Passed, Backend: "pool-1", Engine: "vllm", ModelSHA: "sha256:77aa", PromptTokens: 120, OutputTokens: 48,
			FinishReason: "stop", EngineTook: 811.5, Took: 815, Attempts: 1,
		},
		GuardOutput: &exchange.GuardPage{State: exchange.Passed, Classifier: "llama-guard-3-8b"},
		Sections:    map[string][]byte{exchange.SectionCompletion: []byte("sealed")},
	}
}

// blocked makes it a refusal by the guard.
func blocked(x *exchange.Exchange) {
	x.Dispatch, x.GuardOutput = nil, nil
	x.GuardInput.State = exchange.Failed
	x.GuardInput.Findings = []exchange.Finding{{Type: "HAZARD", Rule: "S9", Action: "block", Count: 1}}
	x.GuardInput.Categories = []exchange.Category{{Code: "S9", Score: 0.98}}
	x.Refuse(exchange.Refusal{Stage: "guard", Status: 400, Code: "content_filter", Message: "Refused by rule S9.", Rules: []string{"S9"}})
}

// browser is somebody with a cookie jar who does not follow redirects.
type browser struct {
	*world
	http *http.Client
}

func (w *world) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &browser{w, &http.Client{Jar: jar, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

type answer struct {
	*http.Response
	text string
}

func (b *browser) do(r *http.Request) answer {
	b.t.Helper()
	resp, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{resp, string(body)}
}

func (b *browser) get(path string) answer {
	b.t.Helper()
	r, err := http.NewRequest("GET", b.web.URL+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(r)
}

func (b *browser) post(path string, form url.Values) answer {
	b.t.Helper()
	r, err := http.NewRequest("POST", b.web.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

// postWith sends a form with cookies that the jar would not keep.
func (b *browser) postWith(path string, cookies []*http.Cookie, fields map[string]string) answer {
	b.t.Helper()
	form := url.Values{}
	for k, v := range fields {
		form.Set(k, v)
	}
	r, err := http.NewRequest("POST", b.web.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return b.do(r)
}

var hidden = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

func csrf(t testing.TB, page string) string {
	t.Helper()
	m := hidden.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page has no CSRF token")
	}
	return m[1]
}

// login fills in the form.
func (b *browser) login(text string) answer {
	b.t.Helper()
	form := b.get("/login")
	return b.post("/login", url.Values{"csrf": {csrf(b.t, form.text)}, "token": {text}})
}

// in is a browser that is logged in.
func (w *world) in(text string) *browser {
	w.t.Helper()
	b := w.browser()
	if a := b.login(text); a.StatusCode != http.StatusSeeOther {
		w.t.Fatalf("login: %d", a.StatusCode)
	}
	return b
}

// events are the access events on EVIDENCE.
func (w *world) events(tenant string) []string {
	w.t.Helper()
	page, _, err := w.prov.Read(context.Background(), bus.Page{Stream: bus.StreamEvidence, Subject: bus.AccessSubject(tenant), Limit: 1000})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, m := range page {
		var a evidence.Access
		if err := json.Unmarshal(m.Data, &a); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %s %d", a.User, a.Operation, a.Status))
	}
	return out
}
