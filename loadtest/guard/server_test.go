package guard

import (
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

// server is a guard model whose behaviour a test switches while it runs.
type server struct {
	t     testing.TB
	addr  string
	kind  string // vllm or llamacpp
	front http.Handler

	mu     sync.Mutex
	fault  *fault               // guarded by mu; nil: it is good
	http   *http.Server         // guarded by mu
	bad    int                  // guarded by mu: faulty answers begun since the fault
	good   int                  // guarded by mu: good answers begun since the last fault
	judged map[string]time.Time // guarded by mu: by role and word, when a proper verdict first went out
}

// name is how the guard's weights are called.
const name = "test-guard"

func newServer(t testing.TB, kind string) *server {
	s := &server{t: t, kind: kind, judged: map[string]time.Time{}}
	mux := http.NewServeMux()
	switch kind {
	case "vllm":
		mux.HandleFunc("POST /v1/completions", s.vllm)
		mux.HandleFunc("GET /v1/models", func(w http.ResponseWriter, _ *http.Request) {
			writeJSON(w, 200, map[string]any{"data": []any{map[string]any{"id": name, "root": "made-up/" + name}}})
		})
	case "llamacpp":
		mux.HandleFunc("POST /tokenize", s.tokenize)
		mux.HandleFunc("POST /completion", s.llamacpp)
		mux.HandleFunc("GET /props", func(w http.ResponseWriter, _ *http.Request) {
			writeJSON(w, 200, map[string]any{"model_path": "/models/" + name + ".gguf"})
		})
	}
	s.serve(mux)
	return s
}

// serve answers with front at an address of its own.
func (s *server) serve(front http.Handler) {
	s.addr, s.front = rig.FreeAddr(s.t), front
	s.listen()
	s.t.Cleanup(func() { s.mu.Lock(); defer s.mu.Unlock(); _ = s.http.Close() })
}

func (s *server) listen() {
	l, err := net.Listen("tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	srv := &http.Server{Handler: s.front, ReadHeaderTimeout: time.Minute}
	s.mu.Lock()
	s.http = srv
	s.mu.Unlock()
	go func() { _ = srv.Serve(l) }()
}

// be switches to a fault, or with nil back to a good guard.
func (s *server) be(f *fault) {
	s.mu.Lock()
	was := s.fault
	s.fault, s.bad, s.good = f, 0, 0
	srv := s.http
	s.mu.Unlock()
	switch {
	case f != nil && f.closed:
		_ = srv.Close()
	case was != nil && was.closed:
		s.listen()
	}
}

// badAnswers is how many were begun since the fault.
func (s *server) badAnswers() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bad
}

// goodAnswers is how many were begun since the last fault.
func (s *server) goodAnswers() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.good
}

// begun counts an answer, and gives the fault that it will have.
func (s *server) begun() *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault != nil {
		s.bad++
	} else {
		s.good++
	}
	return s.fault
}

// answer is what becomes of a prompt now. What a good guard finds safe is written
// down before it goes out.
func (s *server) answer(prompt string) reply {
	if f := s.begun(); f != nil {
		return f.reply(prompt)
	}
	r := good(prompt)
	if role, text := lastTurn(prompt); strings.HasPrefix(r.text, "\n\nsafe") {
		s.mu.Lock()
		defer s.mu.Unlock()
		now := time.Now()
		for _, w := range words.FindAllString(text, -1) {
			if _, ok := s.judged[role+w]; !ok {
				s.judged[role+w] = now
			}
		}
	}
	return r
}

// when is the time of the first proper verdict of safe on a turn with this word.
func (s *server) when(role, word string) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.judged[role+word]
	return at, ok
}

func (s *server) vllm(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Model, Prompt    string
		Logprobs         int
		AddSpecialTokens *bool `json:"add_special_tokens"`
	}
	err := json.NewDecoder(r.Body).Decode(&q)
	if gone(r, err) {
		return
	}
	if err != nil || q.Model != name || q.Logprobs < 2 || q.AddSpecialTokens == nil || *q.AddSpecialTokens {
		s.t.Errorf("a question to the guard is not vLLM's: %+v", q.Model)
	}
	a := s.answer(q.Prompt)
	s.send(w, r, a, completion(q.Model, a))
}

// completion is a reply as OpenAI's text_completion.
func completion(model string, a reply) map[string]any {
	choice := map[string]any{"index": 0, "text": a.text, "finish_reason": "stop"}
	if !a.unscored {
		tokens, logprobs, top := []string{}, []float64{}, []map[string]float64{}
		for _, t := range a.tokens {
			tokens, logprobs = append(tokens, t.text), append(logprobs, t.logprob)
			one := map[string]float64{t.text: t.logprob}
			if t.other != "" {
				one[t.other] = t.otherLogprob
			}
			top = append(top, one)
		}
		choice["logprobs"] = map[string]any{"tokens": tokens, "token_logprobs": logprobs, "top_logprobs": top}
	}
	return map[string]any{"id": "cmpl-1", "object": "text_completion", "model": model, "choices": []any{choice}}
}

// tokenize gives a token for each byte.
func (s *server) tokenize(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Content    string
		AddSpecial *bool `json:"add_special"`
	}
	err := json.NewDecoder(r.Body).Decode(&q)
	if gone(r, err) {
		return
	}
	if err != nil || q.AddSpecial == nil || *q.AddSpecial || !strings.HasPrefix(q.Content, "<|begin_of_text|>") {
		s.t.Error("a prompt to be made into tokens is not as llama.cpp must get it")
	}
	tokens := make([]int, len(q.Content))
	for i, c := range []byte(q.Content) {
		tokens[i] = int(c)
	}
	writeJSON(w, 200, map[string]any{"tokens": tokens})
}

func (s *server) llamacpp(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Prompt []int
		NProbs int `json:"n_probs"`
	}
	err := json.NewDecoder(r.Body).Decode(&q)
	if gone(r, err) {
		return
	}
	if err != nil || q.NProbs < 2 {
		s.t.Error("a question to the guard is not llama.cpp's")
	}
	prompt := make([]byte, len(q.Prompt))
	for i, c := range q.Prompt {
		prompt[i] = byte(c)
	}
	a := s.answer(string(prompt))
	body := map[string]any{"index": 0, "content": a.text, "tokens": []any{}, "stop": true, "truncated": false, "stop_type": "eos"}
	if !a.unscored {
		list := []any{}
		for i, t := range a.tokens {
			top := []any{map[string]any{"id": i, "token": t.text, "logprob": t.logprob}}
			if t.other != "" {
				top = append(top, map[string]any{"id": 100 + i, "token": t.other, "logprob": t.otherLogprob})
			}
			list = append(list, map[string]any{"id": i, "token": t.text, "logprob": t.logprob, "top_logprobs": top})
		}
		body["completion_probabilities"] = list
	}
	s.send(w, r, a, body)
}

// gone says whether a question broke off because its caller went away.
func gone(r *http.Request, err error) bool { return err != nil && r.Context().Err() != nil }

// send carries a reply out.
func (s *server) send(w http.ResponseWriter, r *http.Request, a reply, body map[string]any) {
	switch {
	case a.hang:
		<-r.Context().Done()
		return
	case a.reset:
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.(*net.TCPConn).SetLinger(0)
			_ = conn.Close()
		}
		return
	case a.page:
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<html>safe</html>"))
		return
	case a.failure:
		body = map[string]any{"error": map[string]any{"message": "safe", "type": "server_error"}}
	}
	if a.delay > 0 {
		select {
		case <-time.After(a.delay):
		case <-r.Context().Done():
		}
	}
	if a.cut {
		data, _ := json.Marshal(body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(data[:len(data)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	status := a.status
	if status == 0 {
		status = 200
	}
	writeJSON(w, status, body)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
