package engine

import (
	"context"
	"encoding/json"
)

// completionRequest is OpenAI's request for a raw completion. The last field is vLLM's own.
type completionRequest struct {
	Model            string `json:"model"`
	Prompt           string `json:"prompt"`
	MaxTokens        int    `json:"max_tokens"`
	Temperature      int    `json:"temperature"`
	Logprobs         int    `json:"logprobs"`
	AddSpecialTokens *bool  `json:"add_special_tokens,omitempty"`
}

// completionAnswer is OpenAI's text_completion. Its log-probabilities come in two shapes: OpenAI's own, which vLLM
// has too, lists side by side; and that of chat completions, which llama.cpp gives here.
type completionAnswer struct {
	Model   word  `json:"model"`
	Usage   usage `json:"usage"`
	Choices []struct {
		FinishReason word    `json:"finish_reason"`
		Text         *string `json:"text"`
		Logprobs     *struct {
			Tokens        []string              `json:"tokens"`
			TokenLogprobs []*float64            `json:"token_logprobs"`
			TopLogprobs   []map[string]*float64 `json:"top_logprobs"`
			Content       []scored              `json:"content"`
		} `json:"logprobs"`
	} `json:"choices"`
	Error json.RawMessage `json:"error"`
}

// Generate posts to vLLM's /v1/completions. vLLM adds special tokens to a prompt unless add_special_tokens is false.
func (e *vLLM) Generate(ctx context.Context, model string, p Prompt) (*Generated, error) {
	return e.complete(ctx, completionRequest{
		Model: model, Prompt: p.BOS + p.Text, MaxTokens: p.MaxTokens, Logprobs: p.Top, AddSpecialTokens: new(false),
	}, p)
}

// Generate posts to /v1/completions. What an unknown engine does before a prompt is not known: those built on the
// tokenizers of Hugging Face add the begin-of-text token, and the others here are named by kind, so BOS is left out.
func (e *openAI) Generate(ctx context.Context, model string, p Prompt) (*Generated, error) {
	return e.complete(ctx, completionRequest{Model: model, Prompt: p.Text, MaxTokens: p.MaxTokens, Logprobs: p.Top}, p)
}

func (c *core) complete(ctx context.Context, req completionRequest, p Prompt) (*Generated, error) {
	if !p.possible() {
		return nil, &Error{Kind: Refused, Backend: c.name}
	}
	var a completionAnswer
	if err := c.ask(ctx, "/v1/completions", req, &a); err != nil {
		return nil, err
	}
	a.tell(saidOf(ctx))
	g, ok := a.generated()
	if !ok {
		return nil, c.odd()
	}
	return g, nil
}

func (a *completionAnswer) tell(said *Said) {
	said.Model = string(a.Model)
	said.used(a.Usage)
	for _, c := range a.Choices {
		said.finished(string(c.FinishReason))
	}
}

func (a *completionAnswer) generated() (*Generated, bool) {
	if len(a.Choices) != 1 || a.Choices[0].Text == nil || !null(a.Error) {
		return nil, false
	}
	c := a.Choices[0]
	g := &Generated{Text: *c.Text}
	if c.Logprobs == nil {
		return g, true
	}
	list := c.Logprobs.Content
	if list == nil {
		lp := c.Logprobs
		if len(lp.TokenLogprobs) != len(lp.Tokens) || lp.TopLogprobs != nil && len(lp.TopLogprobs) != len(lp.Tokens) {
			return nil, false
		}
		list = make([]scored, len(lp.Tokens))
		for i, text := range lp.Tokens {
			list[i] = scored{Token: text, Logprob: lp.TokenLogprobs[i]}
			if lp.TopLogprobs == nil {
				continue
			}
			for other, score := range lp.TopLogprobs[i] {
				list[i].Top = append(list[i].Top, scored{Token: other, Logprob: score})
			}
		}
	}
	var ok bool
	g.Tokens, ok = tokens(list)
	return g, ok
}
