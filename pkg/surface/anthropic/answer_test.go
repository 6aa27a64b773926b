package anthropic

import (
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
	"sluice/pkg/surface/surfacetest"
)

// completion is one of a choice with this message and more members.
func completion(message, more string) string {
	return `{"id":"chatcmpl-r1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",` + message +
		`},` + more + `}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}`
}

// ask is a request with a stop sequence.
func ask(t *testing.T) surface.Asked {
	t.Helper()
	asked, fault := Surface{}.Ask([]byte(`{"stop_sequences":["END"],` + question + `}`))
	if fault != nil {
		t.Fatal(fault)
	}
	return asked
}

const counted = `"usage":{"input_tokens":7,"cache_creation_input_tokens":null,"cache_read_input_tokens":null,"output_tokens":3}}`

func answers() []struct{ name, in, content, reason, stop string } {
	return []struct{ name, in, content, reason, stop string }{
		{"text", completion(`"content":"Hi"`, `"finish_reason":"stop"`), `[{"type":"text","text":"Hi"}]`, "end_turn", "null"},
		{"nothing", completion(`"content":null`, `"finish_reason":"stop"`), `[]`, "end_turn", "null"},
		{"cut short", completion(`"content":"Hi"`, `"finish_reason":"length"`), `[{"type":"text","text":"Hi"}]`, "max_tokens", "null"},
		{"withheld", completion(`"content":"Hi"`, `"finish_reason":"content_filter"`), `[{"type":"text","text":"Hi"}]`, "refusal", "null"},
		{"refused", completion(`"content":null,"refusal":"No."`, `"finish_reason":"stop"`), `[{"type":"text","text":"No."}]`, "refusal", "null"},
		{"another reason", completion(`"content":"Hi"`, `"finish_reason":"eos"`), `[{"type":"text","text":"Hi"}]`, "end_turn", "null"},
		{"thoughts", completion(`"reasoning_content":"Hm","content":"Hi"`, `"finish_reason":"stop"`), `[{"type":"thinking","thinking":"Hm","signature":""},{"type":"text","text":"Hi"}]`, "end_turn", "null"},
		{"thoughts under both names", completion(`"reasoning_content":"Hm","reasoning":"Hm","content":"Hi"`, `"finish_reason":"stop"`), `[{"type":"thinking","thinking":"Hm","signature":""},{"type":"text","text":"Hi"}]`, "end_turn", "null"},
		{
			"calls", completion(`"content":"Look:","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":[1,\"é\"]}"}},{"id":"b","type":"function","function":{"name":"g","arguments":""}}]`, `"finish_reason":"tool_calls"`),
			`[{"type":"text","text":"Look:"},{"type":"tool_use","id":"a","name":"f","input":{"x":[1,"é"]}},{"type":"tool_use","id":"b","name":"g","input":{}}]`, "tool_use", "null",
		},
		{"calls of an engine that says stop", completion(`"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]`, `"finish_reason":"stop"`), `[{"type":"tool_use","id":"a","name":"f","input":{}}]`, "tool_use", "null"},
		{"long", completion(`"content":"`+strings.Repeat("é", 5000)+`"`, `"finish_reason":"stop"`), `[{"type":"text","text":"` + strings.Repeat("é", 5000) + `"}]`, "end_turn", "null"},
	}
}

func TestAnswer(t *testing.T) {
	for _, tt := range append(answers(), []struct{ name, in, content, reason, stop string }{
		{"a stop sequence", completion(`"content":"Hi"`, `"finish_reason":"stop","stop_reason":"END"`), `[{"type":"text","text":"Hi"}]`, "stop_sequence", `"END"`},
		{"a stop that was not asked for", completion(`"content":"Hi"`, `"finish_reason":"stop","stop_reason":"</s>"`), `[{"type":"text","text":"Hi"}]`, "end_turn", "null"},
	}...) {
		t.Run(tt.name, func(t *testing.T) {
			got, fault := ask(t).Answer([]byte(tt.in))
			if fault != nil {
				t.Fatal(fault)
			}
			want := `{"id":"msg_r1","type":"message","role":"assistant","model":"m","content":` + tt.content +
				`,"stop_reason":"` + tt.reason + `","stop_sequence":` + tt.stop + `,` + counted
			if string(got) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestCached(t *testing.T) {
	got, fault := ask(t).Answer([]byte(`{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],` +
		`"model":"m","object":"chat.completion","created":1,"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":5}}}`))
	if fault != nil {
		t.Fatal(fault)
	}
	const want = `"usage":{"input_tokens":2,"cache_creation_input_tokens":null,"cache_read_input_tokens":5,"output_tokens":3}}`
	if !strings.HasSuffix(string(got), want) {
		t.Errorf("got %s, want an end of %s", got, want)
	}
}

func TestArgumentsThatAreNone(t *testing.T) {
	for _, arguments := range []string{`[]`, `{`, `7`} {
		_, fault := ask(t).Answer([]byte(completion(`"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"`+arguments+`"}}]`, `"finish_reason":"tool_calls"`)))
		if fault == nil || fault.Status != 502 {
			t.Errorf("%s: %v, want 502", arguments, fault)
		}
	}
}

// folded is what a client makes of a stream: the message, and its end.
func folded(t *testing.T, stream string) (content, reason, usage string) {
	t.Helper()
	blocks := chat.NewArray()
	var partial strings.Builder
	var delta, counts *chat.Value
	stopped := false
	for e := range strings.SplitSeq(strings.TrimSuffix(stream, "\n\n"), "\n\n") {
		name, data, ok := strings.Cut(strings.TrimPrefix(e, "event: "), "\ndata: ")
		v := surfacetest.Parse(t, []byte(data))
		if !ok || v.Get("type").Text() != name || stopped {
			t.Fatalf("no event: %q", e)
		}
		at := len(blocks.Elems) - 1
		if index := v.Get("index"); index != nil && name != "content_block_start" && index.Num != string(rune('0'+at)) {
			t.Fatalf("%s: not of the last block", e)
		}
		switch name {
		case "content_block_start":
			blocks.Elems = append(blocks.Elems, v.Get("content_block").Clone())
		case "content_block_delta":
			d := v.Get("delta")
			for _, field := range []string{"text", "thinking"} {
				if add := d.Get(field).Text(); add != "" {
					blocks.Elems[at].Set(field, chat.NewString(blocks.Elems[at].Get(field).Text()+add))
				}
			}
			partial.WriteString(d.Get("partial_json").Text())
		case "content_block_stop":
			if partial.Len() > 0 {
				blocks.Elems[at].Set("input", *surfacetest.Parse(t, []byte(partial.String())))
				partial.Reset()
			}
		case "message_delta":
			delta, counts = v.Get("delta"), v.Get("usage")
		case "message_stop":
			stopped = true
		}
	}
	if !stopped || delta == nil {
		t.Fatal("the stream has no end")
	}
	return string(blocks.AppendJSON(nil)), delta.Get("stop_reason").Text(), string(counts.AppendJSON([]byte(`"usage":`))) + "}"
}

// TestStream: what a client puts together of a stream is the message of the whole answer.
func TestStream(t *testing.T) {
	for _, tt := range answers() {
		t.Run(tt.name, func(t *testing.T) {
			stream, ok := surfacetest.Streamed(surfacetest.Validator(t), ask(t), []byte(tt.in))
			if !ok {
				t.Fatal("no completion")
			}
			content, reason, usage := folded(t, string(stream))
			if content != tt.content || reason != tt.reason || usage != counted {
				t.Errorf("got %s, %s, %s\nwant %s, %s, %s", content, reason, usage, tt.content, tt.reason, counted)
			}
		})
	}
}

// TestThoughtsAfterText: what a scan held back comes late, and is a block of its own.
func TestThoughtsAfterText(t *testing.T) {
	v := ask(t).Voice(noTime())
	head := chat.ChunkHead{ID: "chatcmpl-r1", Model: "m", Voice: v}
	var out []byte
	for _, d := range [][2]string{{"reasoning", "Hm"}, {"content", "H"}, {"reasoning", "m"}, {"reasoning_content", "Hmm"}, {"content", "i"}} {
		out = chat.AppendDelta(out, head, chat.Strand{Field: d[0]}, d[1], nil)
	}
	out = chat.AppendFiltered(out, head, []int{0}, true)
	content, reason, _ := folded(t, string(out))
	const want = `[{"type":"thinking","thinking":"Hm","signature":""},{"type":"text","text":"H"},{"type":"thinking","thinking":"m","signature":""},{"type":"text","text":"i"}]`
	if content != want || reason != reasonRefusal {
		t.Errorf("%s, %s", content, reason)
	}
}

func TestFail(t *testing.T) {
	v := ask(t).Voice(noTime())
	if got, want := string(v.Fail(nil, chat.ErrTimeout())), `"request_id":""`; !strings.Contains(got, want) {
		t.Errorf("before it began: %s", got)
	}
	out := chat.AppendRole(nil, chat.ChunkHead{ID: "chatcmpl-r1", Model: "m", Voice: v}, 0)
	if !strings.Contains(string(out), `"id":"msg_r1"`) {
		t.Errorf("it begins with %s", out)
	}
	const want = "event: error\ndata: " + `{"type":"error","error":{"type":"rate_limit_error","message":"Too many requests at once. Wait and try again.","code":"rate_limit_exceeded"},"request_id":"r1"}` + "\n\n"
	if got := string(v.Fail(nil, chat.ErrRateLimit())); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestErrorTypes(t *testing.T) {
	for status, want := range map[int]string{
		400: "invalid_request_error", 401: "authentication_error", 403: "permission_error", 404: "not_found_error", 405: "invalid_request_error",
		409: "invalid_request_error", 413: "request_too_large", 415: "invalid_request_error", 429: "rate_limit_error", 500: "api_error",
		502: "api_error", 503: "overloaded_error", 504: "timeout_error",
	} {
		if got := errorType(status); got != want {
			t.Errorf("%d is %s, want %s", status, got, want)
		}
	}
}

func TestModels(t *testing.T) {
	const one = `{"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z"}`
	if got, want := string(Models([]string{"a"})), `{"data":[`+one+`],"has_more":false,"first_id":"a","last_id":"a"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := string(Models(nil)), `{"data":[],"has_more":false,"first_id":null,"last_id":null}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
