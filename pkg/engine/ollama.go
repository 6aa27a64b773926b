package engine

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
)

// ollama is an Ollama server: chat over its OpenAI-compatible path, digests from /api/tags.
type ollama struct{ *core }

func newOllama(c Config) (Engine, error) {
	shared, err := newCore(c)
	if err != nil {
		return nil, err
	}
	return &ollama{shared}, nil
}

// Identify finds the digest of the model's manifest in /api/tags; a name without a tag means ":latest". A model
// that is not there is Refused with status 404.
func (e *ollama) Identify(ctx context.Context, model string) (Identity, error) {
	data, err := e.call(ctx, http.MethodGet, "/api/tags", nil)
	if err != nil {
		return Identity{}, err
	}
	var tags struct {
		Models []struct {
			Name   string `json:"name"`
			Digest string `json:"digest"`
		} `json:"models"`
	}
	if err := json.Unmarshal(data, &tags); err != nil {
		return Identity{}, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
	}
	want := tagged(model)
	for _, m := range tags.Models {
		if tagged(m.Name) != want {
			continue
		}
		sha := strings.TrimPrefix(m.Digest, "sha256:")
		if raw, err := hex.DecodeString(sha); err != nil || len(raw) != 32 {
			return Identity{}, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
		}
		return Identity{Engine: e.kind, Model: want, SHA: strings.ToLower(sha)}, nil
	}
	return Identity{}, &Error{Kind: Refused, Status: http.StatusNotFound, Backend: e.name}
}

// tagged gives a model's name with its tag. A colon before the last slash belongs to a registry's port.
func tagged(model string) string {
	if strings.Contains(model[strings.LastIndexByte(model, '/')+1:], ":") {
		return model
	}
	return model + ":latest"
}
