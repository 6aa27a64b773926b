package engine

import (
	"context"
	"encoding/json"
	"math"
)

// leastProbability stands for a probability of nothing, whose logarithm would not be finite.
const leastProbability = 1e-300

// Generate asks llama.cpp's own /completion. A prompt that is a string gets a begin-of-text token if the model's file
// says so, and no parameter turns that off; so the prompt is made into tokens by /tokenize first, which can be told
// not to add any. The temperature is below zero because servers of before December 2024 give a probability of 1 to
// whatever they chose at zero, and plain ones below it; later ones take both for greedy.
func (e *llamaCPP) Generate(ctx context.Context, _ string, p Prompt) (*Generated, error) {
	if !p.possible() {
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	var list struct {
		Tokens []int32 `json:"tokens"`
	}
	err := e.ask(ctx, "/tokenize", struct {
		Content      string `json:"content"`
		AddSpecial   bool   `json:"add_special"`
		ParseSpecial bool   `json:"parse_special"`
	}{p.BOS + p.Text, false, true}, &list)
	if err != nil {
		return nil, err
	}
	if len(list.Tokens) == 0 {
		return nil, e.odd()
	}
	var a llamaCompletion
	err = e.ask(ctx, "/completion", struct {
		Prompt      []int32 `json:"prompt"`
		NPredict    int     `json:"n_predict"`
		Temperature float64 `json:"temperature"`
		NProbs      int     `json:"n_probs"`
		CachePrompt bool    `json:"cache_prompt"`
		Stream      bool    `json:"stream"`
	}{list.Tokens, p.MaxTokens, -1, max(p.Top, 1), false, false}, &a)
	if err != nil {
		return nil, err
	}
	said := saidOf(ctx)
	said.Model = string(a.Model)
	said.used(usage{int(a.Input), int(a.Output)})
	if a.Content == nil || !null(a.Error) {
		return nil, e.odd()
	}
	if a.Truncated { // servers of before 2025 cut a prompt that is too long, and judge what is left
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	g := &Generated{Text: *a.Content}
	var ok bool
	if g.Tokens, ok = tokens(a.scored()); !ok {
		return nil, e.odd()
	}
	return g, nil
}

// llamaCompletion is the answer of /completion, with the probabilities of both times: today's scored tokens, and
// before December 2024 a content and a list of probabilities for each.
type llamaCompletion struct {
	Content       *string         `json:"content"`
	Truncated     bool            `json:"truncated"`
	Error         json.RawMessage `json:"error"`
	Model         word            `json:"model"`
	Input         count           `json:"tokens_evaluated"`
	Output        count           `json:"tokens_predicted"`
	Probabilities []struct {
		scored
		Content string `json:"content"`
		Probs   []struct {
			Text string   `json:"tok_str"`
			Prob *float64 `json:"prob"`
		} `json:"probs"`
	} `json:"completion_probabilities"`
}

// scored brings the older shape into today's. There a token has no score of its own: it is the one in the list with
// the same text, and without a score if it is not there.
func (a *llamaCompletion) scored() []scored {
	out := make([]scored, len(a.Probabilities))
	for i, t := range a.Probabilities {
		if t.Probs == nil {
			out[i] = t.scored
			continue
		}
		s := scored{Token: t.Content}
		for _, p := range t.Probs {
			if p.Prob == nil {
				continue
			}
			score := math.Log(max(*p.Prob, leastProbability))
			s.Top = append(s.Top, scored{Token: p.Text, Logprob: &score})
			if p.Text == t.Content && s.Logprob == nil {
				s.Logprob = &score
			}
		}
		out[i] = s
	}
	return out
}
