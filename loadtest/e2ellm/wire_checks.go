package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"sluice/pkg/engine"
)

func wireChecks() []check {
	return []check{
		{group: "wire", expect: "/tokenize reads a special token in the text as one token, and only where it is told to", run: specialTokens},
		{group: "wire", expect: "/completion scores the first token, and more candidates beside it", run: firstToken},
		{group: "wire", expect: "cache_prompt false is kept: the same prompt again is evaluated from its beginning", run: uncached},
		{group: "wire", expect: "pkg/engine reads text and scores out of it, special tokens in front", run: generated},
		{group: "wire", expect: "/props names the weights for records", run: identified},
	}
}

// bos is the model's begin-of-text token, which llama.cpp tells.
func (w *world) bos(ctx context.Context) (string, error) {
	if w.kind != "llamacpp" {
		return "", skipf("asked of llama.cpp only")
	}
	var props struct {
		BOS string `json:"bos_token"`
	}
	data, err := w.get(ctx, "/props")
	if err != nil {
		return "", err
	}
	if err := decode(data, &props); err != nil {
		return "", err
	}
	if props.BOS == "" {
		return "", skipf("the model has no begin-of-text token")
	}
	return props.BOS, nil
}

func (w *world) tokenized(ctx context.Context, text string, special bool) ([]int, error) {
	var out struct {
		Tokens []int `json:"tokens"`
	}
	err := w.post(ctx, "/tokenize", map[string]any{"content": text, "add_special": false, "parse_special": special}, &out)
	return out.Tokens, err
}

func specialTokens(ctx context.Context, w *world) (string, error) {
	bos, err := w.bos(ctx)
	if err != nil {
		return "", err
	}
	parsed, err := w.tokenized(ctx, bos, true)
	if err != nil {
		return "", err
	}
	plain, err := w.tokenized(ctx, bos, false)
	if err != nil {
		return "", err
	}
	saw := fmt.Sprintf("%d token with parse_special, %d without", len(parsed), len(plain))
	if len(parsed) != 1 || len(plain) < 2 {
		return saw, errors.New("special tokens are not read as such")
	}
	return saw, nil
}

// completion asks /completion as pkg/engine does.
func (w *world) completion(ctx context.Context, text string, cache bool) (*rawCompletion, error) {
	var out rawCompletion
	err := w.post(ctx, "/completion", map[string]any{"prompt": text, "n_predict": 4, "temperature": -1, "n_probs": 5, "cache_prompt": cache, "stream": false}, &out)
	return &out, err
}

type rawCompletion struct {
	Content string `json:"content"`
	Scores  []struct {
		Token   string  `json:"token"`
		Logprob float64 `json:"logprob"`
		Top     []any   `json:"top_logprobs"`
	} `json:"completion_probabilities"`
	Timings struct {
		Cached    int `json:"cache_n"`
		Evaluated int `json:"prompt_n"`
	} `json:"timings"`
}

const statement = "The mill stands by the river, and the river drives the"

func firstToken(ctx context.Context, w *world) (string, error) {
	if _, err := w.bos(ctx); err != nil {
		return "", err
	}
	c, err := w.completion(ctx, statement, false)
	if err != nil {
		return "", err
	}
	if len(c.Scores) == 0 || len(c.Scores[0].Top) != 5 || c.Scores[0].Logprob > 0 {
		return "", errors.New("the first token has no score, or not five candidates")
	}
	return fmt.Sprintf("%d tokens scored, the first %q with logprob %.2f among %d", len(c.Scores), c.Scores[0].Token, c.Scores[0].Logprob, len(c.Scores[0].Top)), nil
}

func uncached(ctx context.Context, w *world) (string, error) {
	if _, err := w.bos(ctx); err != nil {
		return "", err
	}
	var got [3]*rawCompletion
	for i, cache := range []bool{true, true, false} {
		var err error
		if got[i], err = w.completion(ctx, statement, cache); err != nil {
			return "", err
		}
	}
	saw := fmt.Sprintf("tokens taken from the cache: %d where it may be used, %d where not", got[1].Timings.Cached, got[2].Timings.Cached)
	switch {
	case got[2].Timings.Cached != 0:
		return saw, errors.New("the cache was used all the same")
	case got[1].Timings.Cached == 0:
		return saw, errors.New("the cache is never used: this check sees nothing")
	}
	return saw, nil
}

func generated(ctx context.Context, w *world) (string, error) {
	bos, err := w.bos(ctx)
	if err != nil {
		return "", err
	}
	e, err := engine.New(engine.Config{Name: "engine", Kind: w.kind, URL: w.tap.addr, APIKey: w.settings.APIKey})
	if err != nil {
		return "", err
	}
	mark := w.tap.mark()
	g, err := e.(engine.Generator).Generate(ctx, w.model, engine.Prompt{BOS: bos, Text: statement, MaxTokens: 4, Top: 5})
	if err != nil {
		return "", err
	}
	saw := fmt.Sprintf("%q, %d tokens", g.Text, len(g.Tokens))
	if len(g.Tokens) == 0 || len(g.Tokens[0].Top) != 5 {
		return saw, errors.New("tokens without scores")
	}
	want, err := w.tokenized(ctx, bos+statement, true)
	if err != nil {
		return saw, err
	}
	calls := w.tap.since(mark, "/completion")
	if len(calls) != 1 || calls[0].Status != http.StatusOK {
		return saw, errors.New("not one call of /completion was made")
	}
	return saw, rawAsked(calls[0].Request, want)
}

// rawAsked decides whether a raw completion was asked for as a guard must be: tokens, scores, no cache, greedy.
func rawAsked(request []byte, tokens []int) error {
	var r struct {
		Prompt      []int    `json:"prompt"`
		Scores      int      `json:"n_probs"`
		Cache       *bool    `json:"cache_prompt"`
		Temperature *float64 `json:"temperature"`
	}
	if err := decode(request, &r); err != nil {
		return err
	}
	switch {
	case tokens != nil && !slices.Equal(r.Prompt, tokens):
		return errors.New("the prompt is not what the text makes with its special tokens")
	case len(r.Prompt) == 0:
		return errors.New("the prompt is no list of tokens")
	case r.Scores < 1:
		return errors.New("no scores were asked for")
	case r.Cache == nil || *r.Cache:
		return errors.New("the cache may be used: it changes scores")
	case r.Temperature == nil || *r.Temperature > 0:
		return errors.New("the answer is drawn at random")
	}
	return nil
}

func identified(ctx context.Context, w *world) (string, error) {
	e, err := engine.New(engine.Config{Name: "engine", Kind: w.kind, URL: w.tap.addr, APIKey: w.settings.APIKey})
	if err != nil {
		return "", err
	}
	who, ok := e.(engine.Identifier)
	if !ok {
		return "", skipf("engines of kind %s tell no identity", w.kind)
	}
	id, err := who.Identify(ctx, w.model)
	if err != nil {
		return "", err
	}
	if id.Model == "" {
		return "", errors.New("no name")
	}
	return fmt.Sprintf("%s, digest %t", id.Model, id.SHA != ""), nil
}
