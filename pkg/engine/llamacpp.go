package engine

import (
	"context"
	"encoding/json"
	"errors"
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

// slots counts the slots that are at work. What else stands in them, prompts in old versions, is not kept.
func (e *llamaCPP) slots(ctx context.Context) (Load, error) {
	data, err := e.call(ctx, http.MethodGet, "/slots", nil)
	if err != nil && absent(err) {
		err = &Error{Kind: Refused, Status: http.StatusNotImplemented, Backend: e.name}
	}
	if err != nil {
		return Load{}, err
	}
	var slots []struct {
		Busy bool `json:"is_processing"`
	}
	if err := json.Unmarshal(data, &slots); err != nil {
		return Load{}, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
	}
	var l Load
	for _, s := range slots {
		if s.Busy {
			l.Running++
		}
	}
	return l, nil
}

// absent reports whether a server has not got what it was asked for: it was started without, and says so with 501.
func absent(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && (e.Kind == Refused || e.Status == http.StatusNotImplemented)
}
