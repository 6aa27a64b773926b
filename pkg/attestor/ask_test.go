package attestor

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func TestAsk(t *testing.T) {
	for _, tt := range []struct {
		name, kind, path, body string
		status                 int
		want                   []Loaded
		fails                  string
	}{
		{"llama.cpp", "llamacpp", "/props", `{"model_path":"/m/x.gguf","more":1}`, 200, []Loaded{{From: "/m/x.gguf"}}, ""},
		{"vLLM with an adapter", "vllm", "/v1/models", `{"data":[{"id":"llama","root":"/m/llama"},{"id":"sql","root":"/m/sql","parent":"llama"}]}`, 200,
			[]Loaded{{"/m/llama", "llama"}, {"/m/sql", "sql"}}, ""},
		{"no JSON", "vllm", "/v1/models", "secret", 200, nil, "does not decode"},
		{"an error", "llamacpp", "/props", "secret", 503, nil, "status 503"},
		{"too large", "llamacpp", "/props", `{"model_path":"` + strings.Repeat("x", maxAnswer) + `"}`, 200, nil, "does not decode"},
		{"another kind", "ollama", "", "", 200, nil, "cannot be attested"},
	} {
		var key string
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if key = r.Header.Get("Authorization"); r.URL.Path != tt.path {
				w.WriteHeader(404)
				return
			}
			w.WriteHeader(tt.status)
			_, _ = w.Write([]byte(tt.body))
		}))
		got, err := Ask(t.Context(), srv.Client(), tt.kind, srv.URL+"/v1/", "k")
		srv.Close()
		if tt.fails == "" && (err != nil || !slices.Equal(got, tt.want) || key != "Bearer k") {
			t.Errorf("%s: %v, %v, key %q", tt.name, got, err, key)
		}
		if tt.fails != "" && (err == nil || !strings.Contains(err.Error(), tt.fails) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "127.0.0.1")) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if _, err := Ask(t.Context(), http.DefaultClient, "vllm", srv.URL, ""); err == nil || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("an engine that is gone: %v", err)
		}
	}
}

func TestServing(t *testing.T) {
	f := &stub{has: "/m/llama", ends: "llama.gguf"}
	for _, tt := range []struct {
		name, kind, serves string
		loaded             []Loaded
		models             []string
		ok                 bool
	}{
		{"the folder", "vllm", "", []Loaded{{"/m/llama", "llama"}}, []string{"llama"}, true},
		{"one of two", "vllm", "", []Loaded{{"/m/llama", "llama"}, {"/m/sql", "sql"}}, []string{"llama"}, true},
		{"another folder", "vllm", "", []Loaded{{"/m/other", "llama"}}, nil, false},
		{"a repository", "vllm", "", []Loaded{{"meta/llama", "llama"}}, nil, false},
		{"a repository that was told", "vllm", "meta/llama", []Loaded{{"meta/llama", "llama"}}, []string{"llama"}, true},
		{"told otherwise", "vllm", "/in/container", []Loaded{{"/m/llama", "llama"}}, nil, false},
		{"nothing", "vllm", "x", nil, nil, false},
		{"no path", "llamacpp", "", []Loaded{{}}, nil, false},
		{"no path, and none told", "llamacpp", "", []Loaded{{From: ""}}, nil, false},
		{"a file", "llamacpp", "", []Loaded{{From: "/m/llama"}}, nil, true},
		{"a relative file", "llamacpp", "", []Loaded{{From: "./llama.gguf"}}, nil, true},
		{"a relative file elsewhere", "llamacpp", "", []Loaded{{From: "../llama.gguf"}}, nil, false},
		{"another relative file", "llamacpp", "", []Loaded{{From: "other.gguf"}}, nil, false},
	} {
		models, ok := serving(tt.loaded, tt.kind, tt.serves, f)
		if ok != tt.ok || !slices.Equal(models, tt.models) {
			t.Errorf("%s: %v, %t", tt.name, models, ok)
		}
	}
}
