package responses_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/chat"
)

// words are ours: one that is gone from the request took nothing of the sender's with it.
func words() []string {
	return []string{
		"message", "input_text", "output_text", "input_image", "input_file", "function_call", "function_call_output", "reasoning",
		"reasoning_text", "summary_text", "text", "json_schema", "auto", "disabled", "concise", "detailed",
		"message.output_text.logprobs", "reasoning.encrypted_content", "file_search_call.results", "web_search_call.results",
		"web_search_call.action.sources", "message.input_image.image_url", "computer_call_output.output.image_url", "code_interpreter_call.outputs",
	}
}

// left are the strings of v, but for what is documented as
// dropped: it reaches nobody.
func left(to []string, v *chat.Value, depth int) []string {
	switch v.Kind {
	case chat.String:
		return append(to, v.Str)
	case chat.Array:
		for i := range v.Elems {
			to = left(to, &v.Elems[i], depth+1)
		}
	case chat.Object:
		to = members(to, v, depth)
	}
	return to
}

// Depths at which items of the input and parts of their content stand.
const (
	itemDepth = 2
	partDepth = 4
)

func members(to []string, v *chat.Value, depth int) []string {
	kind := v.Get("type").Text()
	if depth == itemDepth && kind == "reasoning" && silent(v) {
		return to
	}
	for i := range v.Members {
		switch m := &v.Members[i]; {
		case depth == itemDepth && slices.Contains([]string{"id", "status"}, m.Name):
		case depth == itemDepth && kind == "reasoning" && m.Name == "encrypted_content":
		case depth == partDepth && (kind == "reasoning_text" || kind == "summary_text") && m.Name != "text":
		case depth == partDepth && (kind == "input_text" || kind == "output_text") && slices.Contains([]string{"annotations", "logprobs"}, m.Name):
		default:
			to = left(to, &m.Value, depth+1)
		}
	}
	return to
}

func silent(item *chat.Value) bool {
	return len(left(nil, orNone(item.Get("summary")), 9)) == 0 && len(left(nil, orNone(item.Get("content")), 9)) == 0
}

func orNone(v *chat.Value) *chat.Value {
	if v == nil {
		return &chat.Value{}
	}
	return v
}

// FuzzResponsesAsk: whatever comes is refused, or becomes one chat completion request, always
// the same, in which every string of the sender's is there to be scanned.
func FuzzResponsesAsk(f *testing.F) {
	for _, seed := range []string{
		`{"model":"m","input":"hi","instructions":"x","extra":{"a":["b"]}}`,
		`{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"a","x":"y"},{"type":"input_image","image_url":"u","detail":"low"},{"type":"input_file","file_data":"d","filename":"n"}]}]}`,
		`{"model":"m","input":[{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"t"}],"encrypted_content":"e"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}","z":"w"},{"type":"function_call_output","call_id":"c","output":[{"type":"output_text","text":"q","annotations":[{"url":"u"}]}]}]}`,
		`{"model":"m","input":"hi","tools":[{"type":"function","name":"f","parameters":{"d":"e"},"odd":null}],"tool_choice":{"type":"function","name":"f","more":"k"},"text":{"format":{"type":"json_schema","name":"n","schema":{}},"t":"u"},"reasoning":{"summary":"auto","r":"s"}}`,
		`{"model":"m","input":"hi","stream":true,"stream_options":{"o":"p"},"include":["message.output_text.logprobs"],"truncation":"auto","metadata":{"g":"h"}}`,
	} {
		f.Add([]byte(seed))
	}
	s := newSurface(f)
	ours := words()
	f.Fuzz(func(t *testing.T, body []byte) {
		asked, fault := s.Ask(body)
		if fault != nil {
			if fault.Status != 400 && fault.Status != 413 || fault.Code == "" || fault.Message == "" {
				t.Fatalf("refused as %+v", fault)
			}
			return
		}
		again, fault := s.Ask(body)
		if fault != nil || !bytes.Equal(asked.Chat(), again.Chat()) {
			t.Fatal("the same request is another chat completion request")
		}
		sent, err := chat.Parse(body, chat.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := chat.Parse(asked.Chat(), chat.Limits{Depth: 80, Bytes: 1 << 30, Nodes: 1 << 20})
		if err != nil {
			t.Fatalf("what was made of it is no JSON: %v", err)
		}
		there := strings.Join(left(nil, doc.Root, 99), "\x00")
		for _, text := range left(nil, sent.Root, 0) {
			if !slices.Contains(ours, text) && !strings.Contains(there, text) {
				t.Errorf("%q is not scanned", text)
			}
		}
	})
}

// FuzzResponsesAnswer: every completion that Sluice takes from an engine becomes a response.
func FuzzResponsesAnswer(f *testing.F) {
	for _, seed := range completions() {
		f.Add([]byte(seed))
	}
	validator, err := chat.NewValidator()
	if err != nil {
		f.Fatal(err)
	}
	asked := ask(f, everything)
	f.Fuzz(func(t *testing.T, body []byte) {
		done, err := validator.ParseCompletion(body, chat.Limits{})
		if err != nil {
			t.Skip("Sluice takes no such answer from an engine")
		}
		body = done.AppendJSON(nil)
		answer, fault := asked.Answer(body)
		if fault != nil {
			t.Fatal(fault)
		}
		if _, err := chat.Parse(answer, chat.Limits{Nodes: 1 << 20}); err != nil {
			t.Fatalf("no JSON: %v", err)
		}
		events := heard(t, asked, done)
		last := events[len(events)-1].Get("response")
		if string(last.AppendJSON(nil)) != string(answer) {
			t.Errorf("streamed %s\nwhole    %s", last.AppendJSON(nil), answer)
		}
	})
}
