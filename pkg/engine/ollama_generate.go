package engine

import (
	"context"
	"encoding/json"
)

// Generate asks Ollama's /api/generate for a raw prompt. Its runner adds the begin-of-text token if the model's file
// says so, and nothing turns that off: BOS is left out. truncate and shift are off because Ollama would otherwise cut
// a prompt that is longer than the model's context, without a word, and answer what is left of it. Scores came with
// 0.12.11; older servers ignore what they do not know and give none.
func (e *ollama) Generate(ctx context.Context, model string, p Prompt) (*Generated, error) {
	if !p.possible() {
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	type options struct {
		Temperature int `json:"temperature"`
		NumPredict  int `json:"num_predict"`
	}
	var a struct {
		Response *string         `json:"response"`
		Done     bool            `json:"done"`
		Logprobs []scored        `json:"logprobs"`
		Error    json.RawMessage `json:"error"`
		Model    word            `json:"model"`
		Reason   word            `json:"done_reason"`
		Input    count           `json:"prompt_eval_count"`
		Output   count           `json:"eval_count"`
	}
	err := e.ask(ctx, "/api/generate", struct {
		Model       string  `json:"model"`
		Prompt      string  `json:"prompt"`
		Raw         bool    `json:"raw"`
		Stream      bool    `json:"stream"`
		Truncate    bool    `json:"truncate"`
		Shift       bool    `json:"shift"`
		Logprobs    bool    `json:"logprobs"`
		TopLogprobs int     `json:"top_logprobs"`
		Options     options `json:"options"`
	}{model, p.Text, true, false, false, false, true, p.Top, options{0, p.MaxTokens}}, &a)
	if err != nil {
		return nil, err
	}
	said := saidOf(ctx)
	said.Model = string(a.Model)
	said.used(usage{int(a.Input), int(a.Output)})
	said.finished(string(a.Reason))
	if a.Response == nil || !a.Done || !null(a.Error) {
		return nil, e.odd()
	}
	g := &Generated{Text: *a.Response}
	var ok bool
	if g.Tokens, ok = tokens(a.Logprobs); !ok {
		return nil, e.odd()
	}
	return g, nil
}
