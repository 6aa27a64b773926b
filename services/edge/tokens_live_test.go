package edge

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/live"
	"sluice/pkg/requests"
)

// streamed is what a client reads of a stream: the text of its first choice, and the
// tokens by which it was told.
func streamed(t *testing.T, body string) (text, tokens string, early bool) {
	t.Helper()
	for line := range strings.Lines(body) {
		data, ok := strings.CutPrefix(strings.TrimSpace(line), "data: ")
		if !ok || data == "[DONE]" {
			continue
		}
		var e struct {
			Choices []struct {
				Delta    struct{ Content string }
				Logprobs *struct{ Content []struct{ Token string } }
			}
		}
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.Fatal(err)
		}
		for _, c := range e.Choices {
			text += c.Delta.Content
			if c.Logprobs == nil {
				continue
			}
			for _, one := range c.Logprobs.Content {
				tokens += one.Token
			}
		}
		early = early || len(tokens) > len(text)
	}
	return text, tokens, early
}

// Tokens come with their text, wait where it waits for the end of a placeholder, and
// come once, also where the outcome tells the rest.
func TestTokensOfLiveStreams(t *testing.T) {
	list := func(tokens ...string) json.RawMessage {
		var all []string
		for _, one := range tokens {
			all = append(all, `{"token":"`+one+`"}`)
		}
		return json.RawMessage(`[` + strings.Join(all, ",") + `]`)
	}
	part := func(text string, tokens ...string) live.Part {
		p := live.Part{Field: "content", Text: text}
		if len(tokens) > 0 {
			p.Logprobs = list(tokens...)
		}
		return p
	}
	const whole = `"logprobs":{"content":[{"token":"One "},{"token":"two "},{"token":"three"}],"refusal":null}`
	for name, tt := range map[string]struct {
		parts       []live.Part
		missed      int // the number of a part that does not come
		logprobs    string
		restore     map[string]string
		first       string // tokens before the outcome
		text, after string // and with it
	}{
		"with their text":  {[]live.Part{part("One ", "One "), part("two ", "two "), part("three", "three")}, -1, whole, nil, "One two three", "One two three", "One two three"},
		"later":            {[]live.Part{part("One two "), part("", "One "), part("three", "two ")}, -1, whole, nil, "One two ", "One two three", "One two three"},
		"the outcome's":    {[]live.Part{part("One ", "One ")}, -1, whole, nil, "One ", "One two three", "One two three"},
		"one is missed":    {[]live.Part{part("One ", "One "), part("two ", "two "), part("three", "three")}, 1, whole, nil, "One ", "One two three", "One two three"},
		"dropped then":     {[]live.Part{part("One ", "One ")}, -1, `"logprobs":null`, nil, "One ", "One two three", "One "},
		"none":             {[]live.Part{part("One ")}, -1, `"logprobs":null`, nil, "", "One two three", ""},
		"a restorer waits": {[]live.Part{part("One ", "One "), part("<PER", "two ")}, -1, whole, map[string]string{"<PERSON_ab12>": "Jane"}, "One ", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			w := httptest.NewRecorder()
			s := d.open(w, httptest.NewRequest("POST", "/", nil)).speech(key)
			s.restore = tt.restore
			for i, p := range tt.parts {
				if i != tt.missed {
					s.add(t.Context(), live.Delta{Run: "r", Seq: i, Model: "m", Parts: []live.Part{p}})
				}
			}
			if _, tokens, early := streamed(t, w.Body.String()); tokens != tt.first || early {
				t.Errorf("at first came %q, early %t", tokens, early)
			}
			if tt.text == "" {
				return
			}
			s.deliver(t.Context(), bus.ResponseInfo{Kind: requests.Completed, Status: 200, Stream: true},
				[]byte(`{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"One two three"},"finish_reason":"stop",`+tt.logprobs+`}]}`))
			text, tokens, early := streamed(t, w.Body.String())
			if text != tt.text || tokens != tt.after || early {
				t.Errorf("%q by %q, early %t: %s", text, tokens, early, w.Body)
			}
		})
	}
}
