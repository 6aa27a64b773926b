package chaos

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// front stands before the development model and makes it what a real model is:
// no two of its answers are the same, and each takes its time. The number of the
// call begins the text and is the completion's token count, so that an answer, its
// copies and its record can be tied to the one call that they come from, and that
// pieces of two answers do not fit together.
type front struct {
	url    string
	target atomic.Pointer[string] // the development model, known once the stack stands
	calls  atomic.Int64
	client *http.Client
	order  streamsFirst
}

func startFront(t *testing.T) *front {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &front{url: "http://" + l.Addr().String(), client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	srv := &http.Server{Handler: f, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return f
}

// took is how long call n takes where the model itself does not wait.
func took(n int) time.Duration {
	return fastest + time.Duration(n*37)*time.Millisecond%(slowest-fastest)
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	target := f.target.Load()
	if err != nil || target == nil {
		http.Error(w, "no", http.StatusServiceUnavailable)
		return
	}
	var n int
	if r.Method == http.MethodPost {
		n = int(f.calls.Add(1))
	}
	req, err := http.NewRequestWithContext(r.Context(), r.Method, *target+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		http.Error(w, "no", http.StatusInternalServerError)
		return
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := f.client.Do(req)
	if err != nil {
		return // the caller is dead, or gave up
	}
	defer resp.Body.Close()
	slow := bytes.Contains(body, []byte(`"sluice-dev/slow-`))
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		if !f.order.pass(r.Context(), true) {
			return
		}
		speak(w, r, resp.Body, n, slow)
		return
	}
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return
	}
	wait := took(n)
	if n == 0 || slow {
		wait = 0
	}
	if n > 0 && resp.StatusCode == http.StatusOK {
		answer = numbered(answer, n)
	}
	if !passes(r.Context(), wait) || !f.order.pass(r.Context(), false) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	w.WriteHeader(resp.StatusCode)
	_, _ = w.Write(answer)
}

// passes waits; false: the caller has gone.
func passes(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d): // time itself is what is played here
		return true
	case <-ctx.Done():
		return false
	}
}

// numbered puts a call's number into a completion.
func numbered(answer []byte, n int) []byte {
	var c map[string]any
	if json.Unmarshal(answer, &c) != nil {
		return answer
	}
	message := c["choices"].([]any)[0].(map[string]any)["message"].(map[string]any)
	text, _ := message["content"].(string)
	message["content"] = number(n) + text
	c["usage"] = usage(n)
	out, err := json.Marshal(c)
	if err != nil {
		return answer
	}
	return out
}

func number(n int) string { return fmt.Sprintf("Call %d says: ", n) }

func usage(n int) any {
	return map[string]any{"prompt_tokens": 1, "completion_tokens": n, "total_tokens": n + 1}
}

// callOf reads the number back from what a client got; 0 where no model wrote it.
func callOf(body []byte) int {
	var c struct {
		Usage struct {
			N int `json:"completion_tokens"`
		} `json:"usage"`
	}
	if json.Unmarshal(body, &c) != nil {
		return 0
	}
	return c.Usage.N
}
