package engine_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sluice/pkg/engine"
)

func TestNewRefuses(t *testing.T) {
	ok := engine.Config{Name: "one", Kind: "openai", URL: "http://127.0.0.1:1"}
	tests := []struct {
		name   string
		change func(c *engine.Config)
		says   string
	}{
		{"no name", func(c *engine.Config) { c.Name = "" }, "name is missing"},
		{"unknown kind", func(c *engine.Config) { c.Kind = "abacus" }, "dev, llamacpp, ollama, openai, tgi, vllm"},
		{"no URL", func(c *engine.Config) { c.URL = "" }, "url must be"},
		{"no scheme", func(c *engine.Config) { c.URL = "127.0.0.1:8000" }, "url must be"},
		{"other scheme", func(c *engine.Config) { c.URL = "unix:///x" }, "url must be"},
		{"password", func(c *engine.Config) { c.URL = "http://u:made-up-pass@h" }, "API key"},
		{"unreadable", func(c *engine.Config) { c.URL = "http://u:made-up-pass@h:bad\x7f" }, "url must be"},
		{"query", func(c *engine.Config) { c.URL = "http://h/?key=made-up-pass" }, "query"},
		{"negative limit", func(c *engine.Config) { c.MaxResponse = -1 }, "negative"},
		{"negative timeout", func(c *engine.Config) { c.ConnectTimeout = -1 }, "negative"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := ok
			tt.change(&c)
			e, err := engine.New(c)
			if err == nil || e != nil || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("got %v, %v; want an error with %q", e, err, tt.says)
			}
			if strings.Contains(err.Error(), "made-up-pass") {
				t.Errorf("%q holds the password", err)
			}
			if strings.Contains(fmt.Sprint(c), "made-up-pass") {
				t.Errorf("%q holds the password", c)
			}
		})
	}
}

func TestAddressForms(t *testing.T) {
	tests := []struct{ suffix, want string }{
		{"", "/v1/chat/completions"},
		{"/", "/v1/chat/completions"},
		{"/v1", "/v1/chat/completions"},
		{"/v1/", "/v1/chat/completions"},
		{"/openai/v1", "/openai/v1/chat/completions"},
		{"/some/prefix", "/some/prefix/v1/chat/completions"},
	}
	got := make(chan string, 1)
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got <- r.URL.Path
		reply("application/json", good)(w, r)
	}))
	for _, tt := range tests {
		if _, err := open(t, "openai", url+tt.suffix).Chat(t.Context(), "m", []byte("{}")); err != nil {
			t.Fatal(err)
		}
		if path := <-got; path != tt.want {
			t.Errorf("%q went to %q, want %q", tt.suffix, path, tt.want)
		}
	}
}
