package anthropic

import (
	"testing"
)

const question = `"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]`

func TestRequest(t *testing.T) {
	for _, tt := range []struct{ name, in, out string }{
		{
			"plain", `{"model":"m",` + question + `}`,
			`{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}`,
		},
		{
			"system before the turns", `{` + question + `,"system":"Be brief."}`,
			`{"max_tokens":9,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}`,
		},
		{
			"system in blocks", `{"system":[{"type":"text","text":"A","cache_control":{"type":"ephemeral"}},{"type":"text","text":"B"}],` + question + `}`,
			`{"max_tokens":9,"messages":[{"role":"system","content":[{"type":"text","text":"A"},{"type":"text","text":"B"}]},{"role":"user","content":"Hi"}]}`,
		},
		{
			"sampling", `{` + question + `,"temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["X"],"service_tier":"flex","thinking":{"type":"enabled","budget_tokens":1024}}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"top_p":0.9,"top_k":40,"stop":["X"],"service_tier":"flex","thinking":{"type":"enabled","budget_tokens":1024}}`,
		},
		{
			"stream", `{` + question + `,"stream":true}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}`,
		},
		{
			"whole", `{` + question + `,"stream":false}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"stream":false}`,
		},
		{
			"metadata", `{` + question + `,"metadata":{"user_id":"u-1","team":"blue"}}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"user":"u-1","metadata":{"team":"blue"}}`,
		},
		{
			"what is not known", `{` + question + `,"guided_regex":"[a-z]","cache_control":{"type":"ephemeral"},"mcp_servers":[]}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"guided_regex":"[a-z]"}`,
		},
		{
			"structured output", `{` + question + `,"output_config":{"effort":"max","format":{"type":"json_schema","schema":{"type":"object"}}}}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"xhigh","response_format":{"type":"json_schema","json_schema":{"name":"output","schema":{"type":"object"}}}}`,
		},
		{
			"tools", `{` + question + `,"tools":[{"name":"f","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}},{"type":"custom","name":"g","input_schema":{},"strict":true}],"tool_choice":{"type":"any","disable_parallel_tool_use":true}}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}},{"type":"function","function":{"name":"g","parameters":{},"strict":true}}],"parallel_tool_calls":false,"tool_choice":"required"}`,
		},
		{
			"one tool", `{` + question + `,"tool_choice":{"type":"tool","name":"f"}}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tool_choice":{"type":"function","function":{"name":"f"}}}`,
		},
		{
			"a round of tools", `{"max_tokens":9,"messages":[
				{"role":"user","content":"Go"},
				{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"text","text":"I look."},{"type":"tool_use","id":"t1","name":"f","input":{"a":"b\"c"}},{"type":"tool_use","id":"t2","name":"g","input":{}}]},
				{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"one"},{"type":"tool_result","tool_use_id":"t2","is_error":true,"content":[{"type":"text","text":"gone"},{"type":"text","text":"!"}]},{"type":"text","text":"And?"}]}]}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":"Go"},{"role":"assistant","content":"I look.","reasoning_content":"Hm","tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"a\":\"b\\\"c\"}"}},{"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}]},{"role":"tool","content":"one","tool_call_id":"t1"},{"role":"tool","content":[{"type":"text","text":"Error: "},{"type":"text","text":"gone"},{"type":"text","text":"!"}],"tool_call_id":"t2"},{"role":"user","content":"And?"}]}`,
		},
		{
			"a result of nothing, and one that failed", `{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1"},{"type":"tool_result","tool_use_id":"t2","is_error":true,"content":"no"}]}]}`,
			`{"max_tokens":9,"messages":[{"role":"tool","content":"","tool_call_id":"t1"},{"role":"tool","content":"Error: no","tool_call_id":"t2"}]}`,
		},
		{
			"only calls", `{"max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]}]}`,
			`{"max_tokens":9,"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]}]}`,
		},
		{
			"images", `{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},{"type":"image","source":{"type":"url","url":"https://x.example/a.png"}}]}]}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},{"type":"image_url","image_url":{"url":"https://x.example/a.png"}}]}]}`,
		},
		{
			"documents", `{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","title":"T","context":"C","source":{"type":"text","media_type":"text/plain","data":"D"},"citations":{"enabled":false}},{"type":"document","title":"p","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}},{"type":"document","source":{"type":"content","content":[{"type":"text","text":"E"}]}}]}]}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"C"},{"type":"text","text":"T"},{"type":"text","text":"D"},{"type":"file","file":{"filename":"p","file_data":"data:application/pdf;base64,JVBE"}},{"type":"text","text":"E"}]}]}`,
		},
		{
			"search result", `{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"search_result","title":"T","source":"S","content":[{"type":"text","text":"A"}]}]}]}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"T"},{"type":"text","text":"S"},{"type":"text","text":"A"}]}]}`,
		},
		{
			"members of a message and of a part", `{"max_tokens":9,"messages":[{"role":"user","who":"me","content":[{"type":"text","text":"A","citations":[{"cited_text":"q"}]}]}]}`,
			`{"max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"A","citations":[{"cited_text":"q"}]}],"who":"me"}]}`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked, fault := Surface{}.Ask([]byte(tt.in))
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
	turn := func(content string) string {
		return `{"max_tokens":9,"messages":[{"role":"user","content":[` + content + `]}]}`
	}
	said := func(content string) string {
		return `{"max_tokens":9,"messages":[{"role":"assistant","content":[` + content + `]}]}`
	}
	for _, tt := range []struct{ name, in, code, param string }{
		{"no JSON", `Hi`, "invalid_json", ""},
		{"twice", `{"model":"a","model":"b"}`, "duplicate_key", "model"},
		{"no object", `[]`, "invalid_type", ""},
		{"no max_tokens", `{"model":"m","messages":[]}`, "missing_required_parameter", "max_tokens"},
		{"messages of another type", `{"max_tokens":9,"messages":{}}`, "invalid_type", "messages"},
		{"system without turns", `{"max_tokens":9,"system":"x"}`, "missing_required_parameter", "messages"},
		{"two names", `{` + question + `,"stop":["a"],"stop_sequences":["b"]}`, "invalid_value", "stop"},
		{"several answers", `{` + question + `,"n":2}`, "invalid_value", "n"},
		{"log-probabilities", `{` + question + `,"logprobs":true}`, "invalid_value", "logprobs"},
		{"a role", `{"max_tokens":9,"messages":[{"role":"tool","content":"x"}]}`, "invalid_value", "messages[0].role"},
		{"a role that OpenAI has a member for", `{"max_tokens":9,"messages":[{"role":"assistant","reasoning_content":"x","content":[{"type":"thinking","thinking":"y"}]}]}`, "invalid_value", "reasoning_content"},
		{"content of another type", `{"max_tokens":9,"messages":[{"role":"user","content":7}]}`, "invalid_type", "messages[0].content"},
		{"no content", `{"max_tokens":9,"messages":[{"role":"user"}]}`, "missing_required_parameter", "messages[0].content"},
		{"a block of another type", turn(`{"type":"server_tool_use"}`), "unsupported_content", "messages[0].content[0].type"},
		{"a block without type", turn(`{"text":"x"}`), "unsupported_content", "messages[0].content[0].type"},
		{"a call by the user", turn(`{"type":"tool_use","id":"a","name":"f","input":{}}`), "unsupported_content", "messages[0].content[0].type"},
		{"an image by the model", said(`{"type":"image"}`), "unsupported_content", "messages[0].content[0].type"},
		{"a text without text", turn(`{"type":"text"}`), "missing_required_parameter", "messages[0].content[0].text"},
		{"input that is no object", said(`{"type":"tool_use","id":"a","name":"f","input":"x"}`), "invalid_type", "messages[0].content[0].input"},
		{"a call without id", said(`{"type":"tool_use","name":"f","input":{}}`), "missing_required_parameter", "messages[0].content[0].id"},
		{"a result of nothing", turn(`{"type":"tool_result"}`), "missing_required_parameter", "messages[0].content[0].tool_use_id"},
		{"a result that is half an error", turn(`{"type":"tool_result","tool_use_id":"t","is_error":"yes"}`), "invalid_type", "messages[0].content[0].is_error"},
		{"thoughts with more", said(`{"type":"thinking","thinking":"x","more":"y"}`), "unsupported_content", "messages[0].content[0]"},
		{"an uploaded image", turn(`{"type":"image","source":{"type":"file","file_id":"f"}}`), "unsupported_content", "messages[0].content[0].source.type"},
		{"an image of another type", turn(`{"type":"image","source":{"type":"base64","media_type":"image/svg+xml","data":"A"}}`), "invalid_value", "messages[0].content[0].source.media_type"},
		{"a document elsewhere", turn(`{"type":"document","source":{"type":"url","url":"https://x.example"}}`), "unsupported_content", "messages[0].content[0].source.type"},
		{"citations", turn(`{"type":"document","source":{"type":"text","media_type":"text/plain","data":"D"},"citations":{"enabled":true}}`), "invalid_value", "messages[0].content[0].citations"},
		{"a hosted tool", `{` + question + `,"tools":[{"type":"bash_20250124","name":"bash"}]}`, "unsupported_tools", "tools[0].type"},
		{"a tool without schema", `{` + question + `,"tools":[{"name":"f"}]}`, "missing_required_parameter", "tools[0].input_schema"},
		{"servers of tools", `{` + question + `,"mcp_servers":[{"url":"https://x.example"}]}`, "unsupported_tools", "mcp_servers"},
		{"a container", `{` + question + `,"container":"c"}`, "unsupported_tools", "container"},
		{"a choice of tools", `{` + question + `,"tool_choice":{"type":"some"}}`, "invalid_value", "tool_choice.type"},
		{"a choice of no tool", `{` + question + `,"tool_choice":{"type":"tool"}}`, "missing_required_parameter", "tool_choice.name"},
		{"a choice with more", `{` + question + `,"tool_choice":{"type":"auto","more":"x"}}`, "invalid_value", "tool_choice"},
		{"a stop that is no text", `{` + question + `,"stop_sequences":[7]}`, "invalid_type", "stop_sequences[0]"},
		{"a format", `{` + question + `,"output_config":{"format":{"type":"xml"}}}`, "invalid_value", "output_config.format.type"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, fault := Surface{}.Ask([]byte(tt.in))
			if fault == nil || fault.Status != 400 || fault.Code != tt.code || fault.Param != tt.param {
				t.Errorf("%+v, want %s in %s", fault, tt.code, tt.param)
			}
		})
	}
}
