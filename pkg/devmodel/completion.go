package devmodel

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"net/http"
)

// completionRequest is what the model reads of a raw completion request.
type completionRequest struct {
	Model     string `json:"model"`
	Prompt    string `json:"prompt"`
	MaxTokens *int   `json:"max_tokens"`
	Logprobs  *int   `json:"logprobs"`
	Stream    bool   `json:"stream"`
}

// textCompletion is OpenAI's text_completion, with log-probabilities as vLLM writes them.
type textCompletion struct {
	ID      string       `json:"id"`
	Object  string       `json:"object"`
	Created int64        `json:"created"`
	Model   string       `json:"model"`
	Choices []textChoice `json:"choices"`
	Usage   usage        `json:"usage"`
}

type textChoice struct {
	Index        int           `json:"index"`
	Text         string        `json:"text"`
	Logprobs     *textLogprobs `json:"logprobs"`
	FinishReason string        `json:"finish_reason"`
}

type textLogprobs struct {
	TextOffset    []int                `json:"text_offset"`
	TokenLogprobs []float64            `json:"token_logprobs"`
	Tokens        []string             `json:"tokens"`
	TopLogprobs   []map[string]float64 `json:"top_logprobs"`
}

// scoredToken is a token of a raw completion; other is the second likeliest, empty if there is none.
type scoredToken struct {
	text, other           string
	logprob, otherLogprob float64
}

// plain scores tokens that nobody asks about.
func plain(parts []string) []scoredToken {
	out := make([]scoredToken, len(parts))
	for i, p := range parts {
		out[i] = scoredToken{text: p, logprob: math.Log(0.999)}
	}
	return out
}

// TakeCompletion is Take for a raw completion request (POST /v1/completions) with one prompt that is a string.
// "sluice-dev/guard" judges the last turn of a rendered prompt of Llama Guard or Qwen3Guard; echo and say give the prompt back, the
// other names do what they do in a chat. Streams are refused.
func TakeCompletion(j *Journal, body []byte) Reply {
	var req completionRequest
	bad := json.Unmarshal(body, &req) != nil
	if err := j.Add(req.Model, req.Stream, body); err != nil {
		return refuse(http.StatusInternalServerError, "the journal cannot be written", "server_error", "journal")
	}
	if bad || req.Stream {
		return refuse(http.StatusBadRequest, "the body is not a completion request with one text, without a stream", "invalid_request_error", "invalid_body")
	}
	return complete(&req, body)
}

func complete(req *completionRequest, body []byte) Reply {
	b := parse(req.Model)
	text := FixedAnswer
	var list []scoredToken
	switch b.kind {
	case unknown:
		return refuse(http.StatusNotFound, "the development model has no such name; see /v1/models", "invalid_request_error", "model_not_found")
	case hang:
		return Reply{Hang: true}
	case fail:
		l := Leak()
		return refuse(b.status, "made-up engine failure with "+l.KeyID+" and "+l.Secret+" on the prompt: "+req.Prompt, "server_error", "engine_error")
	case guard:
		text, list = guardPrompt(req.Prompt)
	case echo, say:
		text = req.Prompt
	case leak:
		text = Leak().text()
	case long:
		text = prose(b.words)
	}
	if list == nil {
		list = plain(pieces(text))
	}
	c := textChoice{Text: text, FinishReason: "stop"}
	if b.kind == guard && req.MaxTokens != nil && *req.MaxTokens < len(list) {
		list = list[:max(*req.MaxTokens, 0)]
		c.Text, c.FinishReason = "", "length"
		for _, t := range list {
			c.Text += t.text
		}
	}
	if req.Logprobs != nil {
		c.Logprobs = score(list, *req.Logprobs)
	}
	sum := sha256.Sum256(body)
	n := words(req.Prompt)
	return Reply{
		Status: http.StatusOK, Delay: b.delay, Cut: b.kind == cut,
		Body: encode(textCompletion{
			ID: "cmpl-dev-" + hex.EncodeToString(sum[:12]), Object: "text_completion", Created: Created, Model: req.Model,
			Choices: []textChoice{c}, Usage: usage{n, len(list), n + len(list)},
		}),
	}
}

// score writes the tokens as vLLM does: the token itself, and top of the likeliest, which may be the same.
func score(list []scoredToken, top int) *textLogprobs {
	out := &textLogprobs{TextOffset: []int{}, TokenLogprobs: []float64{}, Tokens: []string{}, TopLogprobs: []map[string]float64{}}
	at := 0
	for _, t := range list {
		likely := map[string]float64{t.text: t.logprob}
		if t.other != "" && top > 1 {
			likely[t.other] = t.otherLogprob
		}
		out.TextOffset = append(out.TextOffset, at)
		out.TokenLogprobs = append(out.TokenLogprobs, t.logprob)
		out.Tokens = append(out.Tokens, t.text)
		out.TopLogprobs = append(out.TopLogprobs, likely)
		at += len(t.text)
	}
	return out
}
