package engine_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"sluice/pkg/devmodel"
)

// bos is what the fronts put before a prompt, where the engine that they stand for would.
const bos = "<|begin_of_text|>"

// raw is the answer of devmodel to a raw completion.
type raw struct {
	Choices []struct {
		Text     string `json:"text"`
		Logprobs struct {
			Tokens        []string             `json:"tokens"`
			TokenLogprobs []float64            `json:"token_logprobs"`
			TopLogprobs   []map[string]float64 `json:"top_logprobs"`
		} `json:"logprobs"`
	} `json:"choices"`
}

// front is a server that has the development model behind one engine's own paths for raw prompts. Requests and
// answers are synthetic: written after the engines' documentation and sources, not recorded from them.
func front(t *testing.T, kind, model string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", devmodel.Handler(nil))
	switch kind {
	case "vllm", "openai":
		mux.HandleFunc("POST /v1/completions", func(w http.ResponseWriter, r *http.Request) {
			var in map[string]any
			if read(t, w, r, &in) {
				if add, told := in["add_special_tokens"]; !told || add == true {
					in["prompt"] = bos + in["prompt"].(string)
				}
				behind(t, w, r, in, func(body []byte) []byte { return body })
			}
		})
	case "ollama":
		mux.HandleFunc("POST /api/generate", func(w http.ResponseWriter, r *http.Request) {
			var in struct {
				Model, Prompt           string
				Raw, Logprobs           bool
				Stream, Truncate, Shift *bool
				TopLogprobs             int `json:"top_logprobs"`
				Options                 struct {
					Temperature *float64
					NumPredict  int `json:"num_predict"`
				}
			}
			if !read(t, w, r, &in) {
				return
			}
			off := func(b *bool) bool { return b != nil && !*b }
			if !in.Raw || !in.Logprobs || !off(in.Stream) || !off(in.Truncate) || !off(in.Shift) || *in.Options.Temperature != 0 {
				t.Errorf("asked as %+v", in)
			}
			ask := map[string]any{"model": in.Model, "prompt": bos + in.Prompt, "max_tokens": in.Options.NumPredict, "logprobs": in.TopLogprobs}
			behind(t, w, r, ask, func(body []byte) []byte {
				text, list := list(t, body)
				return encode(t, map[string]any{"model": in.Model, "created_at": "2026-01-01T00:00:00Z", "response": text, "done": true, "done_reason": "stop", "logprobs": list})
			})
		})
	case "llamacpp":
		llamaFront(t, mux, model)
	case "tgi":
		mux.HandleFunc("POST /generate", func(w http.ResponseWriter, r *http.Request) { tgiFront(t, w, r, model) })
	}
	return serve(t, mux)
}

// llamaFront has a tokenizer of one token a letter, and adds a token at the beginning unless it is told not to.
func llamaFront(t *testing.T, mux *http.ServeMux, model string) {
	mux.HandleFunc("POST /tokenize", func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Content      string
			AddSpecial   bool  `json:"add_special"`
			ParseSpecial *bool `json:"parse_special"`
		}
		if read(t, w, r, &in) {
			if in.ParseSpecial == nil || !*in.ParseSpecial {
				t.Error("special tokens are not read")
			}
			if in.AddSpecial {
				in.Content = bos + in.Content
			}
			reply("application/json", string(encode(t, map[string]any{"tokens": []rune(in.Content)})))(w, r)
		}
	})
	mux.HandleFunc("POST /completion", func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Prompt      []rune
			NPredict    int `json:"n_predict"`
			NProbs      int `json:"n_probs"`
			Temperature *float64
			CachePrompt *bool `json:"cache_prompt"`
		}
		if !read(t, w, r, &in) {
			return
		}
		if in.CachePrompt == nil || *in.CachePrompt || *in.Temperature > 0 {
			t.Errorf("asked as %+v", in)
		}
		ask := map[string]any{"model": model, "prompt": string(in.Prompt), "max_tokens": in.NPredict, "logprobs": in.NProbs}
		behind(t, w, r, ask, func(body []byte) []byte {
			text, list := list(t, body)
			return encode(t, map[string]any{"index": 0, "content": text, "stop": true, "truncated": false, "completion_probabilities": list})
		})
	})
}

// tgiFront adds a token at the beginning, and gives candidates in a list of their own.
func tgiFront(t *testing.T, w http.ResponseWriter, r *http.Request, model string) {
	var in struct {
		Inputs     string
		Parameters struct {
			MaxNewTokens int  `json:"max_new_tokens"`
			DoSample     bool `json:"do_sample"`
			Details      bool
			Top          int `json:"top_n_tokens"`
		}
	}
	if !read(t, w, r, &in) {
		return
	}
	if in.Parameters.DoSample || !in.Parameters.Details {
		t.Errorf("asked as %+v", in.Parameters)
	}
	ask := map[string]any{"model": model, "prompt": bos + in.Inputs, "max_tokens": in.Parameters.MaxNewTokens, "logprobs": in.Parameters.Top}
	behind(t, w, r, ask, func(body []byte) []byte {
		text, scores := list(t, body)
		tokens, top := []map[string]any{}, []any{}
		for _, s := range scores {
			tokens = append(tokens, map[string]any{"id": 1, "text": s["token"], "logprob": s["logprob"], "special": false})
			others := []map[string]any{}
			for _, o := range s["top_logprobs"].([]map[string]any) {
				others = append(others, map[string]any{"id": 1, "text": o["token"], "logprob": o["logprob"], "special": false})
			}
			top = append(top, others)
		}
		return encode(t, map[string]any{"generated_text": text, "details": map[string]any{
			"finish_reason": "stop_sequence", "generated_tokens": len(tokens), "prefill": []any{}, "tokens": tokens, "top_tokens": top,
		}})
	})
}

// behind asks the development model and gives its answer on, changed if it is one.
func behind(t *testing.T, w http.ResponseWriter, r *http.Request, in any, change func([]byte) []byte) {
	req := httptest.NewRequestWithContext(r.Context(), http.MethodPost, "/v1/completions", bytes.NewReader(encode(t, in)))
	rec := httptest.NewRecorder()
	defer func() {
		cut := recover()
		body := rec.Body.Bytes()
		if rec.Code == http.StatusOK && cut == nil && len(body) > 0 {
			body = change(body)
		}
		w.Header().Set("Content-Type", "application/json")
		if cut != nil {
			w.Header().Set("Content-Length", strconv.Itoa(2*len(body)))
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(body)
		if cut != nil {
			_ = http.NewResponseController(w).Flush()
			panic(cut)
		}
	}()
	devmodel.Handler(nil).ServeHTTP(rec, req)
}

// list is the text and the scored tokens as Ollama and llama.cpp write them.
func list(t *testing.T, body []byte) (string, []map[string]any) {
	var in raw
	if err := json.Unmarshal(body, &in); err != nil {
		t.Error(err)
		return "", nil
	}
	lp := in.Choices[0].Logprobs
	out := []map[string]any{}
	for i, text := range lp.Tokens {
		top := []map[string]any{}
		for other, score := range lp.TopLogprobs[i] {
			top = append(top, map[string]any{"token": other, "logprob": score})
		}
		out = append(out, map[string]any{"token": text, "logprob": lp.TokenLogprobs[i], "bytes": []byte(text), "top_logprobs": top})
	}
	return in.Choices[0].Text, out
}

func read(t *testing.T, w http.ResponseWriter, r *http.Request, into any) bool {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(body, into)
	}
	if err != nil {
		t.Error(err)
		w.WriteHeader(http.StatusBadRequest)
	}
	return err == nil
}

func encode(t *testing.T, v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		t.Error(err)
	}
	return out
}
