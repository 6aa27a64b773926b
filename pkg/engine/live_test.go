package engine_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/engine"
)

// live is a llama.cpp server that runs, with whatever model: SLUICE_TEST_LLAMACPP is its address.
func live(t *testing.T) string {
	t.Helper()
	url := os.Getenv("SLUICE_TEST_LLAMACPP")
	if url == "" {
		t.Skip("SLUICE_TEST_LLAMACPP is not set")
	}
	return strings.TrimSuffix(strings.TrimRight(url, "/"), "/v1")
}

// told is what a live server answers to a question that no adapter asks.
func told(t *testing.T, method, url, body string, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("status %d, %v", answer.StatusCode, err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// liveTokens is how a live server reads a text, special tokens as such.
func liveTokens(t *testing.T, url, text string, special bool) []int {
	t.Helper()
	body, err := json.Marshal(map[string]any{"content": text, "add_special": special, "parse_special": true})
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Tokens []int }
	told(t, http.MethodPost, url+"/tokenize", string(body), &list)
	return list.Tokens
}

// liveBOS is the begin-of-text token of the model.
func liveBOS(t *testing.T, url string) string {
	t.Helper()
	var props struct {
		BOS string `json:"bos_token"`
	}
	told(t, http.MethodGet, url+"/props", "", &props)
	if props.BOS == "" {
		t.Skip("the model has no begin-of-text token")
	}
	return props.BOS
}

const livePrompt = "The capital of France is"

// Each token is scored, what is said is what scores best, and no place has more than all of the probability.
func TestLiveLlamaCPPScores(t *testing.T) {
	url := live(t)
	prompt := engine.Prompt{BOS: liveBOS(t, url), Text: livePrompt, MaxTokens: 4, Top: 5}
	for _, kind := range []string{"llamacpp", "openai"} {
		t.Run(kind, func(t *testing.T) {
			got, err := open(t, kind, url).(engine.Generator).Generate(t.Context(), "m", prompt)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Tokens) == 0 || len(got.Tokens) > prompt.MaxTokens {
				t.Fatalf("%d tokens are scored", len(got.Tokens))
			}
			var said strings.Builder
			for i, token := range got.Tokens {
				said.WriteString(token.Text)
				if len(token.Top) != prompt.Top {
					t.Fatalf("place %d has %d candidates", i, len(token.Top))
				}
				if best := token.Top[0].Logprob; math.Abs(best-token.Logprob) > 1e-5 {
					t.Errorf("place %d: said with %g, the likeliest has %g", i, token.Logprob, best)
				}
				var sum float64
				for _, c := range token.Top {
					sum += math.Exp(c.Logprob)
				}
				if sum > 1+1e-3 {
					t.Errorf("place %d: the candidates have %g together", i, sum)
				}
			}
			if !strings.HasPrefix(said.String(), got.Text) {
				t.Errorf("the text is %q and the tokens are %q", got.Text, said.String())
			}
		})
	}
}

// The model sees the begin-of-text token once, whether its file asks for one or not.
func TestLiveLlamaCPPBeginsOnce(t *testing.T) {
	url := live(t)
	bos := liveBOS(t, url)
	one := liveTokens(t, url, bos, false)
	if len(one) != 1 {
		t.Fatalf("the begin-of-text token is read as %v", one)
	}
	want := slices.Concat(one, liveTokens(t, url, livePrompt, false))
	if got := liveTokens(t, url, bos+livePrompt, false); !slices.Equal(got, want) {
		t.Errorf("the prompt is read as %v, want %v", got, want)
	}
	var said engine.Said
	_, err := open(t, "llamacpp", url).(engine.Generator).Generate(engine.WithSaid(t.Context(), &said), "m",
		engine.Prompt{BOS: bos, Text: livePrompt, MaxTokens: 1, Top: 1})
	if err != nil || said.Input != len(want) {
		t.Errorf("the engine evaluated %d tokens of %d, %v", said.Input, len(want), err)
	}
}

// The same question has the same answer, also after another one.
func TestLiveLlamaCPPRepeats(t *testing.T) {
	url := live(t)
	e := open(t, "llamacpp", url).(engine.Generator)
	answer := func(text string) *engine.Generated {
		got, err := e.Generate(t.Context(), "m", engine.Prompt{BOS: liveBOS(t, url), Text: text, MaxTokens: 3, Top: 10})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	before := answer(livePrompt)
	answer(livePrompt + " a city, and that of Italy is")
	if after := answer(livePrompt); !reflect.DeepEqual(before, after) {
		t.Errorf("before %+v\nafter  %+v", before, after)
	}
}

// A stream has a text and tells at last how many tokens it took.
func TestLiveLlamaCPPStreams(t *testing.T) {
	var text, last bytes.Buffer
	body := `{"model":"m","max_tokens":8,"temperature":0,"messages":[{"role":"user","content":"Say hello"}]}`
	err := open(t, "llamacpp", live(t)).(engine.Streamer).Stream(t.Context(), "m", []byte(body), func(event []byte) error {
		var c struct {
			Choices []struct{ Delta struct{ Content string } }
		}
		last.Reset()
		last.Write(event)
		err := json.Unmarshal(event, &c)
		if err == nil && len(c.Choices) > 0 {
			text.WriteString(c.Choices[0].Delta.Content)
		}
		return err
	})
	var end struct {
		Usage struct {
			Completion int `json:"completion_tokens"`
		}
	}
	if err != nil || text.Len() == 0 {
		t.Fatalf("streamed %q, %v", text.String(), err)
	}
	if err := json.Unmarshal(last.Bytes(), &end); err != nil || end.Usage.Completion < 1 || end.Usage.Completion > 8 {
		t.Errorf("at last came %s, %v", last.String(), err)
	}
}
