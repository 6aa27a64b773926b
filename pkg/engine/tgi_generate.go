package engine

import (
	"context"
	"encoding/json"
)

// Generate posts to TGI's own /generate, whose answers have the scores that a guard needs. The router's tokenizer adds
// the begin-of-text token, so BOS is left out. Of candidates a server gives at most --max-top-n-tokens, five unless it
// was told, and refuses who asks for more.
func (e *tgi) Generate(ctx context.Context, _ string, p Prompt) (*Generated, error) {
	if !p.possible() {
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	type parameters struct {
		MaxNewTokens int  `json:"max_new_tokens"`
		DoSample     bool `json:"do_sample"`
		Details      bool `json:"details"`
		TopN         int  `json:"top_n_tokens,omitempty"`
	}
	var a tgiGenerated
	err := e.ask(ctx, "/generate", struct {
		Inputs     string     `json:"inputs"`
		Parameters parameters `json:"parameters"`
	}{p.Text, parameters{MaxNewTokens: p.MaxTokens, Details: true, TopN: p.Top}}, &a)
	if err != nil {
		return nil, err
	}
	said := saidOf(ctx)
	said.used(usage{Output: int(a.Details.Count)})
	said.finished(string(a.Details.Finish))
	if a.Text == nil || !null(a.Error) {
		return nil, e.odd()
	}
	g := &Generated{Text: *a.Text}
	var ok bool
	if g.Tokens, ok = tokens(a.scored()); !ok {
		return nil, e.odd()
	}
	return g, nil
}

// tgiGenerated is the answer of /generate.
type tgiGenerated struct {
	Text    *string `json:"generated_text"`
	Details struct {
		Finish word         `json:"finish_reason"`
		Count  count        `json:"generated_tokens"`
		Tokens []tgiToken   `json:"tokens"`
		Top    [][]tgiToken `json:"top_tokens"`
	} `json:"details"`
	Error json.RawMessage `json:"error"`
}

type tgiToken struct {
	Text    string   `json:"text"`
	Logprob *float64 `json:"logprob"`
}

func (t tgiToken) scored() scored { return scored{Token: t.Text, Logprob: t.Logprob} }

// scored puts the candidates of each place beside what was chosen there.
func (a *tgiGenerated) scored() []scored {
	out := make([]scored, len(a.Details.Tokens))
	for i, t := range a.Details.Tokens {
		out[i] = t.scored()
		if i < len(a.Details.Top) {
			for _, c := range a.Details.Top[i] {
				out[i].Top = append(out[i].Top, c.scored())
			}
		}
	}
	return out
}
