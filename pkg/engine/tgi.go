package engine

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
)

// tgi is Hugging Face's text-generation-inference, which loads one model and answers to any name.
type tgi struct{ *core }

func newTGI(c Config) (Engine, error) {
	shared, err := newCore(c)
	if err != nil {
		return nil, err
	}
	return &tgi{shared}, nil
}

// Identify reads /info: the repository, and which commit of it was loaded. There is no digest of the files.
func (e *tgi) Identify(ctx context.Context, model string) (Identity, error) {
	data, err := e.call(ctx, http.MethodGet, "/info", nil)
	if err != nil {
		return Identity{}, err
	}
	var info struct {
		ID  string `json:"model_id"`
		SHA string `json:"model_sha"`
	}
	if err := json.Unmarshal(data, &info); err != nil {
		return Identity{}, &Error{Kind: Protocol, Status: http.StatusOK, Backend: e.name}
	}
	id := Identity{Engine: e.kind, Model: weightsName(info.ID, model)}
	if raw, err := hex.DecodeString(info.SHA); err == nil && (len(raw) == 20 || len(raw) == 32) {
		id.Revision = strings.ToLower(info.SHA)
	}
	return id, nil
}
