package tamper

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// played is an inference server that serves one file, or tells a digest, and knows when it was asked.
type played struct {
	*httptest.Server
	path string // what /props says

	mu     sync.Mutex
	digest string    // guarded by mu: what /api/tags says
	last   time.Time // guarded by mu: of a completion
	asked  int       // guarded by mu: completions
	judged int       // guarded by mu: raw prompts
}

// play starts one. model is the name of /api/tags.
func play(t *testing.T, model, path string) *played {
	t.Helper()
	p := &played{path: path}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /props", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, map[string]string{"model_path": path})
	})
	mux.HandleFunc("GET /api/tags", func(w http.ResponseWriter, _ *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		writeJSON(w, map[string]any{"models": []map[string]string{{"name": model, "digest": p.digest}}})
	})
	mux.HandleFunc("POST /v1/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		p.mu.Lock()
		p.asked, p.last = p.asked+1, time.Now()
		p.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"id":"c","object":"chat.completion","created":1,"model":%q,"choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}`, model)
	})
	mux.HandleFunc("POST /api/generate", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.judged++
		w.WriteHeader(http.StatusNotImplemented)
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // who went away hears nothing
}

func (p *played) tell(digest string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.digest = digest
}

// generated are how many raw prompts were sent.
func (p *played) generated() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.judged
}

// calls are how many completions were asked for, and when the last.
func (p *played) calls() (int, time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked, p.last
}
