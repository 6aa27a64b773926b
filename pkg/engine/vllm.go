package engine

import (
	"context"
	"encoding/json"
	"net/http"
	"path"
)

// vLLM is a vLLM server. Its /v1/models has the path or repository that was loaded, and no digest.
type vLLM struct{ *core }

func newVLLM(c Config) (Engine, error) {
	shared, err := newCore(c)
	if err != nil {
		return nil, err
	}
	return &vLLM{shared}, nil
}

// Identify looks the model up in /v1/models. A model that is not listed is Refused with status 404.
func (e *vLLM) Identify(ctx context.Context, model string) (Identity, error) {
	data, err := e.call(ctx, http.MethodGet, "/v1/models", nil)
	if err != nil {
		return Identity{}, err
	}
	var list struct {
		Data []struct {
			ID   string `json:"id"`
			Root string `json:"root"`
		} `json:"data"`
	}
	if err := json.Unmarshal(data, &list); err != nil {
		return Identity{}, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
	}
	for _, m := range list.Data {
		if m.ID == model {
			return Identity{Engine: e.kind, Model: weightsName(m.Root, model)}, nil
		}
	}
	return Identity{}, &Error{Kind: Refused, Status: http.StatusNotFound, Backend: e.name}
}

// weightsName keeps a repository's name whole and of a file's path only the last part: where files lie on the
// engine's machine is nobody's business in a record. Without either it is the model's name.
func weightsName(loaded, model string) string {
	switch {
	case loaded == "" || len(loaded) > 256:
		return model
	case path.IsAbs(loaded):
		return path.Base(loaded)
	default:
		return loaded
	}
}
