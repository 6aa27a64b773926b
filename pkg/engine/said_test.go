package engine_test

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// Each engine tells of each kind of call how many tokens it took, who answered and why
// it stopped, whole and in a stream.
func TestConformanceSaid(t *testing.T) {
	for _, a := range adapters() {
		t.Run(a.kind, func(t *testing.T) {
			e := a.start(t, nil)
			var whole, pieces engine.Said
			body := ask("sluice-dev/echo", "three short words")
			if _, err := e.Chat(engine.WithSaid(t.Context(), &whole), "sluice-dev/echo", body); err != nil {
				t.Fatal(err)
			}
			err := e.(engine.Streamer).Stream(engine.WithSaid(t.Context(), &pieces), "sluice-dev/echo", body, func([]byte) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			// The echo has a word before it.
			want := engine.Said{Model: "sluice-dev/echo", Input: 3, Output: 4, Finish: []string{"stop"}}
			if !reflect.DeepEqual(whole, want) || !reflect.DeepEqual(pieces, want) {
				t.Errorf("said %+v and %+v, want %+v", whole, pieces, want)
			}
		})
	}
}

// The same of raw completions.
func TestConformanceSaidOfGenerate(t *testing.T) {
	for _, kind := range engine.Kinds() {
		t.Run(kind, func(t *testing.T) {
			var said engine.Said
			prompt := engine.Prompt{BOS: "<|begin_of_text|>", Text: guarded("Hello"), MaxTokens: 48, Top: 5}
			if _, err := generator(t, kind, "sluice-dev/guard").Generate(engine.WithSaid(t.Context(), &said), "sluice-dev/guard", prompt); err != nil {
				t.Fatal(err)
			}
			if kind == "dev" || kind == "vllm" || kind == "openai" {
				if said.Model != "sluice-dev/guard" || said.Input == 0 || said.Output == 0 || !slices.Equal(said.Finish, []string{"stop"}) {
					t.Errorf("said %+v", said)
				}
			}
		})
	}
	var recorded engine.Said
	_, err := open(t, "llamacpp", llamaRecording(t)).(engine.Generator).Generate(engine.WithSaid(t.Context(), &recorded), "m",
		engine.Prompt{BOS: "<bos>", Text: "The capital of France is", MaxTokens: 4, Top: 5})
	if err != nil || recorded.Input != 6 || recorded.Output != 4 || !strings.HasSuffix(recorded.Model, ".gguf") {
		t.Errorf("llama.cpp said %+v, %v", recorded, err)
	}
}

// What is told beside the answer may be anything: the answer is as good.
func TestOddSaid(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, tt := range []struct {
		top    string
		finish string
		want   engine.Said
	}{
		{`"model":"m","usage":{"prompt_tokens":1,"completion_tokens":2}`, `"stop"`, engine.Said{Model: "m", Input: 1, Output: 2, Finish: []string{"stop"}}},
		{`"model":7,"usage":[]`, `null`, engine.Said{}},
		{`"model":null,"usage":null`, `{"a":1}`, engine.Said{}},
		{`"usage":{"prompt_tokens":-5,"completion_tokens":"9"}`, `[]`, engine.Said{}},
		{`"usage":{"prompt_tokens":1.5,"completion_tokens":1e99}`, `0`, engine.Said{}},
		{`"usage":{"prompt_tokens":99999999999999999999}`, `""`, engine.Said{}},
		{`"model":"` + long + `"`, `"` + long + `"`, engine.Said{}},
	} {
		url := serve(t, reply("application/json", `{`+tt.top+`,"choices":[{"finish_reason":`+tt.finish+`}]}`))
		var said engine.Said
		if _, err := open(t, "openai", url).Chat(engine.WithSaid(t.Context(), &said), "m", []byte("{}")); err != nil {
			t.Errorf("%s: %v", tt.top, err)
		}
		if !reflect.DeepEqual(said, tt.want) {
			t.Errorf("%s: said %+v, want %+v", tt.top, said, tt.want)
		}
	}
}

// A call that fails says what came before, and nobody need ask.
func TestSaidOfFailures(t *testing.T) {
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusTeapot) }))
	var said engine.Said
	if _, err := open(t, "openai", url).Chat(engine.WithSaid(t.Context(), &said), "m", []byte("{}")); err == nil || !reflect.DeepEqual(said, engine.Said{}) {
		t.Errorf("said %+v, %v", said, err)
	}
	if _, err := open(t, "openai", serve(t, devmodel.Handler(nil))).Chat(context.Background(), "sluice-dev", ask("sluice-dev", "x")); err != nil {
		t.Error(err)
	}
}
