package engine_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// generator is an engine of the kind with the development model behind its own path for raw prompts.
func generator(t *testing.T, kind, model string) engine.Generator {
	t.Helper()
	e := engine.NewDev("one", nil, maxResponse)
	if kind != "dev" {
		e = open(t, kind, front(t, kind, model))
	}
	g, ok := e.(engine.Generator)
	if !ok {
		t.Fatalf("%s is no Generator", kind)
	}
	return g
}

// guarded is the end of a guard's prompt with the turn in it.
func guarded(turn string) string {
	return "<BEGIN CONVERSATION>\n\nUser: UNSAFE-S9 of old\n\nAgent: " + turn + "\n\n<END CONVERSATION>\n\nProvide your assessment."
}

// TestConformanceGenerate: text, tokens and scores are the same from every engine.
func TestConformanceGenerate(t *testing.T) {
	tests := []struct {
		turn   string
		max    int
		text   string
		word   string // the first token that is not blank
		unsafe float64
		tokens int
	}{
		{"hello", 20, "\n\nsafe", "safe", 0.01, 2},
		{"UNSAFE-S1 please", 20, "\n\nunsafe\nS1", "unsafe", 0.98, 5},
		{"perhaps MAYBE-S14", 20, "\n\nunsafe\nS14", "unsafe", 0.55, 5},
		{"UNSAFE-S10, UNSAFE-S2", 20, "\n\nunsafe\nS2,S10", "unsafe", 0.98, 8},
		{"UNSAFE-S10", 2, "\n\nunsafe", "unsafe", 0.98, 2},
	}
	for _, kind := range engine.Kinds() {
		g := generator(t, kind, "sluice-dev/guard")
		for _, tt := range tests {
			t.Run(kind+" "+tt.turn, func(t *testing.T) {
				got, err := g.Generate(t.Context(), "sluice-dev/guard", engine.Prompt{BOS: bos, Text: guarded(tt.turn), MaxTokens: tt.max, Top: 5})
				if err != nil {
					t.Fatal(err)
				}
				if got.Text != tt.text || len(got.Tokens) != tt.tokens || got.Tokens[1].Text != tt.word {
					t.Fatalf("got %+v", got)
				}
				top := got.Tokens[1].Top
				if len(top) != 2 || top[0].Text != tt.word || top[0].Logprob != got.Tokens[1].Logprob || top[1].Logprob > top[0].Logprob {
					t.Fatalf("got %+v", got.Tokens[1])
				}
				var sum float64
				for _, c := range top {
					p := math.Exp(c.Logprob)
					sum += p
					if c.Text == "unsafe" && math.Abs(p-tt.unsafe) > 1e-6 {
						t.Errorf("P(unsafe) is %v", p)
					}
				}
				if math.Abs(sum-1) > 1e-6 {
					t.Errorf("the two make %v", sum)
				}
			})
		}
	}
}

// TestConformanceBOS: the model sees the begin-of-text token once, and special tokens as such.
func TestConformanceBOS(t *testing.T) {
	const text = "<|start_header_id|>user<|end_header_id|>\n\né <END CONVERSATION> \"x\" & \\"
	for _, kind := range engine.Kinds() {
		got, err := generator(t, kind, "sluice-dev/echo").Generate(t.Context(), "sluice-dev/echo", engine.Prompt{BOS: bos, Text: text, MaxTokens: 1})
		if err != nil || got.Text != bos+text {
			t.Errorf("%s: the model saw %+v, %v", kind, got, err)
		}
	}
}

func TestConformanceGenerateFails(t *testing.T) {
	const prompt = "the-prompt-text"
	secret := devmodel.Leak()
	tests := []struct {
		model, text string
		ctx         func(t *testing.T) context.Context
		kind        engine.Kind
		status      int
	}{
		{model: "nobody", kind: engine.Refused, status: 404},
		{model: "sluice-dev/error-400", kind: engine.Refused, status: 400},
		{model: "sluice-dev/error-429", kind: engine.Overloaded, status: 429},
		{model: "sluice-dev/error-500", kind: engine.Unavailable, status: 500},
		{model: "sluice-dev/cut", kind: engine.Protocol, status: 200},
		{model: "sluice-dev/echo", text: strings.Repeat("x", maxResponse), kind: engine.TooLarge, status: 200},
		{model: "sluice-dev/hang", ctx: short, kind: engine.Timeout},
		{model: "sluice-dev/slow-60000", ctx: short, kind: engine.Timeout},
		{model: "sluice-dev", ctx: func(t *testing.T) context.Context {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return ctx
		}, kind: engine.Canceled},
	}
	for _, kind := range engine.Kinds() {
		for _, tt := range tests {
			t.Run(kind+" "+tt.model, func(t *testing.T) {
				ctx := t.Context()
				if tt.ctx != nil {
					ctx = tt.ctx(t)
				}
				got, err := generator(t, kind, tt.model).Generate(ctx, tt.model, engine.Prompt{Text: prompt + tt.text, MaxTokens: 5})
				failed, ok := errors.AsType[*engine.Error](err)
				if !ok || got != nil || failed.Kind != tt.kind || failed.Status != tt.status || failed.Backend != "one" {
					t.Fatalf("got %v, %+v; want %s with status %d", got, err, tt.kind, tt.status)
				}
				all := fmt.Sprintf("%s %+v %#v", err, err, err)
				for _, never := range []string{prompt, secret.KeyID, secret.Secret, "made-up"} {
					if strings.Contains(all, never) {
						t.Errorf("the error %q holds %q", all, never)
					}
				}
			})
		}
	}
}

// TestImpossiblePrompts are refused without a call.
func TestImpossiblePrompts(t *testing.T) {
	var calls atomic.Int64
	url := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls.Add(1) }))
	for _, p := range []engine.Prompt{
		{MaxTokens: 1}, {Text: "x"}, {Text: "x", MaxTokens: -1}, {Text: "x", MaxTokens: engine.MaxGenerate + 1},
		{Text: "x", MaxTokens: 1, Top: -1}, {Text: "x", MaxTokens: 1, Top: engine.MaxTop + 1},
	} {
		for _, kind := range engine.Kinds() {
			_, err := open(t, kind, url).(engine.Generator).Generate(t.Context(), "sluice-dev", p)
			if kindOf(t, err) != engine.Refused || calls.Load() != 0 {
				t.Errorf("%s %+v: %v after %d calls", kind, p, err, calls.Load())
			}
		}
	}
}

// TestOddGenerated are synthetic answers: documented shapes with something wrong, or older ones.
func TestOddGenerated(t *testing.T) {
	vllm := func(logprobs string) string { return `{"choices":[{"text":"a b","logprobs":` + logprobs + `}]}` }
	llama := func(probs string) string { return `{"content":"a","completion_probabilities":` + probs + `}` }
	tests := []struct {
		name, kind, body string
		want             string // the tokens, or the kind of the error
	}{
		{"no scores", "vllm", `{"choices":[{"text":"a b"}]}`, "[]"},
		{"null scores", "vllm", vllm(`null`), "[]"},
		{"empty text", "vllm", `{"choices":[{"text":"","logprobs":{"tokens":[],"token_logprobs":[],"top_logprobs":[]}}]}`, "[]"},
		{"one score missing", "vllm", vllm(`{"tokens":["a"," b"],"token_logprobs":[-1,null],"top_logprobs":[{"a":-1},null]}`), "[]"},
		{"no top", "vllm", vllm(`{"tokens":["a"," b"],"token_logprobs":[-1,-9999],"top_logprobs":null}`), "[{a -1 []} { b -9999 []}]"},
		{"top sorted", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[-1],"top_logprobs":[{"z":-3,"b":-2,"c":-2,"a":-1}]}`), "[{a -1 [{a -1} {b -2} {c -2} {z -3}]}]"},
		{"rounded up", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[0.0000001],"top_logprobs":[{"a":0.0000001}]}`), "[{a 0 [{a 0}]}]"},
		{"as in chats", "openai", vllm(`{"content":[{"token":"a","logprob":-1,"top_logprobs":[{"token":"b","logprob":null}]}]}`), "[{a -1 []}]"},
		{"lists of two lengths", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[-1,-2]}`), "protocol"},
		{"top of another length", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[-1],"top_logprobs":[]}`), "protocol"},
		{"over certain", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[0.7]}`), "protocol"},
		{"top over certain", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[-1],"top_logprobs":[{"b":1}]}`), "protocol"},
		{"not a number", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[NaN]}`), "protocol"},
		{"endless", "vllm", vllm(`{"tokens":["a"],"token_logprobs":[-1e999]}`), "protocol"},
		{"two choices", "vllm", `{"choices":[{"text":"a"},{"text":"b"}]}`, "protocol"},
		{"no choices", "vllm", `{"choices":[]}`, "protocol"},
		{"no text", "vllm", `{"choices":[{"index":0}]}`, "protocol"},
		{"error in 200", "vllm", `{"error":{"message":"x"},"choices":[{"text":"a"}]}`, "protocol"},

		{"no scores", "ollama", `{"response":"a","done":true}`, "[]"},
		{"not done", "ollama", `{"response":"a","done":false}`, "protocol"},
		{"no response", "ollama", `{"done":true}`, "protocol"},
		{"error in 200", "ollama", `{"response":"a","done":true,"error":"x"}`, "protocol"},

		{"no scores", "llamacpp", `{"content":"a"}`, "[]"},
		{"today", "llamacpp", llama(`[{"id":1,"token":"a","bytes":[97],"logprob":-1,"top_logprobs":[{"id":1,"token":"a","logprob":-1}]}]`), "[{a -1 [{a -1}]}]"},
		{"after sampling", "llamacpp", llama(`[{"id":1,"token":"a","prob":1,"top_probs":[{"id":1,"token":"a","prob":1}]}]`), "[]"},
		{"before December 2024", "llamacpp", llama(`[{"content":"a","probs":[{"tok_str":"b","prob":0},{"tok_str":"a","prob":1}]}]`), "[{a 0 [{a 0} {b -690.7755278982137}]}]"},
		{"then, without itself", "llamacpp", llama(`[{"content":"a","probs":[{"tok_str":"b","prob":1}]}]`), "[]"},
		{"then, over certain", "llamacpp", llama(`[{"content":"a","probs":[{"tok_str":"a","prob":2}]}]`), "protocol"},
		{"a prompt cut short", "llamacpp", `{"content":"a","truncated":true}`, "refused"},
		{"no content", "llamacpp", `{}`, "protocol"},
		{"error in 200", "llamacpp", `{"content":"a","error":{"code":500}}`, "protocol"},
		{"no object", "llamacpp", `[]`, "protocol"},
	}
	for _, tt := range tests {
		t.Run(tt.kind+" "+tt.name, func(t *testing.T) {
			mux := http.NewServeMux()
			mux.HandleFunc("/", reply("application/json", tt.body))
			mux.HandleFunc("/tokenize", reply("application/json", `{"tokens":[1,2]}`))
			got, err := open(t, tt.kind, serve(t, mux)).(engine.Generator).Generate(t.Context(), "m", engine.Prompt{Text: "x", MaxTokens: 9, Top: 5})
			if err != nil {
				if k := kindOf(t, err); string(k) != tt.want || got != nil {
					t.Errorf("got %s, %v; want %s", k, got, tt.want)
				}
				return
			}
			if shown := fmt.Sprint(got.Tokens); shown != tt.want {
				t.Errorf("got %s, want %s", shown, tt.want)
			}
		})
	}
}

// TestOddTokenize: a prompt that became nothing, or something else than tokens, is not sent.
func TestOddTokenize(t *testing.T) {
	for _, body := range []string{`{"tokens":[]}`, `{}`, `{"tokens":["a"]}`, `{"tokens":[{"id":1,"piece":"a"}]}`, `[1]`, ``} {
		mux := http.NewServeMux()
		mux.HandleFunc("/tokenize", reply("application/json", body))
		mux.HandleFunc("/completion", func(http.ResponseWriter, *http.Request) { t.Error("a completion was asked for") })
		_, err := open(t, "llamacpp", serve(t, mux)).(engine.Generator).Generate(t.Context(), "m", engine.Prompt{Text: "x", MaxTokens: 9})
		if kindOf(t, err) != engine.Protocol {
			t.Errorf("%s: %v", body, err)
		}
	}
}
