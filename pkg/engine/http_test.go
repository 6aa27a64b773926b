package engine_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sluice/pkg/engine"
)

const good = `{"object":"chat.completion","choices":[{"index":0}]}`

func reply(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, body)
	}
}

func kindOf(t *testing.T, err error) engine.Kind {
	t.Helper()
	e, ok := errors.AsType[*engine.Error](err)
	if !ok {
		t.Fatalf("got %v, want an *engine.Error", err)
	}
	return e.Kind
}

// Answers that no engine should give, from synthetic handlers.
func TestOddAnswers(t *testing.T) {
	big := strings.Repeat(" ", maxResponse)
	tests := []struct {
		name string
		h    http.HandlerFunc
		want engine.Kind // empty: an answer
	}{
		{"good", reply("application/json", good), ""},
		{"good with charset", reply("application/json; charset=utf-8", good), ""},
		{"null error", reply("application/json", `{"error":null,"choices":[{}]}`), ""},
		{"HTML", reply("text/html", good), engine.Protocol},
		{"events", reply("text/event-stream", "data: "+good+"\n\n"), engine.Protocol},
		{"bad content type", reply("application/json; =", good), engine.Protocol},
		{"empty", reply("application/json", ""), engine.Protocol},
		{"no object", reply("application/json", "[]"), engine.Protocol},
		{"half", reply("application/json", good[:20]), engine.Protocol},
		{"two", reply("application/json", good+good), engine.Protocol},
		{"no choices", reply("application/json", `{"object":"chat.completion"}`), engine.Protocol},
		{"empty choices", reply("application/json", `{"choices":[]}`), engine.Protocol},
		{"200 and an error", reply("application/json", `{"error":{"message":"x"},"choices":[{}]}`), engine.Protocol},
		{"too deep", reply("application/json", `{"choices":`+strings.Repeat("[", 20000)), engine.Protocol},
		{"too large, said", reply("application/json", good+big), engine.TooLarge},
		{"too large, unsaid", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = http.NewResponseController(w).Flush()
			_, _ = io.WriteString(w, good+big)
		}, engine.TooLarge},
		{"no content", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }, engine.Protocol},
		{"reset before the first byte", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, engine.Unavailable},
		{"gzip that nobody asked for", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = io.WriteString(z, good)
			_ = z.Close()
		}, engine.Protocol},
		{"huge header", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Big", strings.Repeat("x", 1<<20))
			reply("application/json", good)(w, nil)
		}, engine.Unavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := open(t, "openai", serve(t, tt.h)).Chat(t.Context(), "m", []byte("{}"))
			if tt.want == "" {
				if err != nil || got == nil {
					t.Fatal(err)
				}
				return
			}
			if k := kindOf(t, err); k != tt.want {
				t.Errorf("got %s, want %s", k, tt.want)
			}
		})
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	var followed atomic.Int64
	target := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		followed.Add(1)
		reply("application/json", good)(w, r)
	}))
	for _, status := range []int{301, 302, 303, 307, 308} {
		from := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, target, status)
		}))
		_, err := open(t, "openai", from).Chat(t.Context(), "m", []byte("{}"))
		if kindOf(t, err) != engine.Protocol || followed.Load() != 0 {
			t.Errorf("%d: got %v after %d calls", status, err, followed.Load())
		}
	}
}

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = open(t, "openai", "http://"+addr).Chat(t.Context(), "m", []byte("{}"))
	if kindOf(t, err) != engine.Unavailable {
		t.Errorf("got %v", err)
	}
	if strings.Contains(err.Error(), addr) {
		t.Errorf("the error %q holds the address", err)
	}
}

// An error whose body never ends costs moments, not the deadline, and the error's kind is kept.
func TestEndlessErrorBody(t *testing.T) {
	gone := make(chan struct{})
	e := open(t, "openai", serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
		close(gone)
	})))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	start := time.Now()
	_, err := e.Chat(ctx, "m", []byte("{}"))
	if kindOf(t, err) != engine.Unavailable || time.Since(start) > 10*time.Second {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
	<-gone
}

// A body that stops in the middle without a cut ends at the deadline, as a timeout.
func TestStallInTheMiddle(t *testing.T) {
	e := open(t, "openai", serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reply("application/json", good[:10])(w, r)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})))
	_, err := e.Chat(short(t), "m", []byte("{}"))
	if kindOf(t, err) != engine.Timeout || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// After an error the same connection is used again.
func TestConnectionIsKept(t *testing.T) {
	var opened atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, strings.Repeat("no ", 1000), http.StatusInternalServerError)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	e := open(t, "openai", s.URL)
	for range 5 {
		_, err := e.Chat(t.Context(), "m", []byte("{}"))
		if kindOf(t, err) != engine.Unavailable {
			t.Fatal(err)
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections for 5 calls", n)
	}
}

func TestKeyIsSentAndNeverShown(t *testing.T) {
	const key = "sk-made-up-key"
	seen := make(chan string, 1)
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header.Get("Authorization")
		reply("application/json", good)(w, r)
	}))
	for _, kind := range engine.Kinds() {
		c := engine.Config{Name: "one", Kind: kind, URL: url, APIKey: key}
		e, err := engine.New(c)
		if err != nil {
			t.Fatal(err)
		}
		if kind != "dev" {
			if _, err := e.Chat(t.Context(), "m", []byte("{}")); err != nil {
				t.Fatal(err)
			}
			if got := <-seen; got != "Bearer "+key {
				t.Errorf("%s sent %q", kind, got)
			}
		}
		shown := fmt.Sprintf("%v %+v %#v %s %v %+v %#v", c, c, c, c, e, e, e)
		if strings.Contains(shown, key) {
			t.Errorf("%s shows the key: %s", kind, shown)
		}
	}
}

// net/http reads the environment once a process, so this test is a process of its own. It never uses a proxy for
// loopback, hence a name that only a proxy could reach.
func TestProxyOnlyWhenTold(t *testing.T) {
	const child = "SLUICE_TEST_PROXY_CHILD"
	if os.Getenv(child) == "" {
		var used atomic.Int64
		proxy := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			used.Add(1)
			reply("application/json", good)(w, r)
		}))
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestProxyOnlyWhenTold$", "-test.count=1")
		cmd.Env = append(os.Environ(), child+"=1", "HTTP_PROXY="+proxy, "http_proxy="+proxy)
		if out, err := cmd.CombinedOutput(); err != nil || used.Load() != 1 {
			t.Errorf("the proxy was used %d times, %v: %s", used.Load(), err, out)
		}
		return
	}
	for _, told := range []bool{false, true} {
		e, err := engine.New(engine.Config{Name: "one", Kind: "openai", URL: "http://engine.invalid", ProxyFromEnv: told})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = e.Chat(t.Context(), "m", []byte("{}")); (err == nil) != told {
			t.Errorf("told %t: %v", told, err)
		}
	}
}
