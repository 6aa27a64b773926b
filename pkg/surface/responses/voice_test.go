package responses_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// everything is a request of which a response repeats much.
const everything = `{"model":"m","input":"hi","instructions":"Be brief.","include":["message.output_text.logprobs"],"top_logprobs":1,"temperature":0.5,"top_p":1,
	"max_output_tokens":99,"metadata":{"a":"b"},"user":"u","tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":true}],
	"tool_choice":"auto","parallel_tool_calls":false,"reasoning":{"effort":"low"},"text":{"format":{"type":"json_object"},"verbosity":"low"},"store":true,"truncation":"auto"}`

const head = `"id":"chatcmpl-r","object":"chat.completion","created":9,"model":"m"`

// completions are answers of engines, by the name of the response that they become.
func completions() map[string]string {
	return map[string]string{
		"text": `{` + head + `,"service_tier":"default","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop",
			"logprobs":{"content":[{"token":"hello","logprob":-0.5,"bytes":[104],"top_logprobs":[]}]}}],
			"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":1}}}`,
		"all": `{` + head + `,"choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"so","reasoning":"so","content":"I look.","refusal":"but no",
			"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}]}`,
		"length":    `{` + head + `,"choices":[{"index":0,"message":{"role":"assistant","content":"cut o"},"finish_reason":"length"}]}`,
		"filtered":  `{` + head + `,"choices":[{"index":0,"message":{"role":"assistant","content":"withheld from"},"finish_reason":"content_filter"}]}`,
		"reasoning": `{` + head + `,"choices":[{"index":0,"message":{"role":"assistant","reasoning":"only this","content":null},"finish_reason":"stop"}]}`,
		"empty":     `{` + head + `,"choices":[{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"stop"}]}`,
		"calls": `{` + head + `,"choices":[{"index":0,"message":{"role":"assistant","content":null,
			"tool_calls":[{"function":{"name":"f","arguments":"{}"}},{"function":{"name":"","arguments":"1"}},{"function":{"name":"g","arguments":null}}]},"finish_reason":"tool_calls"}]}`,
		"parts": `{` + head + `,"choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"text","text":"one "},{"type":"text","text":"two"}]},"finish_reason":"stop"}]}`,
	}
}

// golden compares with a file in testdata, or writes it where UPDATE is set.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestAnswer: the response and the stream of every completion, of which the last event
// bears the same response.
func TestAnswer(t *testing.T) {
	asked := ask(t, everything)
	for name, body := range completions() {
		t.Run(name, func(t *testing.T) {
			answer, fault := asked.Answer([]byte(body))
			if fault != nil {
				t.Fatal(fault)
			}
			golden(t, name+".json", string(answer)+"\n")
			doc, err := chat.ParseString(body, chat.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			events := heard(t, asked, &chat.Completion{Doc: doc})
			last := events[len(events)-1].Get("response")
			if string(last.AppendJSON(nil)) != string(answer) {
				t.Errorf("the stream ends with %s", last.AppendJSON(nil))
			}
			var told strings.Builder
			for _, e := range events {
				if e.Get("response") == nil {
					told.Write(append(e.AppendJSON(nil), '\n'))
				}
			}
			golden(t, name+".events", told.String())
		})
	}
	if _, fault := asked.Answer([]byte("{")); fault == nil || fault.Status != 500 {
		t.Errorf("no completion is answered with %v", fault)
	}
}

// heard are the events of a completion that is spoken, which are as they must be.
func heard(t *testing.T, asked surface.Asked, done *chat.Completion) []*chat.Value {
	t.Helper()
	voice := asked.Voice(time.Time{})
	if voice.Type() != "text/event-stream" {
		t.Errorf("it is %s", voice.Type())
	}
	return read(t, done.AppendStream(nil, voice, true))
}

func read(t *testing.T, stream []byte) []*chat.Value {
	t.Helper()
	rest, ok := strings.CutSuffix(string(stream), "\n\n")
	if !ok {
		t.Fatalf("the stream has no end: %s", stream)
	}
	var events []*chat.Value
	for i, e := range strings.Split(rest, "\n\n") {
		kind, data, ok := strings.Cut(strings.TrimPrefix(e, "event: "), "\ndata: ")
		doc, err := chat.ParseString(data, chat.Limits{Nodes: 1 << 20})
		if !ok || err != nil {
			t.Fatalf("no event: %s: %v", e, err)
		}
		if doc.Root.Get("type").Text() != kind || doc.Root.Get("sequence_number").Num != strconv.Itoa(i) {
			t.Errorf("event %d: %s", i, e)
		}
		events = append(events, doc.Root)
	}
	return events
}
