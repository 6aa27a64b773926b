// Package voice is a model server for tests: it streams as a test says, event by
// event, in OpenAI's shape. It checks nothing of what it is asked.
package voice

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Server is the model server. Its methods may be called from any goroutine.
type Server struct {
	*httptest.Server
	mu      sync.Mutex
	scripts map[string]Script
}

// Script is what the model of one name does with a request.
type Script func(m *Mouth)

// Mouth speaks to one caller of the voice.
type Mouth struct {
	http.ResponseWriter
	Gone   <-chan struct{} // closed when the caller hangs up
	Prompt string          // the request's body
	model  string
	whole  *strings.Builder // of a caller who wants no stream: the content so far
}

// Start runs one for the length of a test.
func Start(t testing.TB) *Server {
	v := &Server{scripts: map[string]Script{}}
	v.Server = httptest.NewServer(http.HandlerFunc(v.serve))
	t.Cleanup(v.CloseClientConnections)
	return v
}

// Model registers a script and returns the model that speaks it.
func (v *Server) Model(name string, s Script) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.scripts["voice/"+name] = s
	return "voice/" + name
}

// Forget takes a script away that nobody will ask for any more.
func (v *Server) Forget(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.scripts, "voice/"+name)
}

func (v *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var head struct {
		Model  string `json:"model"`
		Stream bool   `json:"stream"`
	}
	if err != nil || json.Unmarshal(body, &head) != nil || r.URL.Path != "/v1/chat/completions" {
		http.NotFound(w, r)
		return
	}
	v.mu.Lock()
	s := v.scripts[head.Model]
	v.mu.Unlock()
	if s == nil {
		http.NotFound(w, r)
		return
	}
	m := &Mouth{ResponseWriter: w, Gone: r.Context().Done(), Prompt: string(body), model: head.Model}
	if !head.Stream {
		m.whole = &strings.Builder{}
		w.Header().Set("Content-Type", "application/json")
	} else {
		w.Header().Set("Content-Type", "text/event-stream")
	}
	s(m)
}

// Model is the name that the caller asked for.
func (m *Mouth) Model() string { return m.model }

// Event sends one with these choices.
func (m *Mouth) Event(choices string) {
	fmt.Fprintf(m, "data: {\"id\":\"v\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":%q,\"choices\":%s}\n\n", m.model, choices)
}

// Field adds text to a field of a choice.
func (m *Mouth) Field(choice int, name, text string) {
	if m.whole != nil {
		m.whole.WriteString(text)
		return
	}
	said, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	m.Event(fmt.Sprintf(`[{"index":%d,"delta":{%q:%s},"finish_reason":null}]`, choice, name, said))
}

// Say adds pieces of content to the first choice.
func (m *Mouth) Say(pieces ...string) {
	for _, p := range pieces {
		m.Field(0, "content", p)
	}
}

// Flush has everything on its way.
func (m *Mouth) Flush() { _ = http.NewResponseController(m.ResponseWriter).Flush() }

// Call adds a tool call to the first choice, its arguments in these pieces.
func (m *Mouth) Call(index int, id, name string, pieces ...string) {
	m.Event(fmt.Sprintf(`[{"index":0,"delta":{"tool_calls":[{"index":%d,"id":%q,"type":"function","function":{"name":%q,"arguments":""}}]}}]`, index, id, name))
	for _, p := range pieces {
		m.More(index, p)
	}
}

// More adds a piece of arguments to a tool call.
func (m *Mouth) More(index int, piece string) {
	said, err := json.Marshal(piece)
	if err != nil {
		panic(err)
	}
	m.Event(fmt.Sprintf(`[{"index":0,"delta":{"tool_calls":[{"index":%d,"function":{"arguments":%s}}]}}]`, index, said))
}

// End ends the choices, each with its reason, and the stream.
func (m *Mouth) End(reasons ...string) {
	if m.whole != nil {
		said, err := json.Marshal(m.whole.String())
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(m, `{"id":"v","object":"chat.completion","created":1,"model":%q,"choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"stop"}]}`, m.model, said)
		return
	}
	for i, reason := range reasons {
		m.Event(fmt.Sprintf(`[{"index":%d,"delta":{},"finish_reason":%q}]`, i, reason))
	}
	fmt.Fprintf(m, "data: {\"id\":\"v\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":%q,\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":7,\"total_tokens\":10}}\n\ndata: [DONE]\n\n", m.model)
}

// Cut cuts the connection.
func (m *Mouth) Cut() {
	m.Flush()
	panic(http.ErrAbortHandler)
}

// Speaking is a script that says pieces and ends.
func Speaking(pieces []string) Script {
	return func(m *Mouth) {
		m.Say(pieces...)
		m.End("stop")
	}
}

// Cut cuts ASCII text into pieces of n bytes.
func Cut(text string, n int) []string {
	var out []string
	for len(text) > n {
		out = append(out, text[:n])
		text = text[n:]
	}
	return append(out, text)
}
