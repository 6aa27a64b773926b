package responses_test

import (
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// TestAskRefuses: what cannot be done is refused by its place in the caller's document.
func TestAskRefuses(t *testing.T) {
	s := newSurface(t)
	with := func(members string) string { return `{"model":"m","input":"hi",` + members + `}` }
	items := func(list string) string { return `{"model":"m","input":[` + list + `]}` }
	part := func(p string) string { return items(`{"role":"user","content":[` + p + `]}`) }
	for _, tt := range []struct{ name, body, code, param string }{
		{"no JSON", `{`, "invalid_json", ""},
		{"no object", `[]`, "invalid_type", ""},
		{"no input", `{"model":"m"}`, "missing_required_parameter", "input"},
		{"no items", `{"model":"m","input":[]}`, "array_below_min_length", "input"},
		{"instructions", with(`"instructions":[]`), "invalid_type", "instructions"},
		{"an earlier response", with(`"previous_response_id":"resp_1"`), "unsupported_parameter", "previous_response_id"},
		{"a conversation", with(`"conversation":{"id":"c"}`), "unsupported_parameter", "conversation"},
		{"a template", with(`"prompt":{"id":"p"}`), "unsupported_parameter", "prompt"},
		{"compaction", with(`"context_management":[{"type":"compaction"}]`), "unsupported_parameter", "context_management"},
		{"moderation", with(`"moderation":{"model":"x"}`), "unsupported_parameter", "moderation"},
		{"in the background", with(`"background":true`), "unsupported_parameter", "background"},
		{"chat's messages", with(`"messages":[]`), "unknown_parameter", "messages"},
		{"several answers", with(`"n":2`), "unknown_parameter", "n"},
		{"a reference", items(`{"type":"item_reference","id":"msg_1"}`), "unsupported_parameter", "input[0]"},
		{"an item of no type", items(`{"type":""}`), "string_below_min_length", "input[0].type"},
		{"a hosted tool's item", items(`{"role":"user","content":"a"},{"type":"web_search_call","id":"ws_1"}`), "unsupported_tools", "input[1].type"},
		{"role", items(`{"role":"tool","content":"a"}`), "invalid_value", "input[0].role"},
		{"chat's calls", items(`{"role":"assistant","content":"a","tool_calls":[]}`), "unknown_parameter", "input[0].tool_calls"},
		{"the same member twice in a turn", items(`{"type":"reasoning","summary":[{"type":"summary_text","text":"a"}],"x":1},{"role":"assistant","content":"a","x":2}`), "unknown_parameter", "input[1].*"},
		{"a call without a name", items(`{"type":"function_call","call_id":"c","arguments":"{}"}`), "missing_required_parameter", "input[0].name"},
		{"a part of chat's", part(`{"type":"text","text":"a"}`), "invalid_value", "input[0].content[0].type"},
		{"an uploaded picture", part(`{"type":"input_image","file_id":"f"}`), "unsupported_parameter", "input[0].content[0].file_id"},
		{"an uploaded file", part(`{"type":"input_file","file_id":"f"}`), "unsupported_parameter", "input[0].content[0]"},
		{"include", with(`"include":["everything"]`), "invalid_value", "include[0]"},
		{"effort", with(`"reasoning":{"effort":"huge"}`), "invalid_value", "reasoning.effort"},
		{"a format without a schema", with(`"text":{"format":{"type":"json_schema","name":"n"}}`), "missing_required_parameter", "text.format.schema"},
		{"allowed tools", with(`"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[]}`), "unsupported_tools", "tool_choice"},
		{"a hosted tool's choice", with(`"tool_choice":{"type":"web_search"}`), "unsupported_tools", "tool_choice"},
		{"a number", with(`"max_output_tokens":0`), "integer_below_min_value", "max_output_tokens"},
		{"a name of the caller's", with(`"metadata":{"secret-name":1}`), "invalid_type", "metadata.*"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, fault := s.Ask([]byte(tt.body))
			if fault == nil {
				t.Fatal("it was taken")
			}
			if fault.Status != 400 || fault.Code != tt.code || fault.Param != tt.param {
				t.Errorf("%d %s %s: %s", fault.Status, fault.Code, fault.Param, fault.Message)
			}
			if !strings.Contains(string(s.Fault(fault, "r")), `"error"`) || strings.Contains(fault.Message, "secret-name") {
				t.Errorf("told as %s", s.Fault(fault, "r"))
			}
		})
	}
}

// TestLocate: a place in the chat completion request is told as the caller wrote it.
func TestLocate(t *testing.T) {
	asked := ask(t, `{"model":"m","instructions":"a","tools":[{"type":"function","name":"f"}],"input":[
		{"role":"user","content":[{"type":"input_text","text":"b"},{"type":"input_text","text":"c"}]},
		{"type":"reasoning","summary":[{"type":"summary_text","text":"d"}]},
		{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
		{"type":"function_call_output","call_id":"c","output":"e"}]}`)
	to := asked.(surface.Locator)
	for _, tt := range [][2]string{
		{"model", "model"}, {"", ""}, {"messages", "input"}, {"messages[0].content", "instructions"},
		{"messages[1].content[1].type", "input[0].content[1].type"}, {"messages[1].audio", "input[0].audio"},
		{"messages[2].reasoning_content", "input[1]"},
		{"messages[2].tool_calls[0].function.name", "input[2].name"}, {"messages[2].tool_calls[0].id", "input[2].call_id"},
		{"messages[2].tool_calls[7].id", "messages[2].tool_calls[7].id"},
		{"messages[3].content", "input[3].output"}, {"messages[3].tool_call_id", "input[3].call_id"},
		{"messages[9].content", "messages[9].content"}, {"messages[x", "messages[x"},
		{"tools[0].type", "tools[0].type"}, {"tools[0].function.parameters", "tools[0].parameters"},
		{"max_tokens", "max_output_tokens"}, {"response_format.json_schema.name", "text.format.name"},
		{"reasoning_effort", "reasoning.effort"}, {"verbosity", "text.verbosity"},
	} {
		got := to.Locate(chat.ErrInvalid(tt[0], "invalid_value", "Change '"+tt[0]+"'."))
		if got.Param != tt[1] || got.Message != "Change '"+tt[1]+"'." {
			t.Errorf("%q is told as %q: %s", tt[0], got.Param, got.Message)
		}
	}
	text := ask(t, `{"model":"m","input":"hi"}`).(surface.Locator)
	if got := text.Locate(chat.ErrInvalid("messages[0].content", "c", "'messages[0].content'")); got.Param != "input" {
		t.Errorf("told as %q", got.Param)
	}
}
