package engine_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/pkg/engine"
)

// llamaRecording plays what llama.cpp answered; testdata/llamacpp/README.md says how it was recorded.
func llamaRecording(t *testing.T) string {
	t.Helper()
	file := func(name string) string {
		data, err := os.ReadFile(filepath.Join("testdata", "llamacpp", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /tokenize", reply("application/json; charset=utf-8", file("tokenize.json")))
	mux.HandleFunc("POST /v1/completions", reply("application/json; charset=utf-8", file("v1-completions.json")))
	mux.HandleFunc("POST /v1/chat/completions", reply("text/event-stream", file("chat-stream.sse")))
	mux.HandleFunc("POST /completion", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		const want = `{"prompt":[2,818,5279,529,7001,563],"n_predict":4,"temperature":-1,"n_probs":5,"cache_prompt":false,"stream":false}`
		if got := strings.TrimSpace(string(body)); err != nil || got != want {
			t.Errorf("asked %s, %v\nwant  %s", got, err, want)
		}
		reply("application/json; charset=utf-8", file("completion.json"))(w, r)
	})
	return serve(t, mux)
}

func TestRecordedLlamaCPP(t *testing.T) {
	url := llamaRecording(t)
	for _, kind := range []string{"llamacpp", "openai"} {
		got, err := open(t, kind, url).(engine.Generator).Generate(t.Context(), "m", engine.Prompt{BOS: "<bos>", Text: "The capital of France is", MaxTokens: 4, Top: 5})
		if err != nil {
			t.Fatal(kind, err)
		}
		if got.Text != " the capital of the" || len(got.Tokens) != 4 || len(got.Tokens[0].Top) != 5 {
			t.Errorf("%s: got %+v", kind, got)
		}
		if shown := fmt.Sprintf("%q %.1f", got.Tokens[1].Text, got.Tokens[1].Logprob); shown != `" capital" -0.7` {
			t.Errorf("%s: the second token is %s", kind, shown)
		}
	}
	var text strings.Builder
	var last string
	body := `{"model":"m","max_tokens":8,"temperature":0,"messages":[{"role":"user","content":"Say hello"}]}`
	err := open(t, "llamacpp", url).(engine.Streamer).Stream(t.Context(), "m", []byte(body), func(event []byte) error {
		var c struct {
			Choices []struct{ Delta struct{ Content string } }
		}
		last = string(event)
		err := json.Unmarshal(event, &c)
		if err == nil && len(c.Choices) > 0 {
			text.WriteString(c.Choices[0].Delta.Content)
		}
		return err
	})
	if err != nil || !strings.HasPrefix(text.String(), "Say hello") || !strings.Contains(last, `"completion_tokens":8`) {
		t.Errorf("streamed %q, at last %s, %v", text.String(), last, err)
	}
}
