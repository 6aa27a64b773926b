package ollama

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
	"sluice/pkg/surface/surfacetest"
)

func completion(message, more string) string {
	return `{"id":"chatcmpl-r1","object":"chat.completion","created":1795435200,"model":"m","choices":[{"index":0,"message":{"role":"assistant",` + message +
		`},` + more + `}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}`
}

func ask(t *testing.T) surface.Asked {
	t.Helper()
	at := now()
	asked, fault := Surface{Now: func() time.Time { at = at.Add(time.Second); return at }}.Ask([]byte(`{"messages":[]}`))
	if fault != nil {
		t.Fatal(fault)
	}
	return asked
}

const (
	begins = `{"model":"m","created_at":"2026-11-23T12:00:00Z","message":`
	cost   = `"total_duration":1000000000,"prompt_eval_count":7,"eval_count":3`
)

func answers() []struct{ name, in, message, reason string } {
	return []struct{ name, in, message, reason string }{
		{"text", completion(`"content":"Hi"`, `"finish_reason":"stop"`), `{"role":"assistant","content":"Hi"}`, "stop"},
		{"nothing", completion(`"content":null`, `"finish_reason":"stop"`), `{"role":"assistant","content":""}`, "stop"},
		{"cut short", completion(`"content":"Hi"`, `"finish_reason":"length"`), `{"role":"assistant","content":"Hi"}`, "length"},
		{"withheld", completion(`"content":"Hi"`, `"finish_reason":"content_filter"`), `{"role":"assistant","content":"Hi"}`, "content_filter"},
		{"refused", completion(`"content":null,"refusal":"No."`, `"finish_reason":"stop"`), `{"role":"assistant","content":"No."}`, "stop"},
		{"thoughts", completion(`"reasoning":"Hm","content":"Hi"`, `"finish_reason":"stop"`), `{"role":"assistant","content":"Hi","thinking":"Hm"}`, "stop"},
		{"thoughts under both names", completion(`"reasoning":"Hm","reasoning_content":"Hm","content":"Hi"`, `"finish_reason":"stop"`), `{"role":"assistant","content":"Hi","thinking":"Hm"}`, "stop"},
		{"long", completion(`"content":"`+strings.Repeat("é", 5000)+`"`, `"finish_reason":"stop"`), `{"role":"assistant","content":"` + strings.Repeat("é", 5000) + `"}`, "stop"},
		{
			"calls", completion(`"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":[1,\"é\"]}"}},{"id":"b","type":"function","function":{"name":"g","arguments":""}}]`, `"finish_reason":"tool_calls"`),
			`{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"index":0,"name":"f","arguments":{"x":[1,"é"]}}},{"id":"b","function":{"index":1,"name":"g","arguments":{}}}]}`, "stop",
		},
	}
}

func TestAnswer(t *testing.T) {
	for _, tt := range answers() {
		t.Run(tt.name, func(t *testing.T) {
			got, fault := ask(t).Answer([]byte(tt.in))
			if fault != nil {
				t.Fatal(fault)
			}
			want := begins + tt.message + `,"done":true,"done_reason":"` + tt.reason + `",` + cost + `}`
			if string(got) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestLogprobs(t *testing.T) {
	in := completion(`"content":"Hi"`, `"finish_reason":"stop","logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]}`)
	const want = `"logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]`
	got, fault := ask(t).Answer([]byte(in))
	if fault != nil || !strings.Contains(string(got), want) {
		t.Errorf("%v, %s", fault, got)
	}
	if stream, ok := surfacetest.Streamed(surfacetest.Validator(t), ask(t), []byte(in)); !ok || strings.Count(string(stream), want) != 1 {
		t.Errorf("%v, %s", ok, stream)
	}
}

// folded is what a client puts together of the lines of a stream.
func folded(t *testing.T, stream string) (message chat.Value, last *chat.Value) {
	t.Helper()
	message = said("", "")
	lines := strings.Split(strings.TrimSuffix(stream, "\n"), "\n")
	for i, text := range lines {
		v := surfacetest.Parse(t, []byte(text))
		from := v.Get("message")
		message.Set("content", chat.NewString(message.Get("content").Text()+from.Get("content").Text()))
		if add := from.Get("thinking").Text(); add != "" {
			message.Set("thinking", chat.NewString(message.Get("thinking").Text()+add))
		}
		if calls := from.Get("tool_calls"); calls != nil {
			all := message.Get("tool_calls")
			if all == nil {
				message.Set("tool_calls", chat.NewArray())
				all = message.Get("tool_calls")
			}
			all.Elems = slices.Concat(all.Elems, calls.Elems)
		}
		if done := v.Get("done"); done == nil || done.Bool != (i == len(lines)-1) {
			t.Fatalf("line %d of %d: %s", i+1, len(lines), text)
		}
		last = v
	}
	return message, last
}

// TestStream: what a client puts together of a stream is the message of the whole answer.
func TestStream(t *testing.T) {
	for _, tt := range answers() {
		t.Run(tt.name, func(t *testing.T) {
			stream, ok := surfacetest.Streamed(surfacetest.Validator(t), ask(t), []byte(tt.in))
			if !ok {
				t.Fatal("no completion")
			}
			message, last := folded(t, string(stream))
			if got := string(message.AppendJSON(nil)); got != tt.message {
				t.Errorf("got  %s\nwant %s", got, tt.message)
			}
			want := begins + `{"role":"assistant","content":""},"done":true,"done_reason":"` + tt.reason + `",` + cost + `}`
			if got := string(last.AppendJSON(nil)); got != want {
				t.Errorf("it ends with %s, want %s", got, want)
			}
		})
	}
}

// TestArgumentsThatAreNone: an answer with a call that no client could read is none.
func TestArgumentsThatAreNone(t *testing.T) {
	in := completion(`"content":"Hi","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"[]"}}]`, `"finish_reason":"tool_calls"`)
	if _, fault := ask(t).Answer([]byte(in)); fault == nil || fault.Status != 502 {
		t.Errorf("%v, want 502", fault)
	}
	stream, _ := surfacetest.Streamed(surfacetest.Validator(t), ask(t), []byte(in))
	if !strings.Contains(string(stream), `"Hi"`) || !strings.HasSuffix(string(stream), `"code":"invalid_engine_answer"}`+"\n") {
		t.Errorf("%s", stream)
	}
}

func TestFault(t *testing.T) {
	const want = `{"error":"Too many requests at once. Wait and try again.","code":"rate_limit_exceeded"}`
	if got := string(Surface{}.Fault(chat.ErrRateLimit(), "r")); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := string(ask(t).Voice(now()).Fail(nil, chat.ErrRateLimit())); got != want+"\n" {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := string(Surface{}.Fault(chat.ErrNotFound(), "r")); !strings.Contains(got, "instead of /api/generate use /api/chat") {
		t.Errorf("got %s", got)
	}
}

func TestModels(t *testing.T) {
	if got, want := string(Tags([]string{"a", "b"})), `{"models":[{"name":"a","model":"a"},{"name":"b","model":"b"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := string(Tags(nil)), `{"models":[]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for body, want := range map[string]string{`{"model":"a"}`: "a", `{"name":"b"}`: "b", `{}`: "", `[]`: "", `{"model":7}`: "", `x`: ""} {
		name, fault := Asked([]byte(body))
		if name != want || (fault == nil) != (want != "") {
			t.Errorf("%s asks about %q: %v", body, name, fault)
		}
	}
}
