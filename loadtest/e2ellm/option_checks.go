package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

func optionChecks() []check {
	return []check{
		{group: "options", expect: "max_tokens reaches the engine and bounds the answer, and finish_reason is length where it is reached", run: maxTokens},
		{group: "options", expect: "stop reaches the engine, and the answer does not hold it", run: stopText},
		{group: "options", expect: "temperature, top_p, seed and the penalties reach the engine unchanged", run: sampling},
		{group: "options", expect: "response_format with a JSON schema reaches the engine unchanged", run: jsonSchema},
		{group: "options", expect: "does the engine keep to the schema", observed: true, run: keptSchema},
	}
}

// sameField checks that the engine received a field as it was sent.
func sameField(sent body, got []byte, names ...string) error {
	raw, err := json.Marshal(sent)
	if err != nil {
		return err
	}
	var a, b map[string]any
	if json.Unmarshal(raw, &a) != nil || json.Unmarshal(got, &b) != nil {
		return fmt.Errorf("what the engine received is no JSON object")
	}
	for _, n := range names {
		if _, there := b[n]; !there {
			return fmt.Errorf("%s did not reach the engine", n)
		}
		if !reflect.DeepEqual(a[n], b[n]) {
			return fmt.Errorf("%s reached the engine changed", n)
		}
	}
	return nil
}

// known says whether the engine is one whose keeping of options is judged too: of one that is OpenAI's shape and no
// more, only what it was asked is.
func (w *world) known() bool { return w.kind != "openai" }

func maxTokens(ctx context.Context, w *world) (string, error) {
	b := w.request(5, user("Count to one hundred."))
	x, err := w.completed(ctx, b)
	if err != nil {
		return "", err
	}
	if err := sameField(b, x.call.Request, "max_tokens"); err != nil {
		return "", err
	}
	saw := fmt.Sprintf("%s tokens, %s", counted(x.Usage), x.finish())
	switch {
	case !w.known(): // not judged
	case x.Usage == nil || x.Usage.Completion > 5:
		return saw, errors.New("more than 5 tokens")
	case x.Usage.Completion == 5 && x.finish() != "length":
		return saw, errors.New("finish_reason is not length")
	}
	return saw, asWritten(x)
}

func stopText(ctx context.Context, w *world) (string, error) {
	// What the model says by itself tells where it can be stopped.
	b := w.request(48, user(question))
	free, err := w.completed(ctx, b)
	if err != nil {
		return "", err
	}
	words := strings.Fields(free.Text)
	if len(words) < 4 {
		return "", skipf("the answer is too short to be stopped inside")
	}
	stop := words[len(words)/2]
	b = b.with("stop", []string{stop})
	x, err := w.completed(ctx, b)
	if err != nil {
		return "", err
	}
	saw := fmt.Sprintf("%d of %d bytes, %s", len(x.Text), len(free.Text), x.finish())
	if err := sameField(b, x.call.Request, "stop"); err != nil {
		return saw, err
	}
	if w.known() && strings.Contains(x.Text, stop) {
		return saw, errors.New("the answer holds the stop text")
	}
	return saw, nil
}

func sampling(ctx context.Context, w *world) (string, error) {
	b := w.request(8, user("Say a word.")).with("temperature", 0.4).with("top_p", 0.9).with("seed", 42).
		with("presence_penalty", 0.1).with("frequency_penalty", 0.2)
	x, err := w.completed(ctx, b)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%q", short(x.Text)), sameField(b, x.call.Request, "temperature", "top_p", "seed", "presence_penalty", "frequency_penalty")
}

func schemaRequest(w *world) body {
	return w.request(64, user("Give me a city and whether it is warm there, as JSON.")).with("response_format", map[string]any{
		"type": "json_schema", "json_schema": map[string]any{"name": "place", "strict": true, "schema": map[string]any{
			"type":       "object",
			"properties": map[string]any{"city": map[string]any{"type": "string", "maxLength": 20}, "warm": map[string]any{"type": "boolean"}},
			"required":   []string{"city", "warm"}, "additionalProperties": false,
		}}})
}

func jsonSchema(ctx context.Context, w *world) (string, error) {
	b := schemaRequest(w)
	x, err := w.completed(ctx, b)
	if err != nil {
		return "", err
	}
	if err := sameField(b, x.call.Request, "response_format"); err != nil {
		return "", err
	}
	return fmt.Sprintf("%q", short(x.Text)), asWritten(x)
}

func keptSchema(ctx context.Context, w *world) (string, error) {
	x, err := w.completed(ctx, schemaRequest(w))
	if err != nil {
		return "", err
	}
	var place struct {
		City *string `json:"city"`
		Warm *bool   `json:"warm"`
	}
	d := json.NewDecoder(bytes.NewReader([]byte(x.Text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&place); err != nil || place.City == nil || place.Warm == nil {
		return fmt.Sprintf("no: %q", short(x.Text)), nil
	}
	return "yes", nil
}
