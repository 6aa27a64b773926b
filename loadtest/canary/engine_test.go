package canary

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// engine is an inference engine that says the prompt again wherever it can, and goes
// wrong as the last part of the model's name says.
type engine struct {
	url string

	calls sync.Map // canaries of the prompts that it was asked with
}

var inPrompt = regexp.MustCompile(stem + `[a-j]{4}`)

func startEngine(t *testing.T) *engine {
	t.Helper()
	e := &engine{}
	srv := httptest.NewServer(e)
	t.Cleanup(func() { srv.CloseClientConnections(); srv.Close() })
	e.url = srv.URL
	return e
}

// backends have one for each way to go wrong: a breaker of its own, that stays closed.
func (e *engine) backends() string {
	var out strings.Builder
	for how := range models() {
		timeout := "700ms"
		if how == "slow" {
			timeout = "20s"
		}
		fmt.Fprintf(&out, "  - {name: %s, engine: openai, url: %q, models: [\"eng/%s\"], timeout: %s, max_concurrent: 256}\n", how, e.url, how, timeout)
	}
	return out.String()
}

// models are all names below "eng".
func models() map[string]bool {
	all := map[string]bool{"slow": true, "gzip": true}
	for how := range engineFaults() {
		all[how] = true
	}
	for how := range streamFaults() {
		all[how] = true
	}
	for how := range wrongAnswers() {
		all[how] = true
	}
	return all
}

// asked says whether a prompt with this canary came.
func (e *engine) asked(b bird) bool {
	_, ok := e.calls.Load(b.word)
	return ok
}

func (e *engine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != "POST" {
		writeJSON(w, 200, `{"object":"list","data":[{"id":"eng","object":"model"}]}`)
		return
	}
	var q struct {
		Model    string
		Stream   bool
		Messages json.RawMessage
	}
	if json.NewDecoder(r.Body).Decode(&q) != nil {
		http.Error(w, "no JSON", 400)
		return
	}
	word := inPrompt.FindString(string(q.Messages))
	if word == "" { // none of the prompt's: it asks how we are
		word = stem + "jjjj"
	}
	e.calls.Store(word, true)
	b := bird{word: word}
	_, how, _ := strings.Cut(q.Model, "/")
	if q.Stream {
		stream(w, r, b, how)
		return
	}
	answer(w, r, b, how)
}

const whole = `{"id":TEXT,"object":"chat.completion","created":1,"model":TEXT,"system_fingerprint":TEXT,"service_tier":TEXT,"RAW":TEXT,
	"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":TEXT}}],
	"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"RAW":1}}`

// bodies are answers of status 200 that are wrong in one place.
func wrongAnswers() map[string]string {
	choice := func(c string) string {
		return `{"id":"c","object":"chat.completion","created":1,"model":"eng","choices":[` + c + `]}`
	}
	call := func(c string) string {
		return choice(`{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[` + c + `]}}`)
	}
	return map[string]string{
		"whole":         whole,
		"no-json":       `WORD TEXT {`,
		"cut-json":      `{"id":TEXT,"choices":[{"message":{"content":"RAW`,
		"string":        `TEXT`,
		"empty":         ``,
		"no-choices":    `{"id":TEXT,"model":TEXT,"choices":[]}`,
		"choices-type":  `{"id":"c","choices":TEXT}`,
		"error-in-200":  `{"error":{"message":TEXT,"type":TEXT,"param":TEXT,"code":TEXT}}`,
		"finish":        choice(`{"index":0,"finish_reason":TEXT,"message":{"role":"assistant","content":TEXT}}`),
		"finish-word":   choice(`{"index":0,"finish_reason":"WORD","message":{"role":"assistant","content":TEXT}}`),
		"role":          choice(`{"index":0,"finish_reason":"stop","message":{"role":"WORD","content":TEXT}}`),
		"content-type":  choice(`{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":{"RAW":TEXT}}}`),
		"index":         choice(`{"index":TEXT,"finish_reason":"stop","message":{"role":"assistant","content":TEXT}}`),
		"duplicate-key": choice(`{"index":0,"finish_reason":"stop","message":{"RAW":1,"RAW":2,"role":"assistant","content":TEXT}}`),
		"usage":         `{"id":"c","object":"chat.completion","model":"eng","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":TEXT}}],"usage":{"prompt_tokens":TEXT,"completion_tokens":{"RAW":1}}}`,
		"logprobs":      choice(`{"index":0,"finish_reason":"stop","logprobs":{"content":[{"token":TEXT,"logprob":TEXT,"bytes":TEXT}]},"message":{"role":"assistant","content":TEXT}}`),
		"secret":        choice(`{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"WORD AKIA` + `QYLPMN5HHHFPZAM2"}}`),
		"calls-type":    choice(`{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":TEXT}}`),
		"call-type":     call(`{"id":"a","type":"WORD","function":{"name":"get_ticket","arguments":"{}"}}`),
		"call-name":     call(`{"id":TEXT,"type":"function","function":{"name":TEXT,"arguments":"{}"}}`),
		"call-unknown":  call(`{"id":"a","type":"function","function":{"name":"WORD","arguments":"{\"RAWRAW\":1}"}}`),
		"call-denied":   call(`{"id":"a","type":"function","function":{"name":"look","arguments":"{\"WORD\":\"WORD\"}"}}`),
		"call-no-json":  call(`{"id":"a","type":"function","function":{"name":"get_ticket","arguments":"{WORD"}}`),
		"call-schema":   call(`{"id":"a","type":"function","function":{"name":"get_ticket","arguments":"{\"id\":\"WORD\"}"}}`),
		"call-more":     call(`{"id":"a","type":"function","function":{"name":"get_ticket","arguments":"{\"id\":1,\"WORD\":2}"}}`),
		"call-float":    call(`{"id":"a","type":"function","function":{"name":"get_any","arguments":"{\"WORD\":1.5e300}"}}`),
		"call-error":    call(`{"id":"a","type":"function","function":{"name":"careless","arguments":"{\"WORD\":\"WORD\"}"}}`),
	}
}

// answer is one that is not streamed.
func answer(w http.ResponseWriter, r *http.Request, b bird, how string) {
	for _, name := range []string{"X-Error", "Server", "X-Request-Id", "Retry-After", "Www-Authenticate", "X-" + b.word} {
		w.Header().Set(name, b.word)
	}
	if status, ok := strings.CutPrefix(how, "status-"); ok {
		n, err := strconv.Atoi(status)
		if err != nil {
			panic(err)
		}
		writeJSON(w, n, b.fill(`{"error":{"message":TEXT,"type":TEXT,"param":TEXT,"code":TEXT},"detail":TEXT}`))
		return
	}
	if body, ok := wrongAnswers()[how]; ok {
		writeJSON(w, 200, b.fill(body))
		return
	}
	switch how {
	case "page":
		w.Header().Set("Content-Type", "text/html; charset="+b.word)
		fmt.Fprintf(w, "<html>%s</html>", b.text())
	case "redirect":
		http.Redirect(w, r, "/"+b.word+"?"+b.word, http.StatusTemporaryRedirect)
	case "huge":
		writeJSON(w, 200, `{"id":"`+strings.Repeat(b.word, 40_000)+`"}`)
	case "gzip":
		w.Header().Set("Content-Encoding", b.word)
		writeJSON(w, 200, b.fill(whole))
	case "hang", "slow":
		<-r.Context().Done()
	case "reset":
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.(*net.TCPConn).SetLinger(0)
			_ = conn.Close()
		}
	case "no-http":
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_, _ = conn.Write([]byte(b.text()))
			_ = conn.Close()
		}
	case "cut":
		w.Header().Set("Content-Length", "100000")
		writeJSON(w, 200, b.fill(`{"id":TEXT`))
	default: // a name that no engine has, as they refuse it
		writeJSON(w, 404, b.fill(`{"error":{"message":"no model `+how+` RAW"}}`))
	}
}

func writeJSON(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}
