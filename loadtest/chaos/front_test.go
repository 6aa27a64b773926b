package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// front stands before the development model and makes it what a real model is:
// no two of its answers are the same. The number of the call is in the text and
// is the completion's token count, so that an answer, its copies and its record
// can be tied to the one call that they come from.
type front struct {
	url    string
	target atomic.Pointer[string] // the development model, known once the stack stands
	calls  atomic.Int64
	client *http.Client
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

// refusalTime is how long an engine's refusal takes here: as long as an answer,
// so that these requests are in flight too.
const refusalTime = slowest

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
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return
	}
	if n > 0 && resp.StatusCode == http.StatusOK {
		answer = numbered(answer, n)
	}
	if resp.StatusCode != http.StatusOK {
		select {
		case <-time.After(refusalTime):
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	w.WriteHeader(resp.StatusCode)
	_, _ = w.Write(answer)
}

// numbered puts a call's number into a completion.
func numbered(answer []byte, n int) []byte {
	var c map[string]any
	if json.Unmarshal(answer, &c) != nil {
		return answer
	}
	message := c["choices"].([]any)[0].(map[string]any)["message"].(map[string]any)
	message["content"] = fmt.Sprintf("%s (call %d)", message["content"], n)
	c["usage"] = map[string]any{"prompt_tokens": 1, "completion_tokens": n, "total_tokens": n + 1}
	out, err := json.Marshal(c)
	if err != nil {
		return answer
	}
	return out
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
