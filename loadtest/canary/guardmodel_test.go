package canary

import (
	"encoding/json"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// guardModel is a guard model with vLLM's API that goes wrong as a word of the turn
// that it judges says, and then says that turn again.
type guardModel struct {
	url   string
	calls sync.Map // canaries of the turns in which it was told to go wrong
}

// asked says whether it had to judge a turn with this canary, and went wrong.
func (g *guardModel) asked(b bird) bool {
	_, ok := g.calls.Load(b.word)
	return ok
}

var asTold = regexp.MustCompile(`guard-[a-z0-9-]+`)

func startGuard(t *testing.T) *guardModel {
	t.Helper()
	g := &guardModel{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/models", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, 200, `{"data":[{"id":"test-guard","root":"made-up/test-guard"}]}`)
	})
	mux.HandleFunc("POST /v1/completions", g.judge)
	srv := httptest.NewServer(mux)
	t.Cleanup(func() { srv.CloseClientConnections(); srv.Close() })
	g.url = srv.URL
	return g
}

func (g *guardModel) judge(w http.ResponseWriter, r *http.Request) {
	var q struct{ Prompt string }
	if json.NewDecoder(r.Body).Decode(&q) != nil {
		http.Error(w, "no JSON", 400)
		return
	}
	turn := q.Prompt[max(0, strings.LastIndex(q.Prompt, "<BEGIN CONVERSATION>")):]
	b := bird{word: inPrompt.FindString(turn)}
	how := asTold.FindString(turn)
	if how != "" {
		g.calls.Store(b.word, true)
	}
	switch how {
	case "":
		verdict(w, "\n\nsafe", "safe", "unsafe", "test-guard")
	case "guard-blocks":
		verdict(w, "\n\nunsafe\nS1", "unsafe", "safe", b.text())
	case "guard-garbles":
		verdict(w, b.text(), b.word, "safe", b.text())
	case "guard-names":
		verdict(w, "\n\nunsafe\n"+b.word, "unsafe", "safe", b.text())
	case "guard-chats":
		verdict(w, "\n\nsafe "+b.text(), "safe", b.word, b.text())
	case "guard-no-scores":
		writeJSON(w, 200, b.fill(`{"id":TEXT,"model":TEXT,"choices":[{"index":0,"text":"\n\nsafe","finish_reason":TEXT,"logprobs":null}]}`))
	case "guard-scores-type":
		writeJSON(w, 200, b.fill(`{"id":TEXT,"model":TEXT,"choices":[{"index":0,"text":"\n\nsafe","finish_reason":"stop","logprobs":{"tokens":TEXT}}]}`))
	default:
		answer(w, r, b, strings.TrimPrefix(how, "guard-"))
	}
}

// verdict is an answer whose word is likely, and the other one not.
func verdict(w http.ResponseWriter, text, word, other, model string) {
	p := []float64{0, math.Log(0.98)}
	top := []map[string]float64{{"\n\n": 0}, {word: p[1], other: math.Log(0.02)}}
	tokens := []string{"\n\n", word}
	if _, rest, ok := strings.Cut(text, word); ok && rest != "" {
		tokens, p, top = append(tokens, rest), append(p, -0.01), append(top, map[string]float64{rest: -0.01})
	}
	body, err := json.Marshal(map[string]any{"id": model, "object": "text_completion", "model": model, "choices": []any{map[string]any{
		"index": 0, "text": text, "finish_reason": "stop",
		"logprobs": map[string]any{"tokens": tokens, "token_logprobs": p, "top_logprobs": top},
	}}})
	if err != nil {
		panic(err)
	}
	writeJSON(w, 200, string(body))
}
