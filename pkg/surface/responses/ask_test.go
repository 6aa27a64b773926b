package responses_test

import (
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
	"sluice/pkg/surface/responses"
)

func newSurface(t testing.TB) *responses.Surface {
	t.Helper()
	s, err := responses.New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t testing.TB, body string) surface.Asked {
	t.Helper()
	asked, fault := newSurface(t).Ask([]byte(body))
	if fault != nil {
		t.Fatalf("%s: %s", fault.Param, fault.Message)
	}
	return asked
}

// TestAsk: what becomes of a request, as a chat completion request that chat takes.
func TestAsk(t *testing.T) {
	validator, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	const hi = `"messages":[{"role":"user","content":"hi"}]`
	for _, tt := range []struct{ name, body, want string }{
		{"text", `{"model":"m","input":"hi"}`, `{"model":"m",` + hi + `}`},
		{
			"instructions", `{"instructions":"Be brief.","input":"hi","model":"m"}`,
			`{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]}`,
		},
		{
			"messages with and without a type",
			`{"model":"m","input":[{"role":"developer","content":"a"},{"type":"message","role":"user","content":[{"type":"input_text","text":"b"}],"phase":"x"}]}`,
			`{"model":"m","messages":[{"role":"developer","content":"a"},{"role":"user","content":"b","phase":"x"}]}`,
		},
		{
			"several parts, and what a part has beside its text",
			`{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b","more":"c"}]}]}`,
			`{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b","more":"c"}]}]}`,
		},
		{
			"an answer that is sent back",
			`{"model":"m","input":[{"role":"user","content":"hi"},
				{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"why"}],"content":[{"type":"reasoning_text","text":"because"}],"encrypted_content":"x"},
				{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"I look.","annotations":[],"logprobs":[]}]},
				{"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{}","status":"completed"},
				{"type":"function_call","call_id":"c2","name":"g","arguments":"{\"a\":1}"},
				{"type":"function_call_output","call_id":"c1","output":"one"},
				{"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"}]}]}`,
			`{"model":"m","messages":[{"role":"user","content":"hi"},
				{"role":"assistant","content":"I look.","tool_calls":[
					{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},
					{"id":"c2","type":"function","function":{"name":"g","arguments":"{\"a\":1}"}}],"reasoning_content":"why\nbecause"},
				{"role":"tool","content":"one","tool_call_id":"c1"},{"role":"tool","content":"two","tool_call_id":"c2"}]}`,
		},
		{
			"turns of the assistant's",
			`{"model":"m","input":[{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
				{"role":"assistant","content":"a"},{"role":"assistant","content":"b"},
				{"type":"reasoning","summary":[{"type":"summary_text","text":"t"}]},{"role":"user","content":"c"},
				{"type":"reasoning","encrypted_content":"x","summary":[]}]}`,
			`{"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
				{"role":"assistant","content":"a"},{"role":"assistant","content":"b"},
				{"role":"assistant","content":"","reasoning_content":"t"},{"role":"user","content":"c"}]}`,
		},
		{
			"a refusal", `{"model":"m","input":[{"role":"assistant","content":[{"type":"refusal","refusal":"no"}]}]}`,
			`{"model":"m","messages":[{"role":"assistant","content":[{"type":"refusal","refusal":"no"}]}]}`,
		},
		{
			"tools",
			`{"model":"m","input":"hi","tools":[{"type":"function","name":"f","description":null,"parameters":{"type":"object"},"strict":true},{"type":"function","name":"g","parameters":null,"strict":null}],
				"tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false}`,
			`{"model":"m",` + hi + `,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"strict":true}},{"type":"function","function":{"name":"g"}}],
				"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false}`,
		},
		{"tool_choice as a word", `{"model":"m","input":"hi","tool_choice":"none"}`, `{"model":"m",` + hi + `,"tool_choice":"none"}`},
		{
			"a schema for the answer",
			`{"model":"m","input":"hi","text":{"format":{"type":"json_schema","name":"n","strict":true,"schema":{"type":"object"}},"verbosity":"low"}}`,
			`{"model":"m",` + hi + `,"verbosity":"low","response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}}}`,
		},
		{"any JSON", `{"model":"m","input":"hi","text":{"format":{"type":"json_object"}}}`, `{"model":"m",` + hi + `,"response_format":{"type":"json_object"}}`},
		{"plain text", `{"model":"m","input":"hi","text":{"format":{"type":"text"}}}`, `{"model":"m",` + hi + `}`},
		{
			"settings",
			`{"model":"m","input":"hi","max_output_tokens":9,"temperature":0.5,"top_p":1,"reasoning":{"effort":"low","summary":"auto"},"user":"u","safety_identifier":"s",
				"service_tier":"flex","metadata":{"a":"b"},"truncation":"auto","store":true,"background":false,"previous_response_id":null,"stop":["END"],"top_k":3}`,
			`{"model":"m",` + hi + `,"max_tokens":9,"temperature":0.5,"top_p":1,"reasoning_effort":"low","user":"u","safety_identifier":"s",
				"service_tier":"flex","metadata":{"a":"b"},"stop":["END"],"top_k":3}`,
		},
		{"what nobody knows in known objects", `{"model":"m","input":"hi","reasoning":{"effort":null,"mode":"pro"},"text":{"tone":"x"}}`, `{"model":"m",` + hi + `,"reasoning":{"mode":"pro"},"text":{"tone":"x"}}`},
		{"log-probabilities", `{"model":"m","input":"hi","include":["message.output_text.logprobs"],"top_logprobs":0}`, `{"model":"m",` + hi + `,"logprobs":true,"top_logprobs":0}`},
		{"likely tokens", `{"model":"m","input":"hi","top_logprobs":2}`, `{"model":"m",` + hi + `,"logprobs":true,"top_logprobs":2}`},
		{"none of them", `{"model":"m","input":"hi","include":["reasoning.encrypted_content"],"top_logprobs":0}`, `{"model":"m",` + hi + `}`},
		{"a stream", `{"model":"m","input":"hi","stream":true}`, `{"model":"m",` + hi + `,"stream":true,"stream_options":{"include_usage":true}}`},
		{
			"a stream without padding", `{"model":"m","input":"hi","stream_options":{"include_obfuscation":false,"x":1},"stream":true}`,
			`{"model":"m",` + hi + `,"stream":true,"stream_options":{"x":1,"include_usage":true}}`,
		},
		{"no stream", `{"model":"m","input":"hi","stream":false,"stream_options":null}`, `{"model":"m",` + hi + `,"stream":false}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ask(t, tt.body).Chat()
			want, err := chat.ParseString(tt.want, chat.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want.AppendJSON(nil)) {
				t.Errorf("got  %s\nwant %s", got, want.AppendJSON(nil))
			}
			doc, err := chat.Parse(got, chat.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if fault := validator.ValidateRequest(doc); fault != nil {
				t.Errorf("chat refuses it: %s", fault.Message)
			}
		})
	}
}

// TestAskFiles: pictures, files and sound go on as parts that chat has for them.
func TestAskFiles(t *testing.T) {
	got := ask(t, `{"model":"m","input":[{"role":"user","content":[
		{"type":"input_image","image_url":"data:image/png;base64,AA==","detail":"low"},
		{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="},
		{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]}`).Chat()
	const want = `{"model":"m","messages":[{"role":"user","content":[` +
		`{"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},` +
		`{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}},` +
		`{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
