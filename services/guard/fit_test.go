package guard

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"sluice/pkg/engine"
	"sluice/pkg/llamaguard"
	"sluice/pkg/pool"
)

// narrow is vLLM with room for so many bytes; it finds "bomb" in the last turn.
// Synthetic: the shape is that of OpenAI's text_completion.
func narrow(t *testing.T, room int, status int) (Classifier, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		var q struct{ Prompt string }
		if json.NewDecoder(r.Body).Decode(&q) != nil {
			t.Error("no question")
		}
		w.Header().Set("Content-Type", "application/json")
		if len(q.Prompt) > room {
			w.WriteHeader(status)
			fmt.Fprint(w, `{"error":{"message":"too long"}}`)
			return
		}
		last := q.Prompt[strings.LastIndex(q.Prompt, "\n\nUser: "):]
		text, tokens := "safe", `"safe"`
		if strings.Contains(last, "bomb") {
			text, tokens = `unsafe\nS9`, `"unsafe"`
		}
		fmt.Fprintf(w, `{"choices":[{"text":"%s","logprobs":{"tokens":[%s],"token_logprobs":[-0.01],"top_logprobs":[{%s:-0.01}]}}]}`, text, tokens, tokens)
	}))
	t.Cleanup(srv.Close)
	e, err := engine.New(engine.Config{Name: "g", Kind: "vllm", URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	p, err := pool.New([]pool.Backend{{Name: "g", Engine: e, Models: []string{"guard"}}}, pool.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return Model(p, llamaguard.Families()[0], "g", "guard", nil), &asked
}

// A guard with less room than a segment and its context judges in smaller pieces:
// a long prompt is no error, and nothing in it goes unjudged.
func TestNarrowGuard(t *testing.T) {
	long := strings.Repeat("wörter ", 1000)
	before := llamaguard.Turn{Role: llamaguard.User, Text: long}
	for name, text := range map[string]string{
		"short": "a bomb", "start": "a bomb " + long, "middle": long[:len(long)/2] + "a bomb " + long[len(long)/2:], "end": long + "a bomb",
	} {
		c, _ := narrow(t, 4000, http.StatusBadRequest)
		j, err := c.Judge(t.Context(), "p", []llamaguard.Turn{before, {Role: llamaguard.User, Text: text}})
		if err != nil || j.Unsafe < 0.9 || len(j.Categories) != 1 || j.Categories[0].Code != "S9" {
			t.Errorf("%s: %+v, %v", name, j, err)
		}
	}
	c, asked := narrow(t, 4000, http.StatusBadRequest)
	if j, err := c.Judge(t.Context(), "p", []llamaguard.Turn{before, {Role: llamaguard.User, Text: long}}); err != nil || j.Unsafe > 0.1 || asked.Load() > 16 {
		t.Errorf("a clean text: %+v, %v after %d questions", j, err, asked.Load())
	}
	c, _ = narrow(t, 100, http.StatusBadRequest) // no room for anything
	if _, err := c.Judge(t.Context(), "p", []llamaguard.Turn{{Role: llamaguard.User, Text: long}}); err == nil {
		t.Error("a guard that refuses everything gave a verdict")
	}
	c, asked = narrow(t, 0, http.StatusNotFound)
	if _, err := c.Judge(t.Context(), "p", []llamaguard.Turn{before, {Role: llamaguard.User, Text: long}}); err == nil || asked.Load() != 1 {
		t.Errorf("a missing model: %v after %d questions", err, asked.Load())
	}
}

func TestHalves(t *testing.T) {
	text := strings.Repeat("日本", 700)
	first, second, ok := halves(text)
	if !ok || !utf8.ValidString(first) || !utf8.ValidString(second) || len(first)+len(second) < len(text)+seamBytes ||
		!strings.HasPrefix(text, first) || !strings.HasSuffix(text, second) {
		t.Errorf("%d and %d bytes of %d", len(first), len(second), len(text))
	}
	if _, _, ok := halves(text[:2*leastBytes-2]); ok {
		t.Error("a short text is cut")
	}
}
