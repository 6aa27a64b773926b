package client

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sluice/loadtest/load/drive"
	"sluice/loadtest/load/mix"
	"sluice/loadtest/load/pace"
	"sluice/pkg/devmodel"
)

func target(addr string, k mix.Kind) Target {
	m := mix.Mix{Sizes: []mix.Size{{Bytes: 256, Weight: 1}}, Seed: 1}
	switch k {
	case mix.Stream:
		m.Stream = 1
	case mix.Tools:
		m.Tools = 1
	case mix.Blocked:
		m.Blocked = 1
	}
	return Target{Addr: strings.TrimPrefix(addr, "http://"), Token: "t", Model: devmodel.Name, Family: devmodel.Name, Text: devmodel.FixedAnswer, Refuses: true, Mix: m, Timeout: 20 * time.Second}
}

// TestTheDevelopmentModelIsRight: its own answers pass, over one kept connection.
func TestTheDevelopmentModelIsRight(t *testing.T) {
	var opened atomic.Int64
	srv := httptest.NewUnstartedServer(devmodel.Handler(nil))
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	tg := target(srv.URL, mix.Plain)
	tg.Refuses = false
	tg.Mix.Stream, tg.Mix.Tools, tg.Mix.Blocked = 0.25, 0.25, 0.25
	c := New(tg)
	defer c.HangUp()
	seen := map[mix.Kind]int{}
	for n := range 400 {
		r := c.Call(n)
		seen[r.Kind]++
		if r.Wrong != "" || r.Kind != c.Kind(n) || (r.First > 0) != (r.Kind == mix.Stream) {
			t.Fatalf("request %d: %+v", n, r)
		}
	}
	if len(seen) != 4 || opened.Load() != 1 || c.Reconnects() != 0 {
		t.Errorf("kinds %v over %d connections, %d reconnects", seen, opened.Load(), c.Reconnects())
	}
}

const (
	right = `{"choices":[{"message":{"content":"` + devmodel.FixedAnswer + `"},"finish_reason":"stop"}]}`
	sse   = "data: {\"choices\":[{\"delta\":{\"content\":\"" + devmodel.FixedAnswer + "\"},\"finish_reason\":null}]}\n\n"
	end   = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
	done  = "data: [DONE]\n\n"
)

// TestWrongAnswersAreSeen: each answer differs from a right one in one thing.
func TestWrongAnswersAreSeen(t *testing.T) {
	for name, tt := range map[string]struct {
		kind   mix.Kind
		status int
		body   string
		wrong  string // part of what is said; "" for a right one
	}{
		"right":             {mix.Plain, 200, right, ""},
		"other text":        {mix.Plain, 200, strings.Replace(right, "This", "That", 1), "not what the model says"},
		"no JSON":           {mix.Plain, 200, right + "}", "no JSON"},
		"no finish":         {mix.Plain, 200, strings.Replace(right, "stop", "length", 1), "finish_reason"},
		"an error":          {mix.Plain, 503, `{"error":{"code":"no_backend"}}`, "plain got status 503, code no_backend"},
		"an error, no code": {mix.Plain, 502, `bad gateway`, "status 502"},
		"stream":            {mix.Stream, 200, sse + end + done, ""},
		"stream, comments":  {mix.Stream, 200, ": hello\n\n" + sse + end + done, ""},
		"not done":          {mix.Stream, 200, sse + end, "[DONE]"},
		"not finished":      {mix.Stream, 200, sse + done, "finish_reason"},
		"after done":        {mix.Stream, 200, sse + end + done + end, "[DONE]"},
		"other stream":      {mix.Stream, 200, sse + sse + end + done, "not what the model says"},
		"empty stream":      {mix.Stream, 200, end + done, "not what the model says"},
		"error in stream":   {mix.Stream, 200, sse + "data: {\"error\":{\"code\":\"x\"}}\n\n" + done, "ended in an error"},
		"broken event":      {mix.Stream, 200, sse + "data: {\n\n" + end + done, "no JSON"},
		"refused":           {mix.Blocked, 403, `{"error":{"code":"tool_not_permitted"}}`, ""},
		"refused otherwise": {mix.Blocked, 403, `{"error":{"code":"guard"}}`, "not for its tool"},
		"let through":       {mix.Blocked, 200, right, "blocked got status 200"},
		"called":            {mix.Tools, 200, `{"choices":[{"message":{"tool_calls":[{"function":{"name":"get_ticket"}}]},"finish_reason":"tool_calls"}]}`, ""},
		"not called":        {mix.Tools, 200, right, "was not called"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if _, err := io.Copy(io.Discard, r.Body); err != nil || r.Header.Get("Authorization") != "Bearer t" {
					t.Errorf("the request: %v, %v", err, r.Header)
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer srv.Close()
			c := New(target(srv.URL, tt.kind))
			defer c.HangUp()
			for range 2 { // also on the kept connection
				got := c.Call(1).Wrong
				if (got == "") != (tt.wrong == "") || !strings.Contains(got, tt.wrong) {
					t.Errorf("said %q, want %q", got, tt.wrong)
				}
			}
		})
	}
}

// raw serves connections by hand: answer gets the number of the request on all of
// them, and says what to write and whether to close then.
func raw(t *testing.T, answer func(n int) (string, bool)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	var n atomic.Int64
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				r := bufio.NewReader(c)
				for {
					req, err := http.ReadRequest(r)
					if err != nil {
						return
					}
					_, _ = io.Copy(io.Discard, req.Body)
					text, last := answer(int(n.Add(1)))
					_, _ = io.WriteString(c, text)
					if last {
						return
					}
				}
			}()
		}
	}()
	return l.Addr().String()
}

func whole(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

func TestConnections(t *testing.T) {
	chunked := "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\nX-Trailer: 1\r\n\r\n", len(right), right)
	for name, tt := range map[string]struct {
		answer     func(n int) (string, bool)
		wrong      []string
		reconnects int
	}{
		"chunked, with a trailer": {func(int) (string, bool) { return chunked, false }, []string{"", "", ""}, 0},
		"closed after each":       {func(int) (string, bool) { return whole(right), true }, []string{"", "", ""}, 2},
		"says that it closes": {func(int) (string, bool) {
			return strings.Replace(whole(right), "Content-", "Connection: close\r\nContent-", 1), true
		}, []string{"", "", ""}, 0},
		"until it closes":     {func(int) (string, bool) { return "HTTP/1.1 200 OK\r\n\r\n" + right, true }, []string{"", ""}, 0},
		"half a body":         {func(int) (string, bool) { return whole(right)[:100], true }, []string{"the answer broke off", "the answer broke off"}, 0},
		"half a chunked body": {func(int) (string, bool) { return chunked[:200], true }, []string{"the answer broke off"}, 0},
		"no answer at all":    {func(int) (string, bool) { return "", true }, []string{"the answer broke off"}, 0},
		"no HTTP":             {func(int) (string, bool) { return "220 smtp\r\n", true }, []string{"the connection failed"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := New(target(raw(t, tt.answer), mix.Plain))
			defer c.HangUp()
			for n, want := range tt.wrong {
				if got := c.Call(n).Wrong; got != want {
					t.Errorf("call %d: %q, want %q", n, got, want)
				}
			}
			if c.Reconnects() != tt.reconnects {
				t.Errorf("%d reconnects, want %d", c.Reconnects(), tt.reconnects)
			}
		})
	}
}

// TestAStalledServerShowsInTheOpenLoop: over a real connection, the server keeps the
// first request until the hundredth is due. Everyone between was due earlier than it
// is answered, and the histogram of latency says so.
func TestAStalledServerShowsInTheOpenLoop(t *testing.T) {
	const rate, length, held = 500, 400 * time.Millisecond, 100
	due := make(chan struct{})
	addr := raw(t, func(n int) (string, bool) {
		if n == 1 {
			<-due
		}
		return whole(right), false
	})
	tg := target(addr, mix.Plain)
	crew := drive.NewCrew(func() drive.Caller { return New(tg) })
	defer crew.HangUp()
	even, err := pace.New(rate, false, 1)
	if err != nil {
		t.Fatal(err)
	}
	var next atomic.Int64
	var latency, service []time.Duration
	drive.Open(t.Context(), crew, &noting{Schedule: even, at: held + 1, reached: due}, 1, length, time.Minute, &next, func(s drive.Sample) {
		if s.Wrong != "" {
			t.Errorf("wrong: %s", s.Wrong)
		}
		latency, service = append(latency, s.Done.Sub(s.Due)), append(service, s.Done.Sub(s.Sent))
	})
	slices.Sort(latency)
	slices.Sort(service)
	// Request i waited at least until the hundredth was due: (100-i) × 2 ms. Of 200
	// the 198th longest is such a one, and the median of the first hundred too.
	if p99 := latency[197]; p99 < 190*time.Millisecond {
		t.Errorf("p99 is %s: the stall is not in it", p99)
	}
	if p75 := latency[149]; p75 < 98*time.Millisecond {
		t.Errorf("p75 is %s: those who waited are not in it", p75)
	}
	if service[197] >= latency[197] {
		t.Errorf("counted from the sending, p99 would be %s: this test shows no difference", service[197])
	}
}

// noting closes reached when the moment after the at-th is asked for, which is when
// the at-th was sent.
type noting struct {
	pace.Schedule
	n, at   int
	reached chan struct{}
}

func (s *noting) Next() time.Duration {
	if s.n++; s.n == s.at+1 {
		close(s.reached)
	}
	return s.Schedule.Next()
}

func BenchmarkCall(b *testing.B) {
	srv := httptest.NewServer(devmodel.Handler(nil))
	defer srv.Close()
	c := New(target(srv.URL, mix.Plain))
	defer c.HangUp()
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		if r := c.Call(n); r.Wrong != "" {
			b.Fatal(r.Wrong)
		}
	}
}
