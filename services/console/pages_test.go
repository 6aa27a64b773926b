package console_test

import (
	"bufio"
	"net/http"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

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
	if !strings.Contains(page, "Indiscriminate Weapons") || strings.Contains(page, "Load the page again to see older") {
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
