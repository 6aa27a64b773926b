package ollama

import (
	"testing"
	"time"
)

// now is always the same.
func now() time.Time { return time.Unix(1, 0) }

func chats() Surface { return Surface{Now: now} }

const (
	streamed = `,"stream":true,"stream_options":{"include_usage":true}}`
	png      = "iVBORw0KGgoAAAANSUhEUg=="
)

func TestRequest(t *testing.T) {
	for _, tt := range []struct{ name, in, out string }{
		{
			"plain", `{"model":"m","messages":[{"role":"user","content":"Hi"}]}`,
			`{"model":"m","messages":[{"role":"user","content":"Hi"}]` + streamed,
		},
		{"whole", `{"messages":[],"stream":false}`, `{"messages":[],"stream":false}`},
		{"streamed", `{"stream":true,"messages":[]}`, `{"messages":[]` + streamed},
		{"stream of null", `{"stream":null,"messages":[]}`, `{"messages":[]` + streamed},
		{
			"options", `{"options":{"temperature":0.5,"top_k":4,"top_p":0.9,"min_p":0.1,"seed":7,"stop":["X"],"num_predict":64,"repeat_penalty":1.1,"presence_penalty":0.5,"num_ctx":4096,"mirostat":null},"keep_alive":"5m"}`,
			`{"temperature":0.5,"top_k":4,"top_p":0.9,"min_p":0.1,"seed":7,"stop":["X"],"max_tokens":64,"repeat_penalty":1.1,"repetition_penalty":1.1,"presence_penalty":0.5,"num_ctx":4096` + streamed,
		},
		{"no bound", `{"options":{"num_predict":-1}}`, `{"stream":true,"stream_options":{"include_usage":true}}`},
		{"a bound of 0", `{"options":{"num_predict":0}}`, `{"stream":true,"stream_options":{"include_usage":true}}`},
		{"JSON", `{"format":"json"}`, `{"response_format":{"type":"json_object"}` + streamed},
		{
			"a schema", `{"format":{"type":"object","required":["a"]}}`,
			`{"response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object","required":["a"]}}}` + streamed,
		},
		{"no format", `{"format":""}`, `{"stream":true,"stream_options":{"include_usage":true}}`},
		{"thinking", `{"think":true}`, `{"chat_template_kwargs":{"enable_thinking":true}` + streamed},
		{"how much", `{"think":"high"}`, `{"reasoning_effort":"high"` + streamed},
		{"log-probabilities", `{"logprobs":true,"top_logprobs":2}`, `{"logprobs":true,"top_logprobs":2` + streamed},
		{"what is not known", `{"truncate":true,"more":{"a":"b"}}`, `{"truncate":true,"more":{"a":"b"}` + streamed},
		{
			"a round of tools", `{"stream":false,"messages":[{"role":"user","content":"Go"},
				{"role":"assistant","content":"","thinking":"Hm","tool_calls":[{"function":{"index":0,"name":"f","arguments":{"a":"b\"c"}}},{"function":{"name":"g","arguments":{}}},{"function":{"name":"f"}}]},
				{"role":"tool","tool_name":"g","content":"two"},{"role":"tool","tool_name":"f","content":"one"},{"role":"tool","content":"three"}]}`,
			`{"messages":[{"role":"user","content":"Go"},` +
				`{"role":"assistant","content":"","reasoning_content":"Hm","tool_calls":[{"id":"call_0","type":"function","function":{"name":"f","arguments":"{\"a\":\"b\\\"c\"}"}},{"id":"call_1","type":"function","function":{"name":"g","arguments":"{}"}},{"id":"call_2","type":"function","function":{"name":"f","arguments":"{}"}}]},` +
				`{"role":"tool","content":"two","tool_call_id":"call_1","name":"g"},{"role":"tool","content":"one","tool_call_id":"call_0","name":"f"},{"role":"tool","content":"three","tool_call_id":"call_2"}],"stream":false}`,
		},
		{
			"calls with ids", `{"stream":false,"messages":[{"role":"assistant","tool_calls":[{"id":"x","type":"function","function":{"name":"f"}},{"id":"y","function":{"name":"f"}}]},{"role":"tool","tool_call_id":"y","content":"b"},{"role":"tool","content":"a"}]}`,
			`{"messages":[{"role":"assistant","content":"","tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"y","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"b","tool_call_id":"y"},{"role":"tool","content":"a","tool_call_id":"x"}],"stream":false}`,
		},
		{
			"images", `{"stream":false,"messages":[{"role":"user","content":"See","images":["` + png + `"]},{"role":"user","images":["` + png + `"]},{"role":"user","content":"x","images":[]}]}`,
			`{"messages":[{"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,` + png + `"}}]},{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,` + png + `"}}]},{"role":"user","content":"x"}],"stream":false}`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked, fault := chats().Ask([]byte(tt.in))
			if fault != nil {
				t.Fatal(fault)
			}
			if got := string(asked.Chat()); got != tt.out {
				t.Errorf("got  %s\nwant %s", got, tt.out)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct{ name, in, code, param string }{
		{"no JSON", `Hi`, "invalid_json", ""},
		{"no object", `[]`, "invalid_type", ""},
		{"stream", `{"stream":"yes"}`, "invalid_type", "stream"},
		{"options", `{"options":[]}`, "invalid_type", "options"},
		{"two names", `{"max_tokens":7,"options":{"num_predict":8}}`, "invalid_value", "max_tokens"},
		{"an option that is a member", `{"model":"a","options":{"model":"b"}}`, "invalid_value", "model"},
		{"several answers", `{"n":2}`, "invalid_value", "n"},
		{"several answers, as an option", `{"options":{"n":2}}`, "invalid_value", "options"},
		{"a bound in words", `{"options":{"num_predict":"x"}}`, "invalid_type", "options.num_predict"},
		{"a format", `{"format":"xml"}`, "invalid_value", "format"},
		{"thoughts", `{"think":7}`, "invalid_type", "think"},
		{"messages", `{"messages":{}}`, "invalid_type", "messages"},
		{"no role", `{"messages":[{"content":"x"}]}`, "missing_required_parameter", "messages[0].role"},
		{"no content", `{"messages":[{"role":"user"}]}`, "missing_required_parameter", "messages[0].content"},
		{"parts", `{"messages":[{"role":"user","content":[]}]}`, "invalid_type", "messages[0].content"},
		{"no image", `{"messages":[{"role":"user","content":"x","images":["aGVsbG8gd29ybGQhISE="]}]}`, "unsupported_content", "messages[0].images[0]"},
		{"no base64", `{"messages":[{"role":"user","content":"x","images":["https://x.example/a.png"]}]}`, "unsupported_content", "messages[0].images[0]"},
		{"a short image", `{"messages":[{"role":"user","content":"x","images":["x"]}]}`, "unsupported_content", "messages[0].images[0]"},
		{"a result of no call", `{"messages":[{"role":"tool","content":"x"}]}`, "invalid_value", "messages[0]"},
		{"a result of no such tool", `{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]},{"role":"tool","tool_name":"g","content":"x"}]}`, "invalid_value", "messages[1]"},
		{"arguments in words", `{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}]}`, "invalid_type", "messages[0].tool_calls[0].function.arguments"},
		{"a call without name", `{"messages":[{"role":"assistant","tool_calls":[{"function":{}}]}]}`, "missing_required_parameter", "messages[0].tool_calls[0].function.name"},
		{"a call of another type", `{"messages":[{"role":"assistant","tool_calls":[{"type":"custom","function":{"name":"f"}}]}]}`, "unsupported_tools", "messages[0].tool_calls[0].type"},
		{"thoughts twice", `{"messages":[{"role":"assistant","thinking":"a","reasoning_content":"b"}]}`, "invalid_value", "reasoning_content"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, fault := chats().Ask([]byte(tt.in))
			if fault == nil || fault.Status != 400 || fault.Code != tt.code || fault.Param != tt.param {
				t.Errorf("%+v, want %s in %s", fault, tt.code, tt.param)
			}
		})
	}
}

func TestImageType(t *testing.T) {
	for data, want := range map[string]string{
		png: "image/png", "/9j/4AAQSkZJRgABAQAAAQ==": "image/jpeg", "R0lGODlhAQABAIAAAAAAAP==": "image/gif",
		"UklGRiIAAABXRUJQVlA4IA==": "image/webp", "UklGRiIAAABXQVZFZm10IA==": "", "JVBERi0xLjQKJcfsj6IK": "", "": "", "iVBORw0KGgo": "",
	} {
		if got := imageType(data); got != want {
			t.Errorf("%s is %q, want %q", data, got, want)
		}
	}
}
