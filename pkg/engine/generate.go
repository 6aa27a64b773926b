package engine

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
)

const (
	// MaxTop is the largest Prompt.Top: what Ollama and, by default, vLLM give.
	MaxTop = 20
	// MaxGenerate is the largest Prompt.MaxTokens: raw completions here are verdicts, not answers.
	MaxGenerate = 4096

	// aboveCertain is how far over 0 rounding may lift a logarithm of a probability.
	aboveCertain = 1e-3
)

// Generator is an Engine that continues a raw prompt, without a chat template, and scores what it says.
type Generator interface {
	// Generate continues the prompt greedily. Errors are *Error and hold nothing of the prompt or of the answer.
	Generate(ctx context.Context, model string, p Prompt) (*Generated, error)
}

// Prompt is a raw prompt. The engine's tokenizer reads special tokens in it as such: whoever puts other people's
// words into one takes the special tokens out of them first.
type Prompt struct {
	// BOS is the model's begin-of-text token as text, such as "<|begin_of_text|>". It is put before Text unless the
	// engine does so itself and cannot be told not to: the model sees it once.
	BOS  string
	Text string

	MaxTokens int // at most this many tokens are generated; 1 to MaxGenerate
	Top       int // log-probabilities asked for per token, beside the token's own; 0 to MaxTop
}

// Generated is what an engine made of a prompt: bounded and of the right shape, and otherwise unchecked.
type Generated struct {
	Text   string
	Tokens []Token // nil if the engine gave no score for each of them
}

// Token is one generated token.
type Token struct {
	Text    string
	Logprob float64 // natural logarithm of the probability; at most 0, finite

	// Top are the most likely tokens at this place, the likeliest first: as many as the engine gave, which may be
	// fewer or more than were asked for, and may lack the token itself.
	Top []Candidate
}

// Candidate is a token that was or might have been generated.
type Candidate struct {
	Text    string
	Logprob float64
}

// possible reports whether an engine may be asked.
func (p Prompt) possible() bool {
	return p.Text != "" && p.MaxTokens >= 1 && p.MaxTokens <= MaxGenerate && p.Top >= 0 && p.Top <= MaxTop
}

// ask posts a JSON request and reads the JSON answer into out.
func (c *core) ask(ctx context.Context, path string, in, out any) error {
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(in); err != nil {
		return &Error{Kind: Refused, Backend: c.name}
	}
	data, err := c.call(ctx, http.MethodPost, path, body.Bytes())
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, out); err != nil {
		return c.odd()
	}
	return nil
}

// odd is the error for a whole answer of the wrong shape.
func (c *core) odd() *Error {
	return &Error{Kind: Protocol, Status: http.StatusOK, Backend: c.name}
}

// scored is a token with its score as Ollama, llama.cpp and OpenAI's chat completions write it. A nil score is one
// that was not given.
type scored struct {
	Token   string   `json:"token"`
	Logprob *float64 `json:"logprob"`
	Top     []scored `json:"top_logprobs"`
}

// tokens reads scored tokens: nil where a score is missing, not ok where one cannot be.
func tokens(in []scored) (out []Token, ok bool) {
	missing := false
	for _, s := range in {
		if s.Logprob == nil {
			missing = true
			continue
		}
		if *s.Logprob > aboveCertain {
			return nil, false
		}
		t := Token{Text: s.Token, Logprob: min(*s.Logprob, 0)}
		for _, c := range s.Top {
			switch {
			case c.Logprob == nil:
			case *c.Logprob > aboveCertain:
				return nil, false
			default:
				t.Top = append(t.Top, Candidate{c.Token, min(*c.Logprob, 0)})
			}
		}
		slices.SortStableFunc(t.Top, func(a, b Candidate) int {
			return cmp.Or(cmp.Compare(b.Logprob, a.Logprob), cmp.Compare(a.Text, b.Text))
		})
		out = append(out, t)
	}
	if missing {
		return nil, true
	}
	return out, true
}

// null reports whether a JSON value is absent or null.
func null(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }
