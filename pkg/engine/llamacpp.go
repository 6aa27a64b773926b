package engine

import (
	"context"
	"encoding/json"
	"net/http"
)

// llamaCPP is llama.cpp's server, which loads one model and answers to any name.
type llamaCPP struct{ *core }

func newLlamaCPP(c Config) (Engine, error) {
	shared, err := newCore(c)
	if err != nil {
		return nil, err
	}
	return &llamaCPP{shared}, nil
}

// Identify reads the name of the loaded file from /props, which has no digest.
func (e *llamaCPP) Identify(ctx context.Context, model string) (Identity, error) {
	data, err := e.call(ctx, http.MethodGet, "/props", nil)
	if err != nil {
		return Identity{}, err
	}
	var props struct {
		ModelPath string `json:"model_path"`
	}
	if err := json.Unmarshal(data, &props); err != nil {
		return Identity{}, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
	}
	return Identity{Engine: e.kind, Model: weightsName(props.ModelPath, model)}, nil
}
