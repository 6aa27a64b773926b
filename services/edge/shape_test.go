package edge

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"sluice/pkg/surface"
	"sluice/pkg/surface/anthropic"
	"sluice/pkg/surface/ollama"
)

// TestShape: an answer has the shape of who asks, also where there is nothing.
func TestShape(t *testing.T) {
	for _, tt := range []struct {
		path    string
		version bool // is said by Anthropic's clients
		of      surface.Surface
		want    surface.Surface
	}{
		{"/v1/chat/completions", false, surface.OpenAI{}, surface.OpenAI{}},
		{"/v1/chat/completions", true, surface.OpenAI{}, surface.OpenAI{}},
		{"/v1/models", false, surface.OpenAI{}, surface.OpenAI{}},
		{"/v1/models", true, surface.OpenAI{}, anthropic.Surface{}},
		{"/v1/messages", false, anthropic.Surface{}, anthropic.Surface{}},
		{"/v1/messages/count_tokens", false, nil, anthropic.Surface{}},
		{"/v1/files", true, nil, anthropic.Surface{}},
		{"/v1/files", false, nil, surface.OpenAI{}},
		{"/api/generate", false, nil, ollama.Surface{}},
		{"/", false, nil, surface.OpenAI{}},
	} {
		r := httptest.NewRequest(http.MethodPost, tt.path, nil)
		if tt.version {
			r.Header.Set("Anthropic-Version", "2023-06-01")
		}
		if got := shape(r, tt.of); fmt.Sprintf("%T", got) != fmt.Sprintf("%T", tt.want) {
			t.Errorf("%s, said %v: %T, want %T", tt.path, tt.version, got, tt.want)
		}
	}
}
